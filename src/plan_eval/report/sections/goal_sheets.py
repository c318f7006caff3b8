"""附录: the plan goal by goal as printed; its indicators, pictures, measures, problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan_eval.messages import joined, t
from plan_eval.model.area import Area
from plan_eval.model.footnote import Footnote
from plan_eval.model.wording import called, trimmed
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.figures import Figure
from plan_eval.report.sections.goals import GoalPart, goal_part
from plan_eval.report.sections.measures import MeasuresPart, measures_part
from plan_eval.report.sections.phrases import beside, item_words


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem a department names, and what it will do next."""

    item: str
    problem: str
    next_steps: str
    department: str


@dataclass(frozen=True, slots=True)
class ProblemsPart:
    """The problems of an area."""

    heading: Heading
    caption: Caption
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AreaSheets:
    """The sheets of an area; no heading for the goals where an extract has none."""

    id: str
    heading: Heading
    goals_heading: Heading | None
    heading_notes: tuple[Footnote, ...]
    caption: Caption | None
    goals: tuple[GoalPart, ...]
    measures: MeasuresPart | None
    problems: ProblemsPart | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all its goals."""
        return tuple(row for goal in self.goals for row in goal.rows)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The pictures of all its goals."""
        return tuple(figure for goal in self.goals for figure in goal.figures)


@dataclass(frozen=True, slots=True)
class GoalSheets:
    """The sheets of all areas; `key` says how to read their pictures and tables."""

    heading: Heading
    key: str
    areas: tuple[AreaSheets, ...]


def build(context: Context) -> GoalSheets:
    """The sheets of all areas."""
    heading = context.outline.chapter(t("report.heading.goal_sheets"))
    parts = tuple(_sheets(area, context) for area in context.plan.areas)
    return GoalSheets(heading, _key(context), parts)


def _key(context: Context) -> str:
    """How to read the pictures and tables, of what they show: at the end nothing is projected."""
    return joined(_keys(context))


def _keys(context: Context) -> Iterator[str]:
    header = context.plan.header
    level = trimmed(100 * header.parameters.prediction)
    if context.final:
        lines = t("report.figure.key-final")
    else:
        lines = t("report.figure.key", end=header.span.end, level=level)
    if any(one.target.kind == "each_unit" for one in context.plan.indicators.values()):
        lines += t("report.figure.key-units")
    yield lines + t("report.figure.key-axis")
    if context.higher_levels:
        yield t("report.figure.key-benchmarks", levels=context.levels_named(short=True))
    yield t("report.figure.key-evidence")


def _sheets(area: Area, context: Context) -> AreaSheets:
    outline = context.outline
    return AreaSheets(
        id=area.id,
        heading=outline.part(beside(called(area), f"{area.printed}{area.title}")),
        goals_heading=outline.item(t("report.area.goals")) if area.goals else None,
        heading_notes=context.plan.footnotes_at(area.id),
        caption=outline.table(t("report.area.goal-table", area=called(area)))
        if area.goals
        else None,
        goals=tuple(goal_part(goal, context) for goal in area.goals),
        measures=measures_part(area, context),
        problems=_problems_part(area, context),
    )


def _problems_part(area: Area, context: Context) -> ProblemsPart | None:
    """What departments name as problems; the monitoring group's report has figures only."""
    problems = tuple(_problems(area, context)) if context.evaluates else ()
    if not problems:
        return None
    heading = context.outline.item(t("report.area.problems"))
    caption = context.outline.table(t("report.area.problem-table", area=called(area)))
    return ProblemsPart(heading, caption, problems)


def _problems(area: Area, context: Context) -> Iterable[Problem]:
    items = [*(goal.id for goal in area.goals), *(measure.id for measure in area.measures)]
    for item in items:
        said = context.own_said(item)
        if said and said.problems:
            yield Problem(
                item_words(said, context),
                said.problems,
                said.next_steps or "—",
                context.department(said.department),
            )
