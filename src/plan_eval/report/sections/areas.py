"""三、分领域评估: the findings of each area; its goals one by one are in the annex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.area import Area, Goal
from plan_eval.model.assessment import State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, rows
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.area_findings import Story, stories, turns
from plan_eval.report.sections.area_text import (
    area_lead,
    area_rest,
    area_text,
    only_words,
    quality_text,
)
from plan_eval.report.sections.figures import Figure, figures
from plan_eval.report.sections.phrases import beside, printed_number, quoted
from plan_eval.report.sections.wordings import Turns

_QUOTED = 5
_DRAWN = 3
"""So many small pictures stand on one line."""


@dataclass(frozen=True, slots=True)
class QualityLine:
    """A goal without figures: what its department says of it, in its own words."""

    goal: str
    status: str
    department: str
    words: str


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An area: what it comes to, its findings, what else is missing, its indicators.

    No caption where there is nothing to list.
    """

    id: str
    heading: Heading
    lead: str
    text: str
    stories: tuple[Story, ...]
    rest: str
    quality_text: str
    quality_caption: Caption | None
    quality: tuple[QualityLine, ...]
    caption: Caption | None
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Areas:
    """All areas."""

    heading: Heading
    areas: tuple[AreaPart, ...]


def build(context: Context) -> Areas:
    """The areas in the order of the plan."""
    heading, say = context.outline.chapter(t("report.heading.areas", act=context.act)), turns()
    return Areas(heading, tuple(_area(area, context, say) for area in context.plan.areas))


def _area(area: Area, context: Context, say: Turns) -> AreaPart:
    outline = context.outline
    heading = outline.part(beside(called(area), f"{area.printed}{area.title}"))
    told = stories(area, context, say)
    judged = rows((one for one in area.indicators if _listed(one, context)), context)
    pictures = tuple(figures(_pictured(told, context), context))
    every = tuple(_quality(area, context)) if context.evaluates else ()
    quality = every[:_QUOTED]
    quality_caption = None
    if quality:
        quality_caption = outline.table(t("report.area.quality-table", area=called(area)))
    caption = outline.table(t("report.area.table", area=called(area))) if judged else None
    return AreaPart(
        id=area.id,
        heading=heading,
        lead=area_lead(area, context),
        text=area_text(area, context),
        stories=told,
        rest=area_rest(
            area, [s.indicator for s in told], caption.label if caption else "", context
        ),
        quality_text=quality_text(area, len(every), len(quality), context),
        quality_caption=quality_caption,
        quality=quality,
        caption=caption,
        rows=judged,
        figures=pictures,
    )


def _listed(indicator: Indicator, context: Context) -> bool:
    """The quantified ones, and of the directional those that ask for a look; the annex has all."""
    met = context.result(indicator).state is State.MET
    return indicator.group == "quantified" or not met


def _pictured(told: tuple[Story, ...], context: Context) -> list[Indicator]:
    """What is drawn: three of the findings, those missed first; a strip of units beside."""
    found = [context.plan.indicators[story.indicator] for story in reversed(told)]
    drawn = [
        one for one in found if one.group == "quantified" and len(context.result(one).history) > 1
    ]
    strips = [one for one in drawn if one.target.kind == "each_unit"][:1]
    lines = [one for one in drawn if one.target.kind != "each_unit"][:_DRAWN]
    return [*lines, *strips]


def _quality(area: Area, context: Context) -> Iterator[QualityLine]:
    """The goals that only words can judge, each with what was reported, where anything was."""
    for goal in area.goals:
        said = context.own_said(goal.id)
        if said is None or not only_words(goal, context):
            continue
        words = said.achievements or said.problems or said.next_steps
        if words:
            kind = "achievements" if said.achievements else "problems" if said.problems else "steps"
            yield QualityLine(
                goal=t(
                    "report.area.goal", number=printed_number(goal.id, context), text=_short(goal)
                ),
                status=t(f"checklist.{said.status}"),
                department=context.department(said.department),
                words=t(f"report.area.said.{kind}", text=quoted(words)),
            )


def _short(goal: Goal) -> str:
    """The first clause of a goal, as printed."""
    return re.split("[，。；]", goal.text, maxsplit=1)[0]
