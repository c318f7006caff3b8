"""A goal in its chapter: as printed with its notes, its indicators, pictures and demands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan_eval.messages import joined, t
from plan_eval.model.area import Goal
from plan_eval.model.assessment import Checklist, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.survey import survey_lines
from plan_eval.report.context import Context
from plan_eval.report.footnotes import Piece, goal_pieces
from plan_eval.report.indicator_row import Row, rows
from plan_eval.report.sections.figures import Figure, figures
from plan_eval.report.sections.phrases import printed_number


@dataclass(frozen=True, slots=True)
class Demand:
    """Qualitative demands as printed, in quotation marks, that one department assesses alike."""

    quotes: str
    checklist: str
    department: str


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A goal: its printed text with notes, surveys, table, pictures and qualitative demands."""

    id: str
    number: str
    pieces: tuple[Piece, ...]
    state: str
    state_words: str
    surveys: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    demands: tuple[Demand, ...]


def goal_part(goal: Goal, context: Context) -> GoalPart:
    """A goal with the indicators that stand for it."""
    indicators = list(context.plan.indicators_of(goal.id))
    judged = rows(indicators, context)
    asked = {goal.id, *(one.id for one in indicators)}
    state = context.assessment.goals[goal.id]
    return GoalPart(
        id=goal.id,
        number=printed_number(goal.id, context),
        pieces=goal_pieces(goal.id, context.plan),
        state=str(state) if isinstance(state, State) else "qualitative",
        state_words=goal_words(state) if context.evaluates else monitored_words(state),
        surveys=tuple(survey_lines(context.surveys, asked, context.plan)),
        rows=judged,
        figures=tuple(figures((i for i in indicators if i.owner == goal.id), context)),
        # the monitoring group's report has figures only (规划五（二）)
        demands=_demands(goal, indicators, context) if context.evaluates else (),
    )


def goal_words(state: State | Checklist) -> str:
    """A goal's state in words; a goal without figures says where its word comes from."""
    if isinstance(state, State):
        return t(f"goal-state.{state}")
    if state is Checklist.NO_EVIDENCE:
        return t("goal-state.no-evidence")
    return t("goal-state.self-assessed", status=t(f"checklist.{state}"))


def monitored_words(state: State | Checklist) -> str:
    """The same where only figures are judged: the rest is left to the evaluation."""
    return goal_words(state) if isinstance(state, State) else t("goal-state.left-to-evaluation")


def _demands(goal: Goal, indicators: Iterable[Indicator], context: Context) -> tuple[Demand, ...]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for indicator in indicators:
        if indicator.group == "qualitative":
            quote = next(s.quote for s in indicator.sources if s.item == goal.id)
            checklist = t(f"checklist.{context.result(indicator).checklist}")
            by = (checklist, context.department(indicator.department))
            # one clause may stand for several indicators (消除艾滋病、梅毒和乙肝母婴传播)
            found.setdefault(by, {})[quote] = None
    return tuple(Demand(_quoted(quotes), *by) for by, quotes in found.items())


def _quoted(clauses: Iterable[str]) -> str:
    return joined((t("report.area.quote", clause=clause) for clause in clauses), "titles")
