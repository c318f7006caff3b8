"""Assess a plan at a stage: observations in, frozen verdicts out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import polars as pl

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.early_warning import warnings
from plan_eval.assess.progress import progress
from plan_eval.assess.series import build_series, latest_groups
from plan_eval.assess.states import judge
from plan_eval.assess.tally import goal_states, tally, tally_by
from plan_eval.model.assessment import (
    Assessment,
    Checklist,
    DeclaredGap,
    Evidence,
    Reason,
    Result,
    SelfAssessment,
    Stage,
    State,
)
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan

_SMALL_COUNT = 20


def assess(
    plan: Plan, observations: pl.DataFrame, assessments: pl.DataFrame, stage: Stage
) -> Assessment:
    """Judge every indicator of the plan as it stood in the stage's year.

    `observations` and `assessments` are the accepted rows of a `Validation`. Later years are not
    looked at, so a mid-term stays what it was when later data arrive.
    """
    series = build_series(observations, plan)
    every = {name: of.until(stage.year) for name, of in series.items()}
    said = _self_assessments(assessments, stage)
    results = {
        indicator.id: _result(Case(plan, indicator, stage, every), said)
        for indicator in plan.indicators.values()
    }
    return Assessment(
        stage=stage,
        results=results,
        goals=goal_states(results, plan),
        tallies=tally(results.values(), plan),
        by_area=tally_by(lambda i: plan.part_of(i.id), results, plan),
        by_department=tally_by(lambda i: i.department, results, plan),
        self_assessments=tuple(said[item] for item in plan.items if item in said),
        declared_gaps=_declared_gaps(observations, stage),
    )


def _result(case: Case, said: Mapping[str, SelfAssessment]) -> Result:
    verdict = judge(case)
    points, latest = case.points, case.latest
    found = progress(case, verdict) if verdict else None
    reasons = (*(verdict.reasons if verdict else ()), *_doubts(case, verdict))
    return Result(
        indicator=case.indicator.id,
        state=verdict.state if verdict else None,
        checklist=_checklist(case.indicator, said),
        nearly=verdict is not None and _nearly(case, verdict),
        progress=found,
        evidence=_evidence(verdict, reasons),
        reasons=reasons,
        warnings=warnings(case, verdict, found) if verdict else (),
        bound=case.bound,
        value=verdict.value if verdict else None,
        baseline=case.baseline,
        latest=latest,
        history=points,
        groups=latest_groups(case.series, latest.year) if latest else (),
        failing=verdict.failing if verdict else (),
        breaches=verdict.breaches if verdict else (),
        p_value=verdict.p_value if verdict else None,
    )


_DOUBTS = {"late_datum", "provisional_baseline", "two_points", "small_count", "units_missing"}


def _doubts(case: Case, verdict: Verdict | None) -> tuple[Reason, ...]:
    """Why the data carry the verdict less than firmly."""
    latest, baseline = case.latest, case.baseline
    if verdict is None or latest is None:
        return ()
    found = []
    if latest.year < case.stage.year:
        found.append(Reason("late_datum", (("year", latest.year),)))
    if baseline is not None and baseline.year != case.plan.header.span.baseline:
        found.append(Reason("provisional_baseline", (("year", baseline.year),)))
    if case.indicator.group == "directional" and len(case.points) == 2:
        found.append(Reason("two_points"))
    counted = case.indicator.rate is not None and latest.numerator is not None
    if counted and latest.numerator is not None and latest.numerator < _SMALL_COUNT:
        found.append(Reason("small_count", (("count", int(latest.numerator)),)))
    return tuple(found)


def _evidence(verdict: Verdict | None, reasons: tuple[Reason, ...]) -> Evidence:
    if verdict is not None and verdict.state is State.UNDETERMINED:
        return Evidence.INSUFFICIENT
    doubtful = any(reason.code in _DOUBTS for reason in reasons)
    return Evidence.INDICATIVE if doubtful else Evidence.FIRM


def _nearly(case: Case, verdict: Verdict) -> bool:
    """Not met, but within the declared share of the bound (基本实现); never counts as met."""
    bound, share = case.bound, case.plan.header.parameters.nearly_met_share
    if verdict.state is not State.NOT_MET or verdict.value is None or not bound:
        return False
    return abs(verdict.value - bound) <= abs(bound) * Fraction(share)


def _checklist(indicator: Indicator, said: Mapping[str, SelfAssessment]) -> Checklist | None:
    if indicator.group != "qualitative":
        return None
    own = [said[source.item].status for source in indicator.sources if source.item in said]
    return own[0] if own else Checklist.NO_EVIDENCE


def _self_assessments(frame: pl.DataFrame, stage: Stage) -> dict[str, SelfAssessment]:
    """The latest self-assessment of each item up to the stage."""
    known = frame.filter(
        pl.col("item").is_not_null()
        & pl.col("status").is_not_null()
        & (pl.col("year") <= stage.year)
    ).sort("item", "year", "path", "row")
    return {
        row["item"]: SelfAssessment(
            **{name: row[name] for name in SelfAssessment.__slots__ if name != "status"},
            status=Checklist(row["status"]),
        )
        for row in known.iter_rows(named=True)
    }


def _declared_gaps(observations: pl.DataFrame, stage: Stage) -> tuple[DeclaredGap, ...]:
    """Rows without a value, by the district's own main figure of each indicator."""
    blank = observations.filter(
        pl.col("value").is_null()
        & pl.col("indicator").is_not_null()
        & (pl.col("year") <= stage.year)
    )
    wanted = ("indicator", "year", "note", "department")
    rows = blank.select(wanted).unique(["indicator", "year"], keep="first", maintain_order=True)
    return tuple(DeclaredGap(*row) for row in rows.sort("indicator", "year").iter_rows())
