"""三、分领域评估: a chapter an area; each goal as printed, its indicators, pictures, measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan_eval.model.area import Area, Goal, Measure
from plan_eval.model.assessment import Checklist, State, Tally
from plan_eval.model.footnote import Footnote
from plan_eval.model.indicator import Indicator
from plan_eval.model.targets import EachUnit
from plan_eval.model.wording import target_words
from plan_eval.report.charts.line import line
from plan_eval.report.charts.strip import strip
from plan_eval.report.charts.theme import Picture
from plan_eval.report.context import Context
from plan_eval.report.footnotes import Piece, goal_pieces, measure_pieces
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.rows import Row, rows, unit_words
from plan_eval.report.sections.practice import item_words
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption; `wide` ones take the whole line."""

    caption: Caption
    picture: Picture
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """A qualitative demand as printed, and what the self-assessment says of it."""

    quote: str
    checklist: str
    department: str


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A goal: its printed text with notes, table, pictures and qualitative demands."""

    id: str
    printed: str
    pieces: tuple[Piece, ...]
    state: str
    state_words: str
    caption: Caption | None
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class MeasurePart:
    """A measure: heading, noted clauses, self-assessment, and the goals it serves."""

    printed: str
    heading: str
    pieces: tuple[Piece, ...]
    status: str
    department: str
    evidence: str
    goals: str
    effect: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem a department names, and what it will do next."""

    item: str
    problem: str
    next_steps: str
    department: str


@dataclass(frozen=True, slots=True)
class AreaPart:
    """A chapter."""

    heading: Heading
    tally: Tally
    text: str
    goals_heading: Heading
    heading_notes: tuple[Footnote, ...]
    goals: tuple[GoalPart, ...]
    measures_heading: Heading
    measures_caption: Caption
    measures: tuple[MeasurePart, ...]
    measure_table: Caption | None
    measure_rows: tuple[Row, ...]
    measure_figures: tuple[Figure, ...]
    problems_heading: Heading
    problems_caption: Caption | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Areas:
    """All chapters."""

    heading: Heading
    key: str
    areas: tuple[AreaPart, ...]


def build(context: Context) -> Areas:
    """The chapters of all areas."""
    heading = context.outline.heading(1, t("report.heading.areas"))
    return Areas(
        heading, t("report.figure.key"), tuple(_area(area, context) for area in context.plan.areas)
    )


def _area(area: Area, context: Context) -> AreaPart:
    outline = context.outline
    heading = outline.heading(2, f"{area.printed}{area.title}")
    goals_heading = outline.heading(3, t("report.area.goals"))
    goals = tuple(_goal(goal, context) for goal in area.goals)
    measures_heading = outline.heading(3, t("report.area.measures"))
    caption = outline.table(t("report.area.measure-table", area=area.title))
    own = [i for i in area.indicators if i.owner in context.plan.measures]
    owned = rows(own, context)
    table = outline.table(t("report.area.measure-indicators", area=area.title)) if owned else None
    problems = tuple(_problems(area, context))
    return AreaPart(
        heading=heading,
        tally=context.assessment.by_area[area.id]["quantified"],
        text=_text(area, context),
        goals_heading=goals_heading,
        heading_notes=context.plan.footnotes_at(area.id),
        goals=goals,
        measures_heading=measures_heading,
        measures_caption=caption,
        measures=tuple(_measure(measure, context) for measure in area.measures),
        measure_table=table,
        measure_rows=owned,
        measure_figures=tuple(figures(own, context)),
        problems_heading=outline.heading(3, t("report.area.problems")),
        problems_caption=_problems_caption(problems, area, context),
        problems=problems,
    )


def _problems_caption(
    problems: tuple[Problem, ...], area: Area, context: Context
) -> Caption | None:
    return (
        context.outline.table(t("report.area.problem-table", area=area.title)) if problems else None
    )


def _text(area: Area, context: Context) -> str:
    by_group = context.assessment.by_area[area.id]
    states = [context.assessment.goals[goal.id] for goal in area.goals]
    tally = by_group["quantified"]
    return t(
        "report.area.text",
        goals=len(area.goals),
        goals_met=states.count(State.MET),
        total=tally.total,
        met=tally.met,
        not_met=tally.not_met,
        undetermined=tally.undetermined,
        directional=by_group["directional"].total,
        directional_met=by_group["directional"].met,
        qualitative=by_group["qualitative"].total,
    )


