"""五、经验做法: what departments report, where the figures behind it moved as the plan wants."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from plan_eval.assess.measures import outcome
from plan_eval.assess.priority import Weight, merit
from plan_eval.messages import t
from plan_eval.model.assessment import EffectKind, Result, SelfAssessment
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.sections.changes import change, moved
from plan_eval.report.sections.phrases import item_words, quoted

_MOST = 8
_OF_ONE = 2
"""So many of one department, so that eight are not all of the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """A department's words on an item of the plan; `moved` says which figure they stand beside."""

    heading: Heading
    department: str
    item: str
    text: str
    moved: str


@dataclass(frozen=True, slots=True)
class Practice:
    """At most eight, those whose indicators weigh most first."""

    heading: Heading
    lead: str
    said: tuple[Said, ...]


def build(context: Context) -> Practice:
    """Experience worth spreading: what was done where a figure behind it moved and is on course."""
    heading = context.outline.chapter(t("report.heading.practice"))
    found = sorted(_candidates(context), key=lambda one: one[0])
    told: list[tuple[SelfAssessment, Result]] = []
    by: Counter[str | None] = Counter()
    for _, said, result in found:
        if len(told) < _MOST and by[said.department] < _OF_ONE:
            told.append((said, result))
            by[said.department] += 1
    lines = tuple(_said(*one, context) for one in told)
    return Practice(heading, _lead(len(found), len(lines), context), lines)


def _candidates(context: Context) -> list[tuple[Weight, SelfAssessment, Result]]:
    """The reported experience that the outcome bears out, each with the figure that weighs most."""
    found: dict[str, tuple[Weight, SelfAssessment, Result]] = {}
    for item in context.said:
        said = context.own_said(item)
        if said is None or not said.achievements or not borne_out(item, context):
            continue
        better = [result for result in _behind(item, context) if _better(result, context)]
        if better:
            best = min(better, key=lambda result: _fit(result, said, context))
            # what two items report in the same words, or of the same figure, is told once
            found.setdefault(best.indicator, (merit(best, context.plan), said, best))
    return list(found.values())


def _fit(result: Result, said: SelfAssessment, context: Context) -> tuple[bool, Weight]:
    """The figure that the words name comes before the weightier one that they do not."""
    return not _named(result, said, context), merit(result, context.plan)


def _named(result: Result, said: SelfAssessment, context: Context) -> bool:
    return context.plan.indicators[result.indicator].name in (said.achievements or "")


def _behind(item: str, context: Context) -> list[Result]:
    """The results an item stands for, or those of the goals a measure serves."""
    plan = context.plan
    own = list(plan.indicators_of(item))
    if item in plan.measures:
        own += [one for goal in plan.goals_served_by(item) for one in plan.indicators_of(goal.id)]
    return [context.result(one) for one in {one.id: one for one in own}.values()]


def _better(result: Result, context: Context) -> bool:
    return moved(result, context.plan.indicators[result.indicator]) == "better"


def _said(said: SelfAssessment, result: Result, context: Context) -> Said:
    indicator = context.plan.indicators[result.indicator]
    way = change(result, indicator)
    assert way is not None
    department, item = context.department(said.department), item_words(said, context)
    area = context.parts[context.plan.part_of(result.indicator)]
    title = t("report.practice.item", department=department, area=area, item=item)
    return Said(
        heading=context.outline.item(title),
        department=department,
        item=item,
        text=quoted(said.achievements or ""),
        # what the words tell themselves is not told again
        moved=""
        if _named(result, said, context)
        else t("report.practice.moved", name=called(indicator), change=way.said),
    )


def _lead(borne: int, chosen: int, context: Context) -> str:
    own = (context.own_said(item) for item in context.said)
    reported = sum(bool(said.achievements) for said in own if said is not None)
    if not reported:
        return t("report.practice.none")
    if not chosen:
        return t("report.practice.none-borne-out", reported=reported)
    return t("report.practice.lead", reported=reported, borne=borne, chosen=chosen)


def borne_out(item: str, context: Context) -> bool:
    """Whether the figures behind an item are met or, before the end, on course."""
    if item in context.plan.goals:
        results = [context.result(one) for one in context.plan.indicators_of(item)]
        return outcome(results, context.assessment.stage) is True
    return context.assessment.effects[item].kind in (EffectKind.DONE_MET, EffectKind.OPEN_MET)
