"""A department's own yearly report to the committee office (责任单位年度报告).

The plan asks each for what it did and what it will do next year (规划四). It is written from what
the department sent for the year: self-assessments quoted, figures beside last year's and the
target. Where it said nothing stands a marked blank, for nobody else can say it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan_eval.assess.priority import needed_per_year
from plan_eval.messages import joined, listed, t
from plan_eval.model.assessment import Result, SelfAssessment, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, number, step_size
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, difference, row, towns_reached
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections import cover
from plan_eval.report.sections.changes import with_points
from plan_eval.report.sections.last_year import since_last_year
from plan_eval.report.sections.phrases import checklist_counts, counted, nth, target_said

_LONGEST = 48
"""Signs of a goal's text in the table: its printed number says which it is."""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A goal, measure, project or duty, and what the department says of it."""

    item: str
    text: str
    status: str
    evidence: str
    achievements: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """An indicator's row with last year's figure beside this year's; a dash where there is none."""

    row: Row
    before: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the report.

    `listed` paragraphs are items of a list; `unsaid` names what the department has not reported,
    "" for nothing.
    """

    heading: Heading
    paragraphs: tuple[str, ...]
    caption: Caption | None = None
    groups: tuple[tuple[str, tuple[WorkLine, ...]], ...] = ()
    figures: tuple[FigureLine, ...] = ()
    listed: bool = False
    unsaid: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentReport:
    """The report: title, addressee, opening, and its five chapters."""

    title: str
    department: str
    addressee: str
    opening: str
    day: str
    marks: tuple[str, ...]
    overview: Part
    work: Part
    figures: Part
    problems: Part
    next_year: Part


def build(context: Context) -> DepartmentReport:
    """What the department of the edition reports for the year of the stage."""
    year, front = context.assessment.stage.year, cover.build(context)
    said = {
        one.item: one
        for one in context.assessment.self_assessments
        if one.year == year and one.department == context.edition.department
    }
    return DepartmentReport(
        title=t("report.department.title", year=year, plan=called(context.plan.header)),
        department=context.department(context.edition.department),
        addressee=front.issuer,
        opening=t("report.department.opening", year=year, next=year + 1),
        day=front.day,
        marks=front.marks,
        overview=_overview(said, context),
        work=_work(said, context),
        figures=_figures(context),
        problems=_problems(said, context),
        next_year=_next_year(said, context),
    )


def _overview(said: dict[str, SelfAssessment], context: Context) -> Part:
    heading = context.outline.chapter(t("report.department.overview"))
    plan, year = context.plan, context.assessment.stage.year
    items = {
        "goals": len(plan.goals),
        "measures": len(plan.measures),
        "projects": len(plan.key_projects),
        "quantified": context.assessment.tallies["quantified"].total,
        "directional": context.assessment.tallies["directional"].total,
    }
    led = counted("scope", items, "list") or t("report.none")
    sentences = [t("report.department.scope", items=led)]
    status = Counter(said[item].status for item in plan.items if item in said)
    if status:
        sentences.append(
            t("report.department.assessed", year=year, counts=checklist_counts(status))
        )
    tally = context.assessment.tallies["quantified"]
    counts = {"met": tally.met, "not_met": tally.not_met, "undetermined": tally.undetermined}
    if tally.total:
        sentences.append(
            t("report.department.attained", year=year, counts=counted("tally", counts))
        )
    return Part(heading, (joined([*sentences, *since_last_year(context)]),))


def _work(said: dict[str, SelfAssessment], context: Context) -> Part:
    """What was done, item by item as reported; the items nobody reported on are named."""
    outline, year = context.outline, context.assessment.stage.year
    heading = outline.chapter(t("report.department.work"))
    groups, unsaid = [], []
    for title, items in _grouped(said, context):
        lines = tuple(_work_line(said[item], context) for item in items if item in said)
        missing = listed(_item(one, context) for one in items if one not in said)
        if lines:
            groups.append((title, lines))
        if missing:
            unsaid.append(t("report.department.of-area", area=title, items=missing))
    lines_of = t("punctuation.semicolon").join(unsaid)
    caption = outline.table(t("report.department.work-table", year=year)) if groups else None
    blank = t("report.department.unsaid", items=lines_of, year=year) if lines_of else ""
    return Part(heading, (), caption, tuple(groups), unsaid=blank)


def _grouped(
    said: dict[str, SelfAssessment], context: Context
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The items by area as printed, then the projects, then the duties reported on."""
    plan = context.plan
    for area in plan.areas:
        yield called(area), (*(g.id for g in area.goals), *(m.id for m in area.measures))
    yield t("parts.projects"), tuple(plan.key_projects)
    yield t("report.heading.duties"), tuple(one for one in plan.duties if one in said)


