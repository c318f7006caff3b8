"""一、规划组织实施与评估工作: how the plan was carried out, as its offices report it; then basis,
scope, method and data quality in a paragraph each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.messages import joined, t
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.sections.data_gaps import settled_notes
from plan_eval.report.sections.duties import DutiesPart, carried_out
from plan_eval.report.sections.phrases import counted


@dataclass(frozen=True, slots=True)
class Overview:
    """Headings with their paragraphs; before them what offices report of carrying the plan out.

    `carried_out` is None in an extract and where the plan asks for nothing of the kind.
    """

    heading: Heading
    carried_out: DutiesPart | None
    parts: tuple[tuple[str, Heading, tuple[str, ...]], ...]


def build(context: Context) -> Overview:
    """The opening section."""
    heading = context.outline.chapter(t("report.heading.overview", act=context.act))
    carried = carried_out(context) if context.edition.whole else None
    section = context.outline.section(t("report.overview.work", act=context.act))
    paragraphs = (*_basis(context), *_scope(context), *_method(context), *_quality(context))
    return Overview(heading, carried, (("work", section, paragraphs),))


def _basis(context: Context) -> tuple[str, ...]:
    """The plan's own chapter on monitoring, and the laws it names, each only where it has them."""
    header = context.plan.header
    documents = joined((t("report.overview.document", title=one) for one in header.basis), "titles")
    chapter = (
        t("report.overview.chapter", name=header.chapters.monitoring) if header.chapters else ""
    )
    text = t(
        "report.overview.basis-text",
        title=called(header),
        chapter=chapter,
        documents=t("report.overview.documents", names=documents) if documents else "",
        act=context.act,
    )
    return (text,)


def _scope(context: Context) -> tuple[str, ...]:
    plan, stage = context.plan, context.assessment.stage
    groups = [indicator.group for indicator in plan.indicators.values()]
    items = {
        "areas": len(plan.areas),
        "goals": len(plan.goals),
        "measures": len(plan.measures) if context.evaluates else 0,
        "projects": len(plan.key_projects),
    }
    counts = {name: groups.count(name) for name in ("quantified", "directional", "qualitative")}
    text = t(
        f"report.overview.scope-{'whole' if context.edition.whole else 'part'}",
        act=context.act,
        part=_part(context),
        items=counted("scope", items, "list"),
        counts=counted("scope", counts, "list"),
        baseline=plan.header.span.baseline,
        year=stage.year,
    )
    return (text,)


def _part(context: Context) -> str:
    if context.edition.department:
        return context.department(context.edition.department)
    return t("report.scope.area", title=context.area_title) if context.edition.area else ""


def _method(context: Context) -> tuple[str, ...]:
    span, stage = context.plan.header.span, context.assessment.stage
    if stage.name == "final":
        return (t("report.overview.method-text-final", start=span.start, end=span.end),)
    share = 100 * (stage.year - span.baseline) // (span.end - span.baseline)
    text = t(
        "report.overview.method-text",
        baseline=span.baseline,
        end=span.end,
        year=stage.year,
        share=share,
    )
    return (text,)


def _quality(context: Context) -> tuple[str, ...]:
    observations = context.observations
    verify = [f for f in context.findings if f.severity is Severity.VERIFY]
    text = t(
        "report.overview.quality-text",
        act=context.act,
        departments=observations["department"].n_unique(),
        files=observations["path"].n_unique(),
        accepted=observations.height,
        year=context.assessment.stage.year,
        refused=_refused(context),
        verified=_verified(verify, context),
        gaps=_gaps(context),
    )
    return (text, *_cautions(context))


def _cautions(context: Context) -> Iterator[str]:
    """What the marks on the cover mean."""
    if context.plan.header.example:
        yield t("report.overview.example-text", mark=context.plan.header.example)
    if context.synthetic:
        yield t("report.overview.synthetic-text")


def _refused(context: Context) -> str:
    """What the checks kept out, and what they miss: that a figure is owed keeps nothing out."""
    errors = sum(f.severity is Severity.ERROR and not f.settled for f in context.findings)
    if not errors and not context.refused:
        return t("report.overview.none-refused")
    words = "refused" if context.refused else "errors-only"
    return t(f"report.overview.{words}", rows=context.refused, errors=errors)


def _verified(findings: list[Finding], context: Context) -> str:
    """Questions answered, as many as the annex lists, and those still open."""
    still_open = sum(not finding.settled for finding in findings)
    counts = {"settled": len(settled_notes(context)), "open": still_open}
    return counted("verify", counts) or t("report.overview.nothing-to-verify")


def _gaps(context: Context) -> str:
    missing = len(context.assessment.without_data)
    return t(f"report.overview.{'gaps' if missing else 'no-gaps'}", count=missing)
