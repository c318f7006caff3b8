"""The yearly report beside the year before: how many figures moved towards their targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan_eval.assess.trends import resolution
from plan_eval.messages import t
from plan_eval.model.assessment import Point, Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import telling
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, difference, row
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.phrases import counted, named, names_of

_CHANCE = {"by_chance", "change_by_chance"}
MOVES = ("better", "same", "worse")


@dataclass(frozen=True, slots=True)
class YearLine:
    """An indicator in two years; `move` is one of MOVES, or nothing where none can be named."""

    row: Row
    before: str
    now: str
    change: str
    move: str


@dataclass(frozen=True, slots=True)
class LastYear:
    """The chapter of the yearly report: what moved, by area; no caption where nothing compares."""

    heading: Heading
    sentences: tuple[str, ...]
    caption: Caption | None
    groups: tuple[tuple[str, tuple[YearLine, ...]], ...]


def build(context: Context) -> LastYear:
    """与上年相比: every indicator that has a figure in both years."""
    heading = context.outline.chapter(t("report.heading.last_year"))
    groups = tuple(_groups(context))
    caption = context.outline.table(t("report.last-year.table")) if groups else None
    return LastYear(heading, tuple(_sentences(groups, context)), caption, groups)


def _groups(context: Context) -> Iterator[tuple[str, tuple[YearLine, ...]]]:
    for part, title in context.parts.items():
        own = (i for i in context.plan.indicators.values() if context.plan.part_of(i.id) == part)
        if lines := tuple(_lines(own, context)):
            yield title, lines


def _lines(indicators: Iterable[Indicator], context: Context) -> Iterator[YearLine]:
    year = context.assessment.stage.year
    for indicator in indicators:
        result = context.result(indicator)
        at = {point.year: point for point in result.history}
        judged = indicator.group in ("quantified", "directional")
        if not judged or result.change is None or not {year - 1, year} <= at.keys():
            continue
        shown = row(indicator, context)
        before = _figure(at[year - 1], result, shown)
        yield YearLine(
            row=shown,
            before=before,
            now=shown.latest,
            change=difference(shown.latest, before),
            move=moved(result, indicator, year) or "",
        )


def _figure(point: Point, result: Result, shown: Row) -> str:
    """As many digits as this year's figure is printed with."""
    return telling(point.value, len(shown.latest.partition(".")[2]), result.bound)


def _sentences(
    groups: tuple[tuple[str, tuple[YearLine, ...]], ...], context: Context
) -> Iterator[str]:
    if not groups:
        yield t("report.last-year.none", year=context.assessment.stage.year - 1)
        return
    lines = [line for _, of in groups for line in of]
    counts = Counter(line.move for line in lines)
    told = counted("last-year", {name: counts[name] for name in MOVES})
    yield t(
        "report.last-year.all",
        year=context.assessment.stage.year - 1,
        total=counts.total() - counts[""],
        counts=told,
    )
    for move in ("better", "worse"):
        if found := [line.row.id for line in lines if line.move == move]:
            names = named(names_of(found, context))
            yield t(f"report.last-year.{move}", count=len(found), names=names)
    year = context.assessment.stage.year
    late = [
        indicator.id
        for indicator in context.plan.indicators.values()
        if indicator.group in ("quantified", "directional")
        and all(point.year != year for point in context.result(indicator).history)
    ]
    if late:
        names = named(names_of(late, context))
        yield t("report.last-year.late", year=year, count=len(late), names=names)


def since_last_year(context: Context) -> Iterator[str]:
    """The sentence of the yearly report; the evaluations look at the whole way instead."""
    if context.assessment.stage.name != "annual":
        return
    year = context.assessment.stage.year
    moves = Counter(
        move
        for indicator in context.plan.indicators.values()
        if indicator.group == "quantified"
        and (move := moved(context.result(indicator), indicator, year)) is not None
    )
    if not moves:
        return
    order = {name: moves[name] for name in MOVES}
    told = counted("last-year", order)
    yield t("report.last-year.text", year=year - 1, total=moves.total(), counts=told)


def moved(result: Result, indicator: Indicator, year: int) -> str | None:
    """Where `year` took a figure: better, same (与上年基本持平) or worse.

    A change that rounding alone could make is none. None without both years, where the target
    wants no direction (左右), or where equal rates would differ as much (小数波动).
    """
    wanted = indicator.target.direction
    if result.change is None or result.latest is None or wanted is None:
        return None
    if result.latest.year != year:
        return None
    if any(reason.code in _CHANCE for reason in result.reasons):
        return None
    if abs(result.change) <= resolution(result.latest.places):
        return "same"
    return "better" if (result.change > 0) == (wanted == "up") else "worse"
