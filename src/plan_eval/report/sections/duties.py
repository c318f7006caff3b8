"""组织实施和监测评估: what offices report of carrying the plan out, duty by duty.

Nobody owes it (规划 asks for these of offices, not of figures): of what nobody reported on the main
report has a marked blank, an extract nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.assessment import SelfAssessment
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.phrases import told_words


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty as its office reports on it; `reported` says who and when, `told` what else."""

    printed: str
    title: str
    reported: str
    status: str
    evidence: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutiesPart:
    """The section: a table for each of the plan's chapters that somebody reported on.

    `silent` names the duties that nobody reported on, for people to fill in.
    """

    heading: Heading
    text: str
    tables: tuple[tuple[Caption, tuple[DutyLine, ...]], ...]
    silent: str


def build(context: Context) -> DutiesPart:
    """Every duty reported on, in the order of the plan."""
    return _part(context.outline.chapter(t("report.heading.duties")), "text", context)


def carried_out(context: Context) -> DutiesPart | None:
    """The same as a section of the main report's first chapter, with what nobody reported on.

    None where the plan has no such chapters.
    """
    if not context.plan.duties:
        return None
    words = "carried" if context.duties_said else "none"
    return _part(context.outline.section(t("report.heading.carried-out")), words, context)


def _part(heading: Heading, words: str, context: Context) -> DutiesPart:
    header = context.plan.header
    tables = []
    for part, duties in (
        ("implementation", header.implementation),
        ("monitoring", header.monitoring),
    ):
        lines = tuple(
            _line(duty.printed, duty.title, context.duties_said[duty.id], context)
            for duty in duties
            if duty.id in context.duties_said
        )
        if lines:
            tables.append((context.outline.table(t(f"report.duties.{part}")), lines))
    count, reported = len(context.plan.duties), len(context.duties_said)
    silent = [
        f"{duty.printed}{duty.title}"
        for name, duty in context.plan.duties.items()
        if name not in context.duties_said
    ]
    return DutiesPart(
        heading=heading,
        text=t(f"report.duties.{words}", count=count, reported=reported),
        tables=tuple(tables),
        silent=t("punctuation.semicolon").join(silent),
    )


def _line(printed: str, title: str, said: SelfAssessment, context: Context) -> DutyLine:
    return DutyLine(
        printed=printed,
        title=title,
        reported=t(
            "report.duties.by", department=context.department(said.department), year=said.year
        ),
        status=t(f"checklist.{said.status}"),
        evidence=said.evidence or "—",
        told=tuple(told_words(said)),
    )
