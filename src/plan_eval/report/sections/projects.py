"""四、重点项目与策略措施: first each project, its deliverables, figures and self-assessment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from plan_eval.messages import listed, t
from plan_eval.model.assessment import Checklist, Tally
from plan_eval.model.plan import PROJECTS
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, rows
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.figures import Figure, figures
from plan_eval.report.sections.phrases import counted, told_words


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """A project: what it promises in print and how far it says it is."""

    printed: str
    title: str
    deliverables: tuple[str, ...]
    status: str
    department: str
    evidence: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectsPart:
    """The section; with a heading of its own where the measures share the chapter."""

    heading: Heading
    section: Heading | None
    text: str
    caption: Caption
    projects: tuple[ProjectPart, ...]
    table: Caption | None
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]


def build(context: Context) -> ProjectsPart:
    """All key projects."""
    plan, outline = context.plan, context.outline
    shared = context.evaluates and context.edition.whole
    heading = outline.chapter(t(f"report.heading.{'works' if shared else 'projects'}"))
    section = outline.section(t("report.projects.heading")) if shared else None
    caption = outline.table(t("report.projects.table"))
    judged = rows(plan.projects.indicators, context)
    table = outline.table(t("report.projects.indicators")) if judged else None
    parts = []
    for project in plan.projects.projects:
        said = context.said.get(project.id)
        parts.append(
            ProjectPart(
                printed=project.printed,
                title=project.title,
                deliverables=project.deliverables,
                status=t(f"checklist.{said.status if said else 'no_evidence'}"),
                department=context.department(said.department) if said else "—",
                evidence=(said.evidence if said else None) or "—",
                told=tuple(told_words(said)) if said else (),
            )
        )
    # the annex of the whole has the pictures
    whole = context.edition.whole
    pictures = () if whole else tuple(figures(plan.projects.indicators, context))
    return ProjectsPart(
        heading=heading,
        section=section,
        text=_text(context),
        caption=caption,
        projects=tuple(parts),
        table=table,
        rows=judged,
        figures=pictures,
    )


def _text(context: Context) -> str:
    """How the projects assess themselves, and how the targets they print stand."""
    projects = context.plan.projects.projects
    found = Counter(
        context.said[one.id].status if one.id in context.said else Checklist.NO_EVIDENCE
        for one in projects
    )
    text = t("report.projects.text", count=len(projects))
    if context.evaluates and set(found) != {Checklist.NO_EVIDENCE}:
        told = [
            t("report.self-assessed", status=t(f"checklist.{status}"), count=found[status])
            for status in Checklist
            if found[status]
        ]
        text += t("report.projects.self-assessed", counts=listed(told))
    tally = context.assessment.by_area.get(PROJECTS, {}).get("quantified", Tally())
    if tally.total:
        counts = {"met": tally.met, "not_met": tally.not_met, "undetermined": tally.undetermined}
        told_counts = counted("tally", counts)
        text += t("report.projects.figures", total=tally.total, counts=told_counts)
    return text + t("punctuation.stop")
