"""The table of indicators: its lines, what each is filtered by and what it is sorted by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.messages import t
from plan_eval.model.assessment import Level, Pace, Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, achieved_share, row
from plan_eval.report.places import Places
from plan_eval.report.web.cards import Card, card

STATES = ("met", "nearly", "not_met", "undetermined", "not_due")
NO_WARNING = "none"
_LEVELS = (*map(str, Level), NO_WARNING)
JUDGED = ("quantified", "directional")
"""The groups of indicators that are judged from figures."""
Keys = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator's row, its card, and beside the words the codes that filters compare.

    `achieved` and `schedule` are whole percents between 0 and 100 for the bar, or None; `trend`
    the points of its small line in a box of 60 × 20, empty with fewer than two figures, and
    `trend_words` what it shows.
    """

    row: Row
    area: str
    area_words: str
    department: str
    group: str
    warning: str
    warning_words: str
    benchmark: str
    achieved: int | None
    schedule: int | None
    trend: str
    trend_words: str
    keys: Keys
    card: Card


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a filter can be set to, and how many indicators have it."""

    code: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """The lines in the plan's order, and the choices of every filter."""

    lines: tuple[Line, ...]
    choices: dict[str, tuple[Choice, ...]]


def build(context: Context, places: Places) -> Table:
    """All indicators that are judged from figures."""
    judged = [one for one in context.plan.indicators.values() if one.group in JUDGED]
    lines = tuple(_line(one, context, places) for one in judged)
    return Table(lines, dict(_choices(lines, context)))


def _line(indicator: Indicator, context: Context, places: Places) -> Line:
    result, cells = context.result(indicator), row(indicator, context)
    area = context.plan.part_of(indicator.id)
    # once the plan is over nothing is left to warn of
    warned = result.warnings and not context.final
    warning = str(result.warnings[0].level) if warned else NO_WARNING
    progress = result.progress
    return Line(
        row=cells,
        area=area,
        area_words=context.parts[area],
        department=indicator.department,
        group=indicator.group,
        warning=warning,
        warning_words=t(f"web.warning.{warning}"),
        benchmark=_benchmark(result),
        achieved=_percent(achieved_share(result)),
        schedule=_percent(progress.schedule if progress else None),
        trend=_trend(result),
        trend_words=_trend_words(result),
        keys=_keys(cells, warning, result, indicator, context),
        card=card(indicator, cells, context, places),
    )


def _keys(cells: Row, warning: str, result: Result, indicator: Indicator, context: Context) -> Keys:
    """What each column is sorted by; a column without a key comes last either way."""
    ratio = result.progress.ratio if result.progress else None
    bound = None if indicator.bound is None else Fraction(indicator.bound)
    figures = {
        "baseline": result.baseline.value if result.baseline else None,
        "latest": result.latest.value if result.latest else None,
        "target": bound,
        "pace": ratio,
    }
    return {
        "name": cells.name,
        "area": list(context.parts).index(context.plan.part_of(indicator.id)),
        "department": cells.department,
        "state": STATES.index(cells.state),
        "warning": _LEVELS.index(warning),
        **{name: float(value) for name, value in figures.items() if value is not None},
    }


def _percent(share: Fraction | None) -> int | None:
    return None if share is None else round(100 * min(max(share, Fraction(0)), Fraction(1)))


def _benchmark(result: Result) -> str:
    """Whether all higher plans' levels are met, any is not, or there is none to compare with."""
    met = [mark.met for mark in result.benchmarks if mark.met is not None]
    return ("met" if all(met) else "behind") if met else "none"


def _trend_words(result: Result) -> str:
    ends = (result.history[0], result.history[-1]) if result.history else ()
    told = (t("web.in-year", year=p.year, value=number(p.shown, p.places)) for p in ends)
    return t("punctuation.comma").join(told)


def _trend(result: Result) -> str:
    points = result.history
    if len(points) < 2:
        return ""
    values = [point.value for point in points]
    low, high = min(values), max(values)
    first, years = points[0].year, max(points[-1].year - points[0].year, 1)
    return " ".join(
        f"{2 + 56 * (point.year - first) / years:.1f},"
        f"{float(18 - 16 * (point.value - low) / (high - low)) if high > low else 10:.1f}"
        for point in points
    )


def _choices(lines: tuple[Line, ...], context: Context) -> Iterable[tuple[str, tuple[Choice, ...]]]:
    """The choices that occur, each filter's in the order people know them by."""
    departments = [department.id for department in context.plan.departments]
    owners = ((one.department, one.row.department) for one in lines)
    groups = ((one.group, t(f"web.group.{one.group}")) for one in lines)
    yield "area", _chosen(((one.area, one.area_words) for one in lines), context.parts)
    yield "department", _chosen(owners, departments)
    yield "group", _chosen(groups, JUDGED)
    yield "state", _chosen(((one.row.state, one.row.state_words) for one in lines), STATES)
    yield "pace", _chosen(((one.row.pace, one.row.pace_words) for one in lines), Pace)
    yield "warning", _chosen(((one.warning, one.warning_words) for one in lines), _LEVELS)
    benchmarks = ((one.benchmark, t(f"web.compared.{one.benchmark}")) for one in lines)
    yield "benchmark", _chosen(benchmarks, ("met", "behind", NO_WARNING))


def _chosen(coded: Iterable[tuple[str, str]], order: Iterable[str]) -> tuple[Choice, ...]:
    counts = Counter(coded)
    return tuple(
        Choice(code, words, counts[code, words])
        for wanted in order
        for code, words in counts
        if code == str(wanted)
    )
