"""The trends at the end of the plan: how the last years went, and how far the missed targets are.

Nothing is projected beyond the plan; the years a gap would take at the pace of the plan are plain
arithmetic, and are called so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from plan_eval.assess.priority import distance
from plan_eval.assess.trends import resolution
from plan_eval.messages import t
from plan_eval.model.assessment import Result, State
from plan_eval.model.wording import called, signed, target_words, telling, unit_named
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import latest_words, towns_reached, unit_words
from plan_eval.report.outline import Caption
from plan_eval.report.sections.phrases import counted, named, names_of
from plan_eval.report.sections.summary import quantified

_RECENT = 3


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """A missed target: the gap, the change a year over the plan and lately, the years it takes."""

    name: str
    unit: str
    department: str
    now: str
    target: str
    gap: str
    yearly: str
    recent: str
    years: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Sentences and the table of missed targets; no table where none is missed."""

    sentences: tuple[str, ...]
    caption: Caption | None
    lines: tuple[ClosingLine, ...]


def closing(context: Context) -> Closing:
    """The last years of the plan."""
    missed = [r for r in quantified(context) if r.state is State.NOT_MET and _away(r)]
    caption = context.outline.table(t("report.closing.table")) if missed else None
    lines = tuple(_line(result, context) for result in missed)
    return Closing(tuple(_sentences(missed, context)), caption, lines)


def _away(result: Result) -> bool:
    """Whether the latest figure itself misses: a level lost once and regained is not away."""
    if result.latest is None or distance(result) is None:
        return False
    return not result.breaches or result.latest.year in result.breaches


def _sentences(missed: list[Result], context: Context) -> Iterator[str]:
    last = context.assessment.stage.year
    met = [r for r in quantified(context) if r.state is State.MET]
    moves = {r.indicator: move for r in met if (move := recent_move(r, context)) is not None}
    if moves:
        order = {name: list(moves.values()).count(name) for name in ("better", "same", "worse")}
        told = counted("move", order)
        yield t(
            "report.closing.met", first=last - _RECENT, last=last, total=len(moves), counts=told
        )
    worse = [name for name, move in moves.items() if move == "worse"]
    if worse:
        yield t("report.closing.worse", names=named(names_of(worse, context)))
    if missed:
        yield _missed(missed)


def _missed(missed: list[Result]) -> str:
    """How long the gaps take at the pace of the plan."""
    years = [years_left(result) for result in missed]
    counts = {
        "soon": sum(one is not None and one <= _RECENT for one in years),
        "later": sum(one is not None and one > _RECENT for one in years),
        "never": years.count(None),
    }
    return t("report.closing.missed", total=len(missed), counts=counted("gap", counts))


def recent_move(result: Result, context: Context) -> str | None:
    """Where the last three years took a figure: better, same or worse.

    None where that is not known, or where equal rates would go up and down as much (小数波动).
    """
    wanted = context.plan.indicators[result.indicator].target.direction
    change = _recent(result)
    if wanted is None or change is None or result.latest is None:
        return None
    if result.small_count is not None and result.small_count.by_chance:
        return None
    if abs(change) <= resolution(result.latest.places):
        return "same"
    return "better" if (change > 0) == (wanted == "up") else "worse"


def _recent(result: Result) -> Fraction | None:
    """The change over the last three years."""
    values = {point.year: point.value for point in result.history}
    if result.latest is None or result.latest.year - _RECENT not in values:
        return None
    return result.latest.value - values[result.latest.year - _RECENT]


def _yearly(result: Result) -> Fraction | None:
    """The mean change a year since the baseline."""
    first, last = result.baseline, result.latest
    if first is None or last is None or first.year >= last.year:
        return None
    return (last.value - first.value) / (last.year - first.year)


def years_left(result: Result) -> int | None:
    """The whole years the gap takes at the mean change a year; None where that leads away."""
    left, yearly = distance(result), _yearly(result)
    if not left or not yearly or (left > 0) != (yearly > 0):
        return None
    return ceil(left / yearly)


def _line(result: Result, context: Context) -> ClosingLine:
    indicator = context.plan.indicators[result.indicator]
    left, yearly, recent = distance(result), _yearly(result), _recent(result)
    assert result.latest is not None
    assert left is not None
    years, places = years_left(result), max(result.latest.places, 1)
    gap = telling(abs(left), places, Fraction(0))
    if towns_reached(result) is not None:  # units have the floor or not: no share of one is reached
        yearly, recent, years = None, None, None
        gap = t("report.units-short", count=len(result.failing))
    return ClosingLine(
        name=called(indicator),
        unit=unit_named(unit_words(indicator)),
        department=context.department(indicator.department),
        now=latest_words(result, indicator),
        target=target_words(indicator),
        gap=gap,
        yearly="—" if yearly is None else signed(yearly, 2),
        recent="—" if recent is None else signed(recent / _RECENT, 2),
        years=t("report.closing.years", count=years) if years else "—",
    )
