"""Goals, measures and projects as printed, with what departments say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan_eval.messages import listed, t
from plan_eval.model.area import Area, Goal, Measure, Project
from plan_eval.model.assessment import Checklist, SelfAssessment, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.footnotes import Piece, goal_pieces, measure_pieces
from plan_eval.report.indicator_row import state_words
from plan_eval.report.places import Places
from plan_eval.report.sections.goals import goal_words, monitored_words
from plan_eval.report.sections.measures import effect_words
from plan_eval.report.sections.phrases import beside, printed_number
from plan_eval.report.web.table import JUDGED


@dataclass(frozen=True, slots=True)
class Said:
    """A department's self-assessment; `texts` are labels with its words."""

    status: str
    status_words: str
    department: str
    texts: tuple[tuple[str, str], ...]
    place: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An indicator named under its item: with its state if judged from figures."""

    id: str
    words: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class Item:
    """A goal, measure or project. `clauses` are commitments or deliverables as printed.

    `departments` are the ids of those that answer for its indicators or assessed it; `effect` the
    code of a measure's or project's effect, empty for a goal.
    """

    id: str
    departments: tuple[str, ...]
    effect: str
    printed: str
    pieces: tuple[Piece, ...]
    clauses: tuple[str, ...]
    state: str
    state_words: str
    serves: str
    said: Said | None
    judged: tuple[Mark, ...]
    demands: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An area or the key projects: groups of items, each with its heading."""

    id: str
    title: str
    groups: tuple[tuple[str, tuple[Item, ...]], ...]


def build(context: Context, places: Places) -> tuple[Part, ...]:
    """All areas, then the key projects."""
    desk = _Desk(context, places)
    parts = [_area(area, desk) for area in context.plan.areas]
    projects = tuple(desk.project(one) for one in context.plan.projects.projects)
    if projects:
        parts.append(Part("projects", t("parts.projects"), (("", projects),)))
    return tuple(parts)


def _area(area: Area, desk: _Desk) -> Part:
    goals = tuple(desk.goal(goal) for goal in area.goals)
    measures = tuple(desk.measure(measure) for measure in area.measures)
    # the monitoring group's report has figures only (规划五（二）)
    measures = tuple(one for one in measures if desk.context.evaluates or one.judged)
    groups = ((t("report.area.goals"), goals), (t("report.area.measures"), measures))
    return Part(
        area.id,
        beside(called(area), f"{area.printed}{area.title}"),
        tuple(one for one in groups if one[1]),
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every item is made with."""

    context: Context
    places: Places

    def goal(self, goal: Goal) -> Item:
        state = self.context.assessment.goals[goal.id]
        words = goal_words if self.context.evaluates else monitored_words
        return Item(
            id=goal.id,
            departments=self.departments(goal.id),
            effect="",
            printed=printed_number(goal.id, self.context),
            pieces=goal_pieces(goal.id, self.context.plan),
            clauses=(),
            state=str(state) if isinstance(state, State) else "qualitative",
            state_words=words(state),
            serves="",
            said=self.said(goal.id),
            judged=tuple(self.judged(goal.id)),
            demands=tuple(dict.fromkeys(self.demands(goal.id))) if self.context.evaluates else (),
        )

    def measure(self, measure: Measure) -> Item:
        served = self.context.plan.goals_served_by(measure.id)
        noted = measure_pieces(measure.id, self.context.plan)
        return Item(
            id=measure.id,
            departments=self.departments(measure.id),
            effect=self.effect(measure.id),
            printed=printed_number(measure.id, self.context),
            pieces=(Piece(measure.heading), *(_elided(piece) for piece in noted)),
            clauses=measure.commitments,
            state="",
            state_words=effect_words(measure.id, self.context) if self.context.evaluates else "",
            serves=listed(printed_number(goal.id, self.context) for goal in served),
            said=self.said(measure.id),
            judged=tuple(self.judged(measure.id)),
            demands=(),
        )

    def project(self, project: Project) -> Item:
        return Item(
            id=project.id,
            departments=self.departments(project.id),
            effect=self.effect(project.id),
            printed=project.printed,
            pieces=(Piece(project.title),),
            clauses=project.deliverables,
            state="",
            state_words=effect_words(project.id, self.context) if self.context.evaluates else "",
            serves="",
            said=self.said(project.id),
            judged=tuple(self.judged(project.id)),
            demands=(),
        )

    def departments(self, item: str) -> tuple[str, ...]:
        """Who answers for an item's indicators, and who assessed it."""
        owners = [one.department for one in self.context.plan.indicators_of(item)]
        said = self.context.said.get(item)
        owners += [said.department] if said and said.department else []
        return tuple(dict.fromkeys(owners))

    def effect(self, item: str) -> str:
        """The code of a measure's or project's effect; none in the monitoring report."""
        return str(self.context.assessment.effects[item].kind) if self.context.evaluates else ""

    def said(self, item: str) -> Said | None:
        found = self.context.said.get(item) if self.context.evaluates else None
        if found is None:
            return None
        return Said(
            status=str(found.status),
            status_words=t(f"checklist.{found.status}"),
            department=self.context.department(found.department),
            texts=tuple(_texts(found)),
            place=self.places.words(found.path, found.row),
        )

    def judged(self, item: str) -> Iterator[Mark]:
        found = self.context.plan.indicators_of(item)
        return marks((one for one in found if one.group in JUDGED), self.context)

    def demands(self, item: str) -> Iterator[Mark]:
        """The qualitative demands of an item; one clause may stand for several indicators."""
        for indicator in self.context.plan.indicators_of(item):
            if indicator.group == "qualitative":
                status = self.context.result(indicator).checklist or Checklist.NO_EVIDENCE
                yield Mark("", _quote(indicator, item), str(status), t(f"checklist.{status}"))


def marks(indicators: Iterable[Indicator], context: Context) -> Iterator[Mark]:
    """Indicators judged from figures, each with its state."""
    for indicator in indicators:
        result = context.result(indicator)
        code = "nearly" if result.nearly else str(result.state)
        yield Mark(indicator.id, called(indicator), code, state_words(result))


def _quote(indicator: Indicator, item: str) -> str:
    return next(source.quote for source in indicator.sources if source.item == item)


def _elided(piece: Piece) -> Piece:
    """A clause out of a paragraph that the plan folder does not hold whole."""
    return Piece(t("web.elided", clause=piece.text), piece.notes)


def _texts(said: SelfAssessment) -> Iterator[tuple[str, str]]:
    for name in ("evidence", "achievements", "problems", "next_steps"):
        words = getattr(said, name)
        if words:
            yield t(f"columns.{name}"), words
