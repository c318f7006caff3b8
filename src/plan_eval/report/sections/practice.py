"""六、好做法好经验: as the departments report them, where the outcome bears them out."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.assess.measures import outcome
from plan_eval.model.assessment import EffectKind, SelfAssessment
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.sections.phrases import nth
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Said:
    """A department's words on an item of the plan."""

    department: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Practice:
    """Departments' words, by area."""

    heading: Heading
    lead: str
    areas: tuple[tuple[Heading, tuple[Said, ...]], ...]


def build(context: Context) -> Practice:
    """Experience worth spreading: what was done where the goals behind it are met or on course."""
    heading = context.outline.chapter(t("report.heading.practice"))
    parts: list[tuple[Heading, tuple[Said, ...]]] = []
    for area in context.plan.areas:
        items = [*(goal.id for goal in area.goals), *(measure.id for measure in area.measures)]
        found = _said(items, context)
        if found:
            parts.append((context.outline.section(area.title), found))
    projects = _said(list(context.plan.key_projects), context)
    if projects:
        parts.append((context.outline.section(t("parts.projects")), projects))
    return Practice(heading, _lead(sum(len(said) for _, said in parts), context), tuple(parts))


def _lead(chosen: int, context: Context) -> str:
    own = (context.own_said(item) for item in context.said)
    reported = sum(bool(said.achievements) for said in own if said is not None)
    if not reported:
        return t("report.practice.none")
    if not chosen:
        return t("report.practice.none-borne-out", reported=reported)
    if chosen == reported:
        return t("report.practice.all", reported=reported)
    rest = reported - chosen
    return t("report.practice.lead", reported=reported, chosen=chosen, rest=rest)


def _said(items: list[str], context: Context) -> tuple[Said, ...]:
    known = (own for item in items if (own := context.own_said(item)) is not None)
    return tuple(
        Said(context.department(one.department), item_words(one, context), one.achievements)
        for one in known
        if one.achievements and borne_out(one.item, context)
    )


def borne_out(item: str, context: Context) -> bool:
    """Whether the figures behind an item are met or, before the end, on course."""
    if item in context.plan.goals:
        results = [context.result(one) for one in context.plan.indicators_of(item)]
        return outcome(results, context.assessment.stage) is True
    return context.assessment.effects[item].kind in (EffectKind.DONE_MET, EffectKind.OPEN_MET)


def item_words(said: SelfAssessment, context: Context) -> str:
    """An item as a reader finds it: goal 3, measure 2, or the project's name."""
    plan = context.plan
    if said.item in plan.goals:
        return t("report.item.nth-goal", nth=nth(said.item, context))
    if said.item in plan.measures:
        return t("report.item.nth-measure", nth=nth(said.item, context))
    return plan.key_projects[said.item].title
