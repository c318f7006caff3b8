"""二、总体达标情况: tallies, comparison with higher plans, women and men."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.assessment import Level, Tally
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.comparison import Comparison, comparison
from plan_eval.report.sections.sexes import Sexes, sexes
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
    comparison: Comparison | None
    sexes: Sexes | None


def build(context: Context) -> Attainment:
    """The plan as a whole."""
    tally = context.assessment.tallies["quantified"]
    return Attainment(
        heading=context.outline.chapter(t("report.heading.attainment")),
        tally_heading=context.outline.section(t("report.attainment.tallies")),
        lead=_lead(context, tally),
        paragraph=_paragraph(context, tally),
        tally_caption=context.outline.table(
            t("report.attainment.tally-table"), t("report.unit.items")
        ),
        lines=tuple(_lines(context)),
        total=_line(t("parts.whole"), tally),
        direction=_direction(context),
        comparison=comparison(context),
        sexes=sexes(context),
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
    counts = t(
        "report.attainment.paragraph",
        not_met=tally.not_met,
        undetermined=tally.undetermined,
        judged=tally.judged,
        total=tally.total,
    )
    if context.assessment.stage.name == "final":
        return counts
    levels = [w.level for r in context.assessment.results.values() for w in r.warnings[:1]]
    named = {str(level): levels.count(level) for level in Level}
    return counts + t("report.attainment.warnings", **named)


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
    by_area = context.assessment.by_area
    return [_line(title, by_area[part]["quantified"]) for part, title in context.parts.items()]


def _line(title: str, tally: Tally) -> TallyLine:
    return TallyLine(title, tally, percent(tally.rate_of_judged), percent(tally.rate_of_all))
