"""二、总体达标情况: tallies, comparison with higher plans, women and men, early signs by level."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.assessment import Group, Level, Result, Tally
from plan_eval.model.plan import PROJECTS
from plan_eval.model.wording import number, signed
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.rows import Row, row
from plan_eval.report.sections.summary import percent
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A part of the plan and its tally; the rates in percent."""

    title: str
    tally: Tally
    of_judged: str
    of_all: str


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
class Attainment:
    """The section's paragraphs and tables."""

    heading: Heading
    tally_heading: Heading
    lead: str
    paragraph: str
    tally_caption: Caption
    lines: tuple[TallyLine, ...]
    total: TallyLine
    direction: str
    benchmark_heading: Heading
    benchmark_text: str
    benchmark_caption: Caption
    benchmark_rows: tuple[Row, ...]
    sex_heading: Heading
    sex_text: str
    sex_caption: Caption
    sex_lines: tuple[SexLine, ...]


def build(context: Context) -> Attainment:
    """The plan as a whole."""
    outline = context.outline
    heading = outline.heading(1, t("report.heading.attainment"))
    tally_heading = outline.heading(2, t("report.attainment.tallies"), listed=False)
    tally_caption = outline.table(t("report.attainment.tally-table"), t("report.unit.items"))
    benchmark_heading = outline.heading(2, t("report.attainment.benchmarks"), listed=False)
    benchmark_caption = outline.table(t("report.attainment.benchmark-table"))
    sex_heading = outline.heading(2, t("report.attainment.sexes"), listed=False)
    sex_caption = outline.table(t("report.attainment.sex-table"))
    compared = tuple(
        row(indicator, context)
        for indicator in context.plan.indicators.values()
        if context.plan.benchmarks_of(indicator.id)
    )
    sexes = tuple(_sex_lines(context))
    tally = context.assessment.tallies["quantified"]
    return Attainment(
        heading=heading,
        tally_heading=tally_heading,
        lead=_lead(context, tally),
        paragraph=_paragraph(context, tally),
        tally_caption=tally_caption,
        lines=tuple(_lines(context)),
        total=_line(t("parts.whole"), tally),
        direction=_direction(context),
        benchmark_heading=benchmark_heading,
        benchmark_text=_benchmark_text(compared),
        benchmark_caption=benchmark_caption,
        benchmark_rows=compared,
        sex_heading=sex_heading,
        sex_text=t("report.attainment.sex-text", count=len(sexes)),
        sex_caption=sex_caption,
        sex_lines=sexes,
    )


def _lead(context: Context, tally: Tally) -> str:
    return t(
        "report.attainment.lead",
        year=context.assessment.stage.year,
        total=tally.total,
        met=tally.met,
        of_judged=percent(tally.rate_of_judged),
        of_all=percent(tally.rate_of_all),
    )


def _paragraph(context: Context, tally: Tally) -> str:
    levels = [w.level for r in context.assessment.results.values() for w in r.warnings[:1]]
    return t(
        "report.attainment.paragraph",
        not_met=tally.not_met,
        undetermined=tally.undetermined,
        judged=tally.judged,
        total=tally.total,
        red=levels.count(Level.RED),
        yellow=levels.count(Level.YELLOW),
        blue=levels.count(Level.BLUE),
    )


def _direction(context: Context) -> str:
    tally = context.assessment.tallies["directional"]
    return t(
        "report.attainment.direction",
        total=tally.total,
        met=tally.met,
        not_met=tally.not_met,
        undetermined=tally.undetermined,
        qualitative=context.assessment.tallies["qualitative"].total,
    )


def _lines(context: Context) -> list[TallyLine]:
    titles = {area.id: area.title for area in context.plan.areas}
    titles[PROJECTS] = t("parts.projects")
    by_area = context.assessment.by_area
    return [
        _line(title, by_area[part]["quantified"])
        for part, title in titles.items()
        if part in by_area
    ]


def _line(title: str, tally: Tally) -> TallyLine:
    return TallyLine(title, tally, percent(tally.rate_of_judged), percent(tally.rate_of_all))


def _benchmark_text(compared: tuple[Row, ...]) -> str:
    marks = [mark for row in compared for mark in row.benchmarks if mark.met is not None]
    return t(
        "report.attainment.benchmark-text",
        indicators=len(compared),
        marks=len(marks),
        met=sum(bool(mark.met) for mark in marks),
    )


def _sex_lines(context: Context) -> list[SexLine]:
    return [
        line
        for result in context.assessment.results.values()
        if (line := _sex_line(result, context)) is not None
    ]


def _sex_line(result: Result, context: Context) -> SexLine | None:
    indicator = context.plan.indicators[result.indicator]
    if "sex" not in indicator.splits or result.latest is None:
        return None
    groups = {group.code: group for group in result.groups if group.dimension == "sex"}
    if indicator.scope.sex in ("female", "male"):
        groups[indicator.scope.sex] = Group("sex", indicator.scope.sex, result.latest)
    if not {"female", "male"} <= groups.keys():
        return None
    female, male = groups["female"].point, groups["male"].point
    places = max(female.places, male.places)
    return SexLine(
        name=indicator.name,
        unit=indicator.unit or "",
        year=female.year,
        female=number(female.value, places),
        male=number(male.value, places),
        gap=signed(female.value - male.value, places),
    )
