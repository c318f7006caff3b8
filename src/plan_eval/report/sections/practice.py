"""六、好做法好经验: as the departments report them."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.assessment import SelfAssessment
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
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
    """Experience worth spreading."""
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
    count = sum(len(said) for _, said in parts)
    return Practice(heading, t("report.practice.lead", count=count), tuple(parts))


def _said(items: list[str], context: Context) -> tuple[Said, ...]:
    known = (context.said[item] for item in items if item in context.said)
    return tuple(
        Said(context.department(one.department), item_words(one, context), one.achievements)
        for one in known
        if one.achievements
    )


def item_words(said: SelfAssessment, context: Context) -> str:
    """An item as a reader finds it: goal 3, measure 2, or the project's name."""
    plan = context.plan
    if said.item in plan.goals:
        return t("report.item.goal", number=plan.goals[said.item].printed)
    if said.item in plan.measures:
        return t("report.item.measure", number=plan.measures[said.item].printed)
    return plan.key_projects[said.item].title
