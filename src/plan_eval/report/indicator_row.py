"""An indicator's row: the same cells in every table of the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.wording import benchmark_words, reason_words
from plan_eval.messages import listed, t
from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.wording import (
    called,
    level_named,
    number,
    places_of,
    signed,
    target_words,
    telling,
    trimmed,
    unit_named,
)
from plan_eval.model.wording import with_unit as said_with_unit
from plan_eval.report.context import Context

_SILENT = frozenset({"no_data"})
# the years of the figures stand in the row itself
_IN_THE_ROW = _SILENT | {"late_datum", "provisional_baseline"}


@dataclass(frozen=True, slots=True)
class BenchmarkMark:
    """What one higher plan asks, in words, and whether the district's latest figure meets it."""

    level: str
    words: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in words; `state` and `pace` are codes for the marks, `*_words` for people.

    `remarks` are the `notes` without what stands in the row already.
    """

    id: str
    name: str
    unit: str
    department: str
    baseline: str
    baseline_year: int | None
    latest: str
    year: int | None
    target: str
    state: str
    state_words: str
    pace: str
    pace_words: str
    achieved: str
    change: str
    evidence: str
    benchmarks: tuple[BenchmarkMark, ...]
    notes: tuple[str, ...]
    remarks: tuple[str, ...]


def row(indicator: Indicator, context: Context) -> Row:
    """The row of an indicator that is judged from figures."""
    result = context.result(indicator)
    progress, latest = result.progress, result.latest
    achieved = achieved_share(result)
    return Row(
        id=indicator.id,
        name=called(indicator),
        unit=unit_named(unit_words(indicator)),
        department=context.department(indicator.department),
        baseline=baseline_words(result, indicator),
        baseline_year=result.baseline.year if result.baseline else None,
        latest="—" if latest is None else latest_words(result, indicator),
        year=latest.year if latest else None,
        target=target_words(indicator),
        state="nearly" if result.nearly else str(result.state),
        state_words=state_words(result),
        pace=str(progress.pace) if progress else "",
        pace_words=t(f"pace.{progress.pace}") if progress else "—",
        achieved="" if achieved is None else f"{number(achieved * 100, 0)}%",
        change=change_words(result, indicator),
        evidence=str(result.evidence),
        benchmarks=benchmark_marks(result, context.plan),
        notes=tuple(notes(result, context.plan)),
        remarks=tuple(remarks(result, context.plan)),
    )


def rows(indicators: Iterable[Indicator], context: Context) -> tuple[Row, ...]:
    """Rows of the indicators that are judged from figures, in order."""
    judged = (one for one in indicators if one.group in ("quantified", "directional"))
    return tuple(row(one, context) for one in judged)


def unit_words(indicator: Indicator) -> str:
    """The unit of an indicator's own value: the share of units for a floor in each unit."""
    return "%" if indicator.target.kind == "each_unit" else indicator.unit or ""


def with_unit(figure: str, indicator: Indicator) -> str:
    """A figure with its unit in a sentence: 61.00%, 3.64/10万, 2处; a ratio has none."""
    return said_with_unit(figure, unit_words(indicator))


def state_words(result: Result) -> str:
    """已达标, 未达标, 接近达标, 无法判定."""
    return t("state.nearly_met") if result.nearly else t(f"state.{result.state}")


def latest_words(result: Result, indicator: Indicator) -> str:
    """The latest figure with digits enough that number and verdict agree."""
    assert result.latest is not None
    return telling(result.latest.value, places_of(result.latest, indicator), result.bound)


def baseline_words(result: Result, indicator: Indicator) -> str:
    """The baseline as it was sent or its counts bear it, or a dash."""
    if result.baseline is None:
        return "—"
    return number(result.baseline.value, places_of(result.baseline, indicator))


def achieved_share(result: Result) -> Fraction | None:
    """How much of the way is done, from 0 to 1; beyond either end the pace says it in words."""
    achieved = result.progress.achieved if result.progress else None
    return achieved if achieved is not None and 0 <= achieved <= 1 else None


def towns_reached(result: Result, share: Fraction | None = None) -> tuple[int, int] | None:
    """How many units have the floor, of how many; of an earlier `share` of them, in percent.

    None for a target that is no floor in each unit, or with nothing to count.
    """
    counted = next((dict(r.values) for r in result.reasons if r.code == "towns"), None)
    if counted is None:
        return None
    reached, every = int(str(counted["reached"])), int(str(counted["all"]))
    return (reached if share is None else round(share * every / 100)), every


def latest_said(result: Result, indicator: Indicator) -> str:
    """The latest figure in a sentence: 61.00%; a floor in each unit as a count of units."""
    if (counted := towns_reached(result)) is not None:
        return t("report.units", reached=counted[0], all=counted[1])
    return with_unit(latest_words(result, indicator), indicator)


def change_words(result: Result, indicator: Indicator) -> str:
    """The change since the baseline, with its sign: the difference of the figures as printed.

    A dash where either end is missing or the definition changed in between.
    """
    latest, baseline = result.latest, result.baseline
    if latest is None or baseline is None or latest.year == baseline.year:
        return "—"
    if any(reason.code == "break" for reason in result.reasons):
        return "—"
    return difference(latest_words(result, indicator), baseline_words(result, indicator))


def difference(left: str, right: str) -> str:
    """The first printed figure less the second, as a reader would work it out."""
    places = max(len(shown.partition(".")[2]) for shown in (left, right))
    return signed(Fraction(left) - Fraction(right), places)


def benchmark_marks(result: Result, plan: Plan) -> tuple[BenchmarkMark, ...]:
    """The higher plans' targets for the same indicator, nation first."""
    tolerance = trimmed(plan.header.parameters.benchmark_tolerance)
    return tuple(
        BenchmarkMark(
            level=one.level,
            words=t(f"target.{one.comparator}", value=trimmed(one.value), tolerance=tolerance),
            met=one.met,
        )
        for one in result.benchmarks
    )


def notes(result: Result, plan: Plan, leaving_out: frozenset[str] = _SILENT) -> Iterable[str]:
    """What a reader must know beside the figures; `leaving_out` are codes of reasons."""
    for reason in result.reasons:
        if reason.code not in leaving_out:
            yield reason_words(reason)
    if result.failing:
        names = listed(called(plan.towns[town]) for town in result.failing)
        yield t("reasons.failing", towns=names)
    for one in result.benchmarks:
        # its mark stands beside a figure that is of other people
        if one.figure is not None or not one.comparable:
            level = level_named(one.level)
            yield t("benchmark.note", level=level, said=benchmark_words(one))


def remarks(result: Result, plan: Plan) -> Iterable[str]:
    """The notes without what the row itself shows: years of the figures, change since then."""
    since = result.baseline.year if result.baseline else None
    shown = any(r.code == "trend" and dict(r.values).get("since") == since for r in result.reasons)
    return notes(result, plan, _IN_THE_ROW | ({"trend"} if shown else frozenset()))
