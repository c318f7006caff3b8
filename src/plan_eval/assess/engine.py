"""Assess a plan at a stage: observations in, frozen verdicts out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import polars as pl

from plan_eval.assess.benchmarks import benchmarks
from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.early_warning import Signs, warnings
from plan_eval.assess.evidence import doubts, evidence
from plan_eval.assess.gender_gap import gender_gaps
from plan_eval.assess.measures import claims, effects
from plan_eval.assess.progress import aim, methods, progress
from plan_eval.assess.projection import bounds, projection
from plan_eval.assess.series import build_series, told_apart
from plan_eval.assess.small_counts import p_of_change, small_count
from plan_eval.assess.splits import groups_of, latest_groups, splits
from plan_eval.assess.states import judge
from plan_eval.assess.tally import goal_states, tally, tally_by
from plan_eval.assess.trends import mann_kendall, printed_change
from plan_eval.assess.volatility import volatility
from plan_eval.model.assessment import (
    Assessment,
    Checklist,
    DeclaredGap,
    Evidence,
    Pace,
    Progress,
    Result,
    SelfAssessment,
    Stage,
    State,
    Volatility,
)
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.targets import Gap, Trend

Said = Mapping[str, SelfAssessment]


def assess(
    plan: Plan, observations: pl.DataFrame, self_assessments: pl.DataFrame, stage: Stage
) -> Assessment:
    """Judge every indicator of the plan as it stood in the stage's year.

    `observations` and `self_assessments` are the accepted rows of a `Validation`. Later years are
    not looked at, so a mid-term stays what it was when later data arrive; with `stage.as_of`, nor
    are figures reported later. A figure that was revised since is in force on that day only if the
    `Validation` is of what had been sent by then (`checks.as_of.sent_by`): that of all submissions
    has moved it to the history. Raises PlanEvalError for a stage that the plan does not have.
    """
    plan.check_stage(stage)
    every = build_series(observations, plan, stage)
    said = _self_assessments(self_assessments, stage)
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
        self_assessments=tuple(said[item] for item in plan.reportable if item in said),
        declared_gaps=_declared_gaps(observations, results, plan, stage),
        effects=effects(results, said, plan, stage),
        claims=tuple(claims(results, said, plan)),
    )


def states_by_year(
    plan: Plan, observations: pl.DataFrame, years: range
) -> dict[int, dict[str, State]]:
    """The state of every quantified indicator as it stood in each of some years."""
    wanted = [
        indicator for indicator in plan.indicators.values() if indicator.group == "quantified"
    ]
    found: dict[int, dict[str, State]] = {}
    for year in years:
        stage = Stage("annual", year)
        every = build_series(observations, plan, stage)
        verdicts = {one.id: judge(Case(plan, one, stage, every)) for one in wanted}
        found[year] = {name: of.state for name, of in verdicts.items() if of is not None}
    return found


def _result(case: Case, said: Said) -> Result:
    verdict = judge(case)
    if verdict is None:
        return _from_words(case, said)
    signs = _signs(case, verdict)
    about = doubts(case, verdict, signs)
    reasons = (*verdict.reasons, *about)
    latest = case.latest
    groups = groups_of(case)
    return Result(
        indicator=case.indicator.id,
        state=verdict.state,
        checklist=None,
        nearly=_nearly(case, verdict),
        progress=signs.progress,
        evidence=evidence(verdict, reasons),
        reasons=reasons,
        warnings=warnings(case, verdict, signs),
        bound=case.bound,
        value=verdict.value,
        baseline=case.baseline,
        latest=latest,
        history=case.reported,
        groups=latest_groups(groups, latest.year) if latest else (),
        failing=verdict.failing,
        breaches=verdict.breaches,
        p_value=_p_value(case),
        change=_change(case),
        missing=_missing(case),
        small_count=signs.small_count,
        projection=signs.projection,
        volatility=signs.volatility,
        methods=methods(case, signs.progress),
        splits=splits(case, groups),
        gender_gaps=gender_gaps(case),
        benchmarks=benchmarks(case, verdict.value),
        limits=bounds(case),
    )


def _from_words(case: Case, said: Said) -> Result:
    """A demand judged from self-assessments; figures beside it inform without deciding."""
    latest = case.latest
    return Result(
        indicator=case.indicator.id,
        state=None,
        checklist=_checklist(case.indicator, said),
        nearly=False,
        progress=None,
        evidence=Evidence.FIRM,
        reasons=(),
        warnings=(),
        bound=None,
        value=None,
        baseline=case.baseline,
        latest=latest,
        history=case.reported,
        groups=latest_groups(groups_of(case), latest.year) if latest else (),
        change=_change(case),
        gender_gaps=gender_gaps(case) if latest else (),
        benchmarks=benchmarks(case, None),
    )


def _signs(case: Case, verdict: Verdict) -> Signs:
    """The figures behind the warnings; the final stage asks for the state alone."""
    small = small_count(case)
    if case.stage.name == "final" or case.latest is None:
        return Signs(small_count=small)
    found = progress(case, verdict)
    return Signs(
        progress=found,
        projection=projection(case),
        volatility=_swings(case),
        small_count=small,
        reversal_by_chance=_reversed_by_chance(case, verdict, found),
    )


def _reversed_by_chance(case: Case, verdict: Verdict, found: Progress | None) -> bool:
    """Whether chance alone explains a change the wrong way, since the baseline or last year."""
    wrong_way = case.indicator.group == "directional" and verdict.state is State.NOT_MET
    reverse = found is not None and found.pace is Pace.REVERSED
    if not (wrong_way or reverse) or len(case.points) < 2 or not case.is_sampled:
        return False
    earlier = {case.points[-2], case.baseline or case.points[0]} - {case.points[-1]}
    tests = [p_of_change(case, before, case.points[-1]) for before in earlier]
    limit = 1 - case.plan.header.parameters.confidence
    return any(p is not None and p > limit for p in tests)


def _swings(case: Case) -> Volatility | None:
    if case.indicator.group != "quantified":
        return None
    return volatility(case.since_baseline, aim(case), case.plan.header.parameters)


def _p_value(case: Case) -> float | None:
    if not isinstance(case.indicator.target, Trend | Gap):
        return None
    up = case.indicator.target.direction == "up"
    return mann_kendall([point.value for point in case.compared], up=up)


def _change(case: Case) -> Fraction | None:
    """The latest figure less that of the year right before it, as both are printed."""
    points = case.points
    if len(points) < 2 or points[-1].year - points[-2].year != 1:
        return None
    return printed_change(points[-2], points[-1])


def _missing(case: Case) -> tuple[int, ...]:
    """The years of the plan up to the stage for which there is no figure."""
    there = {point.year for point in case.reported}
    first = case.plan.header.span.start
    return tuple(year for year in range(first, case.stage.year + 1) if year not in there)


def _nearly(case: Case, verdict: Verdict) -> bool:
    """Not met, but within the declared share of the bound (基本实现); never counts as met.

    A level to hold that was missed in an earlier year is not near, however high it is now.
    """
    bound, share = case.bound, case.plan.header.parameters.nearly_met_share
    if verdict.state is not State.NOT_MET or verdict.value is None or not bound:
        return False
    if verdict.breaches and (case.latest is None or case.latest.year not in verdict.breaches):
        return False
    return abs(verdict.value - bound) <= abs(bound) * Fraction(share)


def _checklist(indicator: Indicator, said: Said) -> Checklist | None:
    if indicator.group != "qualitative":
        return None
    own = [said[source.item].status for source in indicator.sources if source.item in said]
    return own[0] if own else Checklist.NO_EVIDENCE


def _self_assessments(frame: pl.DataFrame, stage: Stage) -> dict[str, SelfAssessment]:
    """The latest self-assessment of each item up to the stage."""
    last = stage.year if stage.as_of is None else min(stage.year, stage.as_of)
    known = frame.filter(
        pl.col("item").is_not_null() & pl.col("status").is_not_null() & (pl.col("year") <= last)
    ).sort("item", "year", "path", "row")
    return {
        row["item"]: SelfAssessment(
            **{name: row[name] for name in SelfAssessment.__slots__ if name != "status"},
            status=Checklist(row["status"]),
        )
        for row in known.iter_rows(named=True)
    }


def _declared_gaps(
    observations: pl.DataFrame, results: Mapping[str, Result], plan: Plan, stage: Stage
) -> tuple[DeclaredGap, ...]:
    """Years for which a department says that it has no figure, where none is known.

    It says so by an empty cell or a mark (—, -2); the reason is its note, else what the mark means.
    The row that speaks of the indicator's own people comes before those of groups.
    """
    known = {name: {point.year for point in of.history} for name, of in results.items()}
    blank = told_apart(observations, plan, stage).filter(pl.col("value").is_null())
    main_first = (pl.col("dimension") != "main").alias("of_group")
    rows = blank.sort("indicator", "year", main_first, "town", "sex", "path", "row")
    means = {sentinel.value: sentinel.meaning for sentinel in plan.header.sentinels}
    found: dict[tuple[str, int], DeclaredGap] = {}
    for name, year, note, department, mark in rows.select(
        "indicator", "year", "note", "department", "raw_value"
    ).iter_rows():
        if name in known and year not in known[name]:
            reason = note or means.get((mark or "").strip())
            found.setdefault((name, year), DeclaredGap(name, year, reason, department))
    return tuple(found.values())