def _item(item: str, context: Context) -> str:
    plan = context.plan
    if item in plan.goals:
        return t("report.item.nth-goal", nth=nth(item, context))
    if item in plan.measures:
        return t("report.item.nth-measure", nth=nth(item, context))
    return (plan.duties.get(item) or plan.key_projects[item]).title


def _work_line(said: SelfAssessment, context: Context) -> WorkLine:
    plan = context.plan
    text = ""
    if said.item in plan.goals:
        text = plan.goals[said.item].text
    elif said.item in plan.measures:
        text = plan.measures[said.item].heading
    return WorkLine(
        item=_item(said.item, context),
        text=text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…",
        status=t(f"checklist.{said.status}"),
        evidence=said.evidence or "—",
        achievements=said.achievements or "",
    )


def _figures(context: Context) -> Part:
    """The figures by the schedule of the plan; those that were not sent are named."""
    year, outline = context.assessment.stage.year, context.outline
    heading = outline.chapter(t("report.department.figures"))
    judged = [i for i in context.plan.indicators.values() if i.group in _JUDGED]
    lines = tuple(_figure_line(one, context) for one in judged)
    missing = [line.row.name for line in lines if line.now == "—"]
    caption = outline.table(t("report.department.figure-table", year=year)) if lines else None
    paragraphs = () if lines else (t("report.department.no-figures"),)
    names = listed(missing)
    blank = t("report.department.no-data", year=year, names=names) if missing else ""
    return Part(heading, paragraphs, caption, figures=lines, unsaid=blank)


_JUDGED = ("quantified", "directional")


def _figure_line(indicator: Indicator, context: Context) -> FigureLine:
    result, year = context.result(indicator), context.assessment.stage.year
    shown = row(indicator, context)
    now = shown.latest if shown.year == year else "—"
    before = _at(result, year - 1, now)
    change = "—" if "—" in (now, before) else difference(now, before)
    return FigureLine(shown, before, now, change)


def _at(result: Result, year: int, beside: str) -> str:
    """The figure of a year, with the decimals of the one it stands beside."""
    found = next((point for point in result.history if point.year == year), None)
    if found is None:
        return "—"
    return number(found.value, max(found.places, len(beside.partition(".")[2])))


def _problems(said: dict[str, SelfAssessment], context: Context) -> Part:
    heading = context.outline.chapter(t("report.department.problems"))
    told = tuple(_quoted(said, "problems", context))
    blank = "" if told else t("report.department.no-problems")
    return Part(heading, told, listed=True, unsaid=blank)


def _next_year(said: dict[str, SelfAssessment], context: Context) -> Part:
    """What the department plans, then what its lagging figures need in the coming year."""
    year = context.assessment.stage.year
    heading = context.outline.chapter(t("report.department.next-year", year=year + 1))
    told = tuple(_quoted(said, "next_steps", context))
    blank = "" if told else t("report.department.no-plans", year=year + 1)
    needs = tuple(_needs(context))
    told_needs = t("punctuation.semicolon").join(needs)
    lead = (t("report.department.needs", count=len(needs), needs=told_needs),) if needs else ()
    return Part(heading, (*told, *lead), listed=True, unsaid=blank)


def _quoted(said: dict[str, SelfAssessment], column: str, context: Context) -> Iterable[str]:
    """What the department says in a column, each sentence once with the items it stands at."""
    found: dict[str, list[str]] = {}
    for title, items in _grouped(said, context):
        for item in items:
            text = getattr(said[item], column) if item in said else None
            if text:
                place = t("report.department.place", area=title, item=_item(item, context))
                found.setdefault(text.rstrip("。；.; "), []).append(place)
    for count, (text, places) in enumerate(found.items(), 1):
        named = listed(places)
        yield t("report.department.said", number=count, text=text, places=named)


def _needs(context: Context) -> Iterator[str]:
    """How much the next year has to bring where a target is missed, by the plan's last year."""
    end = context.plan.header.span.end
    for indicator in context.plan.indicators.values():
        result = context.result(indicator)
        if result.state is not State.NOT_MET or towns_reached(result) is not None:
            continue
        if step := needed_per_year(result, end):
            direction = t(f"report.need.{'up' if step > 0 else 'down'}")
            size = with_points(step_size(step), indicator)
            yield t(
                "report.department.need",
                name=called(indicator),
                target=target_said(indicator),
                direction=direction,
                step=size,
            )
