"""一、评估工作概述: basis, scope, who reported, method and data quality in a paragraph each."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.finding import Severity
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Overview:
    """Headings with their paragraphs."""

    heading: Heading
    parts: tuple[tuple[Heading, tuple[str, ...]], ...]


def build(context: Context) -> Overview:
    """The opening section."""
    heading = context.outline.heading(1, t("report.heading.overview"))
    bodies = {
        "basis": _basis(context),
        "scope": _scope(context),
        "method": _method(context),
        "quality": _quality(context),
    }
    parts = tuple(
        (context.outline.heading(2, t(f"report.overview.{name}"), listed=False), paragraphs)
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
    share = 100 * (stage.year - span.baseline) // (span.end - span.baseline)
    return (t("report.overview.method-text", baseline=span.baseline, end=span.end, share=share),)


def _quality(context: Context) -> tuple[str, ...]:
    validation = context.validation
    text = t(
        "report.overview.quality-text",
        departments=validation.observations["department"].n_unique(),
        files=validation.account.files,
        read=validation.account.read,
        accepted=validation.account.accepted,
        refused=validation.account.refused,
        skipped=validation.account.skipped,
        errors=validation.count(Severity.ERROR),
        open=validation.count(Severity.VERIFY),
        settled=validation.count(Severity.VERIFY, settled=True),
        gaps=len(context.assessment.without_data),
    )
    synthetic = (t("report.overview.synthetic-text"),) if context.synthetic else ()
    return (text, *synthetic)
