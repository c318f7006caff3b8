"""分性别情况: women and men side by side wherever both are reported (规划五（三）)."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.assessment import Point, Result
from plan_eval.model.wording import number, signed
from plan_eval.report.charts.dumbbell import Pair, dumbbell
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.figures import Figure
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class SexLine:
    """The latest figures of women and men and their difference, in percentage points or units."""

    name: str
    unit: str
    year: int
    female: str
    male: str
    gap: str


@dataclass(frozen=True, slots=True)
class Sexes:
    """The section; the picture has the indicators in percent."""

    heading: Heading
    text: str
    caption: Caption
    lines: tuple[SexLine, ...]
    figure: Figure | None


def sexes(context: Context) -> Sexes | None:
    """Women and men, or None where nothing is reported by sex."""
    both = [
        (result, points)
        for result in context.assessment.results.values()
        if (points := _points(result, context)) is not None
    ]
    if not both:
        return None
    heading = context.outline.section(t("report.attainment.sexes"))
    caption = context.outline.table(t("report.attainment.sex-table"))
    lines = tuple(_line(result, *points, context) for result, points in both)
    text = t("report.attainment.sex-text", count=len(lines))
    pairs = [
        Pair(context.plan.indicators[result.indicator].name, float(woman.value), float(man.value))
        for result, (woman, man) in both
        if context.plan.indicators[result.indicator].unit == "%"
    ]
    return Sexes(heading, text, caption, lines, _figure(pairs, context) if pairs else None)


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
        name=indicator.name,
        unit=indicator.unit or "",
        year=female.year,
        female=number(female.value, places),
        male=number(male.value, places),
        gap=signed(female.value - male.value, places),
    )


def _figure(pairs: list[Pair], context: Context) -> Figure:
    words = t("report.attainment.sex-figure")
    caption = context.outline.figure(words, "%")
    return Figure(caption, dumbbell(pairs, t("groups.female"), t("groups.male"), words), wide=True)
