"""附表: every indicator judged from figures, on landscape pages."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, rows
from plan_eval.report.outline import Caption, Heading


@dataclass(frozen=True, slots=True)
class Place:
    """Where an indicator is printed with its picture; not every edition has every section."""

    anchor: str
    section: str


@dataclass(frozen=True, slots=True)
class OverallTable:
    """Rows by area; `places` by indicator."""

    heading: Heading
    caption: Caption
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    places: dict[str, Place]


def build(context: Context) -> OverallTable:
    """指标达标情况一览表."""
    heading = context.outline.chapter(t("report.heading.overall_table"))
    caption = context.outline.table(t("report.overall.table"))
    groups = [(called(area), rows(area.indicators, context)) for area in context.plan.areas]
    groups.append((t("parts.projects"), rows(context.plan.projects.indicators, context)))
    places = {of.id: _place(of, context) for of in context.plan.indicators.values()}
    return OverallTable(heading, caption, tuple(group for group in groups if group[1]), places)


def _place(indicator: Indicator, context: Context) -> Place:
    """With its goal, among the promises of its area's measures, or with the projects."""
    plan = context.plan
    if indicator.owner in plan.goals:
        return Place(f"goal-{indicator.owner}", "goal_sheets")
    if indicator.owner in plan.measures:
        return Place(f"promises-{plan.area_of[indicator.owner].id}", "goal_sheets")
    return Place("projects", "projects")
