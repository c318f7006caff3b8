"""分性别情况: women and men side by side wherever both are reported (规划五（三）)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.trends import resolution
from plan_eval.messages import joined, t
from plan_eval.model.assessment import Point, Result
from plan_eval.model.wording import called, number, unit_named
from plan_eval.report.charts.dumbbell import Pair, dumbbell
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import difference
from plan_eval.report.outline import Heading
from plan_eval.report.sections.figures import Figure
from plan_eval.report.sections.phrases import counted, named, names_of


@dataclass(frozen=True, slots=True)
class SexLine:
    """The latest figures of women and men and their difference, in percentage points or units.

    `trend` says how the size of the difference changed since its first year.
    """

    id: str
    name: str
    unit: str
    year: int
    female: str
    male: str
    gap: str
    trend: str


@dataclass(frozen=True, slots=True)
class Sexes:
    """The section in words: the annex has the figures."""

    heading: Heading
    text: str


def sexes(context: Context) -> Sexes | None:
    """Women and men, or None where nothing is reported by sex."""
    both = _both(context)
    if not both:
        return None
    heading = context.outline.section(t("report.attainment.sexes"))
    return Sexes(heading, joined(_sentences(both, context)))


def sex_figure(context: Context) -> Figure | None:
    """Women and men in one picture: the indicators in percent, or None where there is none."""
    pairs = [
        Pair(called(indicator), float(woman.value), float(man.value))
        for result, (woman, man) in _both(context)
        if (indicator := context.plan.indicators[result.indicator]).unit == "%"
    ]
    return _figure(pairs, context) if pairs else None


def sex_lines(context: Context) -> tuple[SexLine, ...]:
    """The indicators reported for women and men, in the order of the plan."""
    return tuple(_line(result, *points, context) for result, points in _both(context))


def _both(context: Context) -> list[tuple[Result, tuple[Point, Point]]]:
    return [
        (result, points)
        for result in context.assessment.results.values()
        if (points := _points(result, context)) is not None
    ]


def _sentences(both: list[tuple[Result, tuple[Point, Point]]], context: Context) -> Iterator[str]:
    signs = Counter(_sign(*points) for _, points in both)
    order = {name: signs[name] for name in ("higher", "lower", "equal")}
    told = counted("sex", order)
    yield t("report.attainment.sex-text", count=len(both), counts=told)
    trends = {result.indicator: _trend(result)[0] for result, _ in both}
    counts = {name: list(trends.values()).count(name) for name in ("narrower", "wider", "same")}
    if any(counts.values()):
        yield t("report.attainment.sex-trend", counts=counted("sex", counts))
    wider = [name for name, trend in trends.items() if trend == "wider"]
    if wider:
        yield t("report.attainment.sex-wider", names=named(names_of(wider, context)))


def _sign(female: Point, male: Point) -> str:
    if female.value == male.value:
        return "equal"
    return "higher" if female.value > male.value else "lower"


def _trend(result: Result) -> tuple[str, Fraction]:
    """How the size of the district's difference changed since its first year, and by how much.

    No word with a single year. Four rounded figures make the change: what their rounding alone
    could make is none.
    """
    gap = next((one for one in result.gender_gaps if one.town is None), None)
    if gap is None or len(gap.gaps) < 2 or result.latest is None:
        return "", Fraction(0)
    grown = abs(gap.gaps[-1]) - abs(gap.gaps[0])
    if abs(grown) <= 4 * resolution(result.latest.places):
        return "same", grown
    return ("wider" if grown > 0 else "narrower"), grown


def _points(result: Result, context: Context) -> tuple[Point, Point] | None:
    """The latest points of women and men; the one the target speaks of is the main series."""
    indicator = context.plan.indicators[result.indicator]
    if "sex" not in indicator.splits or result.latest is None:
        return None
    points = {group.code: group.point for group in result.groups if group.dimension == "sex"}
    if indicator.scope.sex != "total":
        points[indicator.scope.sex] = result.latest
    if not {"female", "male"} <= points.keys():
        return None
    return points["female"], points["male"]


def _line(result: Result, female: Point, male: Point, context: Context) -> SexLine:
    indicator, places = context.plan.indicators[result.indicator], max(female.places, male.places)
    return SexLine(
        id=indicator.id,
        name=called(indicator),
        unit=unit_named(indicator.unit or ""),
        year=female.year,
        female=number(female.value, places),
        male=number(male.value, places),
        gap=difference(number(female.value, places), number(male.value, places)),
        trend=_trend_words(result, places),
    )


def _trend_words(result: Result, places: int) -> str:
    trend, grown = _trend(result)
    if not trend:
        return "—"
    return t(f"report.sex.trend.{trend}", amount=number(abs(grown), places))


def _figure(pairs: list[Pair], context: Context) -> Figure:
    words = t("report.attainment.sex-figure")
    caption = context.outline.figure(words, "%")
    return Figure(caption, dumbbell(pairs, t("groups.female"), t("groups.male"), words), wide=True)
