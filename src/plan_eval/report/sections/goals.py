"""A goal in its chapter: as printed with its notes, its indicators, pictures and demands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan_eval.model.area import Goal
from plan_eval.model.assessment import Checklist, State
from plan_eval.model.indicator import Indicator
from plan_eval.report.context import Context
from plan_eval.report.footnotes import Piece, goal_pieces
from plan_eval.report.outline import Caption
from plan_eval.report.rows import Row, rows
from plan_eval.report.sections.figures import Figure, figures
from plan_eval.words import t


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


def goal_part(goal: Goal, context: Context) -> GoalPart:
    """A goal with the indicators that stand for it."""
    indicators = list(context.plan.indicators_of(goal.id))
    judged = rows(indicators, context)
    state = context.assessment.goals[goal.id]
    caption = None
    if judged:
        caption = context.outline.table(
            t(
                "report.area.goal-table",
                area=context.plan.area_of[goal.id].title,
                number=goal.printed,
            )
        )
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
            checklist = t(f"checklist.{context.result(indicator).checklist}")
            yield Demand(quote, checklist, context.department(indicator.department))
