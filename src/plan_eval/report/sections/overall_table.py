"""附表: every indicator judged from figures, on landscape pages."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.rows import Row, rows
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class OverallTable:
    """Rows by area."""

    heading: Heading
    caption: Caption
    groups: tuple[tuple[str, tuple[Row, ...]], ...]


def build(context: Context) -> OverallTable:
    """指标达标情况一览表."""
    heading = context.outline.chapter(t("report.heading.overall_table"))
    caption = context.outline.table(t("report.overall.table"))
    groups = [(area.title, rows(area.indicators, context)) for area in context.plan.areas]
    groups.append((t("parts.projects"), rows(context.plan.projects.indicators, context)))
    return OverallTable(heading, caption, tuple(group for group in groups if group[1]))