def _goal(goal: Goal, context: Context) -> GoalPart:
    indicators = list(context.plan.indicators_of(goal.id))
    judged = rows(indicators, context)
    state = context.assessment.goals[goal.id]
    caption = None
    if judged:
        caption = context.outline.table(t("report.area.goal-table", number=goal.printed))
    return GoalPart(
        id=goal.id,
        printed=goal.printed,
        pieces=goal_pieces(goal.id, context.plan),
        state=str(state) if isinstance(state, State) else "qualitative",
        state_words=goal_words(state),
        caption=caption,
        rows=judged,
        figures=tuple(figures((i for i in indicators if i.owner == goal.id), context)),
        # one clause may stand for several indicators (消除艾滋病、梅毒和乙肝母婴传播)
        demands=tuple(dict.fromkeys(_demands(goal, indicators, context))),
    )


def goal_words(state: State | Checklist) -> str:
    """A goal's state in words; a goal without figures says where its word comes from."""
    if isinstance(state, State):
        return t(f"goal-state.{state}")
    return t("goal-state.self-assessed", status=t(f"checklist.{state}"))


def _demands(goal: Goal, indicators: Iterable[Indicator], context: Context) -> Iterable[Demand]:
    for indicator in indicators:
        if indicator.group == "qualitative":
            quote = next(s.quote for s in indicator.sources if s.item == goal.id)
            result = context.result(indicator)
            yield Demand(
                quote,
                t(f"checklist.{result.checklist}"),
                context.department(indicator.department),
            )


def figures(indicators: Iterable[Indicator], context: Context) -> Iterable[Figure]:
    """A picture for each quantified indicator that has figures."""
    for indicator in indicators:
        result = context.result(indicator)
        if indicator.group != "quantified" or not result.history:
            continue
        unit = unit_words(indicator)
        target = target_words(indicator)
        words = t("report.figure.line", name=indicator.name, target=target, unit=unit)
        if isinstance(indicator.target, EachUnit):
            counts = {
                context.plan.unit[group.code].name: group.point.value
                for group in result.groups
                if group.dimension == "unit" and group.code in context.plan.unit
            }
            caption = context.outline.figure(indicator.name, indicator.unit)
            yield Figure(caption, strip(counts, indicator.target.minimum, words), wide=True)
        else:
            caption = context.outline.figure(indicator.name, unit)
            span = context.plan.header.span
            places = max(point.places for point in result.history)
            yield Figure(caption, line(result, span, places, words, target))


def _measure(measure: Measure, context: Context) -> MeasurePart:
    said = context.said.get(measure.id)
    served = context.plan.goals_served_by(measure.id)
    states = [context.assessment.goals[goal.id] for goal in served]
    return MeasurePart(
        printed=measure.printed,
        heading=measure.heading,
        pieces=measure_pieces(measure.id, context.plan),
        status=t(f"checklist.{said.status if said else Checklist.NO_EVIDENCE}"),
        department=context.department(said.department) if said else "—",
        evidence=(said.evidence if said else None) or "—",
        goals="、".join(goal.printed for goal in served),
        effect=effect_words(said.status if said else None, states),
    )


def effect_words(status: Checklist | None, states: Iterable[State | Checklist]) -> str:
    """Measures against outcomes: done and met, done and behind, not done and behind, or neither."""
    known = {state for state in states if isinstance(state, State)} - {State.UNDETERMINED}
    if status is None or not known:
        return t("effect.undetermined")
    done = status in (Checklist.DONE, Checklist.PARTLY)
    met = known == {State.MET}
    return t(f"effect.{'done' if done else 'open'}-{'met' if met else 'behind'}")


def _problems(area: Area, context: Context) -> Iterable[Problem]:
    for item in (*(goal.id for goal in area.goals), *(measure.id for measure in area.measures)):
        said = context.said.get(item)
        if said and said.problems:
            yield Problem(
                item_words(said, context),
                said.problems,
                said.next_steps or "—",
                context.department(said.department),
            )
