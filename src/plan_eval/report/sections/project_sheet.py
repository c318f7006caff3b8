"""附录: what the plan asks of each key project, as printed, and pictures of what they promise."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.figures import Figure, figures


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """The projects by number and title with their deliverables."""

    heading: Heading
    caption: Caption
    projects: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[Figure, ...]


def build(context: Context) -> ProjectSheet:
    """All key projects."""
    plan = context.plan.projects
    return ProjectSheet(
        heading=context.outline.chapter(t("report.heading.project_sheet")),
        caption=context.outline.table(t("report.heading.project_sheet")),
        projects=tuple((f"{p.printed}{p.title}", p.deliverables) for p in plan.projects),
        figures=tuple(figures(plan.indicators, context)),
    )
