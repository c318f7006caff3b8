"""三、分领域评估: what is to be said of each area; its goals one by one are in the annex."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.area import Area
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.rows import Row, rows
from plan_eval.report.sections.area_text import area_lead, area_text
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An area: what it comes to, and its indicators; no caption where it has none."""

    id: str
    heading: Heading
    lead: str
    text: str
    caption: Caption | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Areas:
    """All areas."""

    heading: Heading
    areas: tuple[AreaPart, ...]


def build(context: Context) -> Areas:
    """The areas in the order of the plan."""
    heading = context.outline.chapter(t("report.heading.areas", act=context.act))
    return Areas(heading, tuple(_area(area, context) for area in context.plan.areas))


def _area(area: Area, context: Context) -> AreaPart:
    outline = context.outline
    heading = outline.part(f"{area.printed}{area.title}")
    judged = rows(area.indicators, context)
    caption = outline.table(t("report.area.table", area=area.title)) if judged else None
    return AreaPart(
        area.id, heading, area_lead(area, context), area_text(area, context), caption, judged
    )
