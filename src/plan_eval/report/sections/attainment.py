"""二、总体情况: tallies, key indicators, higher plans, women and men, departments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.messages import joined, t
from plan_eval.model.assessment import Level, State, Tally
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, row
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.comparison import Comparison, comparison
from plan_eval.report.sections.decisions import missed
from plan_eval.report.sections.departments import Departments, departments
from plan_eval.report.sections.last_year import since_last_year
from plan_eval.report.sections.phrases import checklist_words, counted, named, names_of
from plan_eval.report.sections.sexes import Sexes, sexes
from plan_eval.report.sections.summary import percent


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A part of the plan and its tally; the rates in percent."""

    title: str
    tally: Tally
    of_judged: str
    of_all: str


_KEY = 12


@dataclass(frozen=True, slots=True)
class KeyIndicators:
    """关键指标: how they stand, and those that miss their target, the weightiest first.

    No caption where none misses.
    """

    heading: Heading
    text: str
    caption: Caption | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Attainment:
    """The section's paragraphs and tables; no table where an extract has no quantified target."""

    heading: Heading
    tally_heading: Heading
    lead: str
    paragraph: str
    tally_caption: Caption | None
    lines: tuple[TallyLine, ...]
    total: TallyLine
    direction: str
    key: KeyIndicators | None
    comparison: Comparison | None
    sexes: Sexes | None
    departments: Departments | None


def build(context: Context) -> Attainment:
    """The plan as a whole."""
    tally = context.assessment.tallies["quantified"]
    outline = context.outline
    return Attainment(
        heading=outline.chapter(t("report.heading.attainment")),
        tally_heading=outline.section(t("report.attainment.tallies")),
        lead=_lead(context, tally),
        paragraph=joined(_sentences(context, tally)),
        tally_caption=_caption(context) if tally.total else None,
        lines=tuple(_lines(context)),
        total=_line(t("parts.whole"), tally),
        direction=joined(_direction(context)),
        key=_key(context),
        comparison=comparison(context),
        sexes=sexes(context),
        departments=departments(context) if context.edition.whole else None,
    )


def _key(context: Context) -> KeyIndicators | None:
    """None where the whole plan is key, or nothing of it."""
    plan = context.plan
    key = [one for one in plan.indicators if one in plan.key_indicators]
    if not key or len(key) == context.assessment.tallies["quantified"].total:
        return None
    results = [context.assessment.results[one] for one in key]
    short = [one for one in missed(context) if one.indicator in plan.key_indicators]
    counts = {
        "met": sum(one.state is State.MET for one in results),
        "not_met": sum(one.state is State.NOT_MET for one in results),
        "undetermined": sum(one.state not in (State.MET, State.NOT_MET) for one in results),
    }
    marked = any(one.key for one in plan.indicators.values())
    heading = context.outline.section(t("report.key.heading"))
    text = t(
        "report.key.marked" if marked else "report.key.text",
        total=len(key),
        counts=counted("tally", counts),
    )
    if not short:
        return KeyIndicators(heading, text + t("punctuation.stop"), None, ())
    caption = context.outline.table(t("report.key.table"))
    told = tuple(row(plan.indicators[one.indicator], context) for one in short[:_KEY])
    return KeyIndicators(heading, text + _listed(len(short)), caption, told)


def _listed(count: int) -> str:
    if count > _KEY:
        return t("report.key.first", listed=_KEY)
    return t("report.key.missed")


def _caption(context: Context) -> Caption:
    return context.outline.table(t("report.attainment.tally-table"), t("report.unit.items"))


def _lead(context: Context, tally: Tally) -> str:
    year = context.assessment.stage.year
    if not tally.total:
        return t("report.attainment.none")
    if not tally.judged:
        return t("report.attainment.none-judged", year=year, total=tally.total)
    if not tally.met:
        return t("report.attainment.none-met", year=year, total=tally.total)
    if tally.met == tally.total:
        return t("report.attainment.all-met", year=year, total=tally.total)
    return t(
        "report.attainment.lead",
        year=year,
        total=tally.total,
        met=tally.met,
        of_judged=percent(tally.rate_of_judged),
        of_all=percent(tally.rate_of_all),
    )


def _sentences(context: Context, tally: Tally) -> Iterator[str]:
    if tally.not_met:
        judged = t("report.attainment.judged", judged=tally.judged, not_met=tally.not_met)
        yield judged + _near(context, tally) + t("punctuation.stop")
    open_ones = [
        name
        for name, result in context.assessment.results.items()
        if result.state is State.UNDETERMINED
        and context.plan.indicators[name].group == "quantified"
    ]
    if open_ones:
        names = named(names_of(open_ones, context))
        yield t("report.attainment.undetermined", count=len(open_ones), names=names)
    if not context.final:
        yield from _warnings(context)
    yield from since_last_year(context)


def _near(context: Context, tally: Tally) -> str:
    """Of those not met how many miss narrowly and, before the end, how many are on course.

    With the latter a third rate, named so that nobody takes it for attainment.
    """
    coming = 0 if context.final else tally.on_course
    counts = {"nearly": tally.nearly, "on-course": coming}
    told = counted("short", counts, "list")
    if not told:
        return ""
    text = t("report.attainment.of-these", counts=told)
    if all(counts.values()):
        text += t("report.attainment.overlapping")
    if coming:
        rate, count = percent(tally.rate_on_course), tally.met + coming
        text += t("report.attainment.met-or-on-course", count=count, rate=rate)
    return text


def _warnings(context: Context) -> Iterator[str]:
    levels = [w.level for r in context.assessment.results.values() for w in r.warnings[:1]]
    told = counted("level", {str(one): levels.count(one) for one in Level})
    if told:
        yield t("report.attainment.warnings", counts=told)


def _direction(context: Context) -> Iterator[str]:
    tally = context.assessment.tallies["directional"]
    if tally.total:
        counts = {"met": tally.met, "not_met": tally.not_met, "undetermined": tally.undetermined}
        told = counted("direction", counts)
        yield t("report.attainment.direction", total=tally.total, counts=told)
    demands = context.assessment.tallies["qualitative"].total
    if not demands:
        return
    if context.evaluates:
        told = checklist_words(context.plan.indicators.values(), context)
        yield t("report.attainment.qualitative", total=demands, checklist=told)
    else:
        yield t("report.attainment.qualitative-left", total=demands)


def _lines(context: Context) -> list[TallyLine]:
    found = [
        (title, context.assessment.by_area[part]["quantified"])
        for part, title in context.parts.items()
    ]
    return [_line(title, tally) for title, tally in found if tally.total]


def _line(title: str, tally: Tally) -> TallyLine:
    return TallyLine(title, tally, percent(tally.rate_of_judged), percent(tally.rate_of_all))
