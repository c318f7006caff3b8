"""三、分领域评估: a chapter an area; its goals, its measures, its problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan_eval.model.area import Area
from plan_eval.model.assessment import State, Tally
from plan_eval.model.footnote import Footnote
from plan_eval.model.wording import trimmed
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.goals import GoalPart, goal_part
from plan_eval.report.sections.measures import MeasuresPart, measures_part
from plan_eval.report.sections.practice import item_words
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem a department names, and what it will do next."""

    item: str
    problem: str
    next_steps: str
    department: str


@dataclass(frozen=True, slots=True)
class ProblemsPart:
    """The problems of an area; no table without any."""

    heading: Heading
    caption: Caption | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AreaPart:
    """A chapter."""

    heading: Heading
    text: str
    goals_heading: Heading
    heading_notes: tuple[Footnote, ...]
    goals: tuple[GoalPart, ...]
    measures: MeasuresPart | None
    problems: ProblemsPart | None


@dataclass(frozen=True, slots=True)
class Areas:
    """All chapters; `key` says how to read their pictures."""

    heading: Heading
    key: str
    areas: tuple[AreaPart, ...]


def build(context: Context) -> Areas:
    """The chapters of all areas."""
    heading = context.outline.chapter(t("report.heading.areas"))
    parts = tuple(_area(area, context) for area in context.plan.areas)
    header = context.plan.header
    level = trimmed(100 * header.parameters.prediction)
    return Areas(heading, t("report.figure.key", end=header.span.end, level=level), parts)


def _area(area: Area, context: Context) -> AreaPart:
    outline = context.outline
    return AreaPart(
        heading=outline.heading(2, f"{area.printed}{area.title}"),
        text=_text(area, context),
        goals_heading=outline.heading(3, t("report.area.goals")),
        heading_notes=context.plan.footnotes_at(area.id),
        goals=tuple(goal_part(goal, context) for goal in area.goals),
        measures=measures_part(area, context),
        problems=_problems_part(area, context),
    )


def _text(area: Area, context: Context) -> str:
    states = [context.assessment.goals[goal.id] for goal in area.goals]
    by_group = context.assessment.by_area.get(area.id, {})
    tally = by_group.get("quantified", Tally())
    directional = by_group.get("directional", Tally())
    return t(
        "report.area.text",
        goals=len(area.goals),
        goals_met=states.count(State.MET),
        total=tally.total,
        met=tally.met,
        not_met=tally.not_met,
        undetermined=tally.undetermined,
        directional=directional.total,
        directional_met=directional.met,
        qualitative=by_group.get("qualitative", Tally()).total,
    )


def _problems_part(area: Area, context: Context) -> ProblemsPart | None:
    """What departments name as problems; the monitoring group's report has figures only."""
    if context.edition.kind == "monitoring":
        return None
    heading = context.outline.heading(3, t("report.area.problems"))
    problems = tuple(_problems(area, context))
    caption = None
    if problems:
        caption = context.outline.table(t("report.area.problem-table", area=area.title))
    return ProblemsPart(heading, caption, problems)


def _problems(area: Area, context: Context) -> Iterable[Problem]:
    items = [*(goal.id for goal in area.goals), *(measure.id for measure in area.measures)]
    for item in items:
        said = context.said.get(item)
        if said and said.problems:
            yield Problem(
                item_words(said, context),
                said.problems,
                said.next_steps or "—",
                context.department(said.department),
            )
