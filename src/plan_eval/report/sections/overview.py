"""一、评估工作概述: basis, scope, who reported, method and data quality in a paragraph each."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.finding import Severity
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.report.sections.summary import refused_rows
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Overview:
    """Headings with their paragraphs."""

    heading: Heading
    parts: tuple[tuple[Heading, tuple[str, ...]], ...]


def build(context: Context) -> Overview:
    """The opening section."""
    heading = context.outline.chapter(t("report.heading.overview"))
    bodies = {
        "basis": _basis(context),
        "scope": _scope(context),
        "method": _method(context),
        "quality": _quality(context),
    }
    parts = tuple(
        (context.outline.section(t(f"report.overview.{name}")), paragraphs)
        for name, paragraphs in bodies.items()
    )
    return Overview(heading, parts)


def _basis(context: Context) -> tuple[str, ...]:
    documents = "、".join(f"《{title}》" for title in context.plan.header.basis)
    return (t("report.overview.basis-text", title=context.plan.header.title, documents=documents),)


def _scope(context: Context) -> tuple[str, ...]:
    plan, stage = context.plan, context.assessment.stage
    groups = [indicator.group for indicator in plan.indicators.values()]
    text = t(
        "report.overview.scope-text",
        areas=len(plan.areas),
        goals=len(plan.goals),
        measures=len(plan.measures),
        projects=len(plan.key_projects),
        quantified=groups.count("quantified"),
        directional=groups.count("directional"),
        qualitative=groups.count("qualitative"),
        baseline=plan.header.span.baseline,
        year=stage.year,
    )
    return (text, t("report.overview.inferred-text"))


def _method(context: Context) -> tuple[str, ...]:
    span, stage = context.plan.header.span, context.assessment.stage
    if stage.name == "final":
        return (t("report.overview.method-text-final", start=span.start, end=span.end),)
    share = 100 * (stage.year - span.baseline) // (span.end - span.baseline)
    return (t("report.overview.method-text", baseline=span.baseline, end=span.end, share=share),)


def _quality(context: Context) -> tuple[str, ...]:
    observations = context.observations
    verify = [f for f in context.findings if f.severity is Severity.VERIFY]
    text = t(
        "report.overview.quality-text",
        departments=observations["department"].n_unique(),
        files=observations["path"].n_unique(),
        accepted=observations.height,
        year=context.assessment.stage.year,
        refused=refused_rows(context),
        errors=sum(f.severity is Severity.ERROR for f in context.findings),
        open=sum(not f.settled for f in verify),
        settled=sum(f.settled for f in verify),
        gaps=len(context.assessment.without_data),
    )
    synthetic = (t("report.overview.synthetic-text"),) if context.synthetic else ()
    return (text, *synthetic)
