"""附表: figures that are missing, as a list for special surveys (规划五（三）)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from plan_eval.model.assessment import DeclaredGap
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class GapLine:
    """An indicator and the years without a figure, with the department's reason."""

    name: str
    department: str
    years: str
    reason: str
    judged: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A figure that was questioned and explained, or let pass by a waiver."""

    name: str
    year: str
    message: str
    explanation: str


@dataclass(frozen=True, slots=True)
class DataGaps:
    """The lists."""

    heading: Heading
    lead: str
    caption: Caption
    lines: tuple[GapLine, ...]
    notes_caption: Caption
    notes: tuple[NoteLine, ...]


def build(context: Context) -> DataGaps:
    """缺项数据清单 and the explanations departments gave."""
    heading = context.outline.heading(1, t("report.heading.data_gaps"))
    caption = context.outline.table(t("report.gaps.table"))
    notes_caption = context.outline.table(t("report.gaps.notes-table"))
    lines = tuple(_lines(context))
    lead = t("report.gaps.lead", count=len(lines), without=len(context.assessment.without_data))
    return DataGaps(heading, lead, caption, lines, notes_caption, tuple(_notes(context)))


def _lines(context: Context) -> list[GapLine]:
    declared: dict[str, list[DeclaredGap]] = defaultdict(list)
    for gap in context.assessment.declared_gaps:
        declared[gap.indicator].append(gap)
    wanting = [name for name in context.plan.indicators if name in declared]
    wanting += [name for name in context.assessment.without_data if name not in declared]
    order = list(context.plan.indicators)
    return [
        _line(name, declared.get(name, []), context) for name in sorted(wanting, key=order.index)
    ]


def _line(name: str, gaps: list[DeclaredGap], context: Context) -> GapLine:
    indicator = context.plan.indicators[name]
    result = context.assessment.results[name]
    reasons = dict.fromkeys(gap.reason for gap in gaps if gap.reason)
    return GapLine(
        name=indicator.name,
        department=context.department(indicator.department),
        years="、".join(str(gap.year) for gap in gaps) or t("report.gaps.all-years"),
        reason=t("punctuation.semicolon").join(reasons) or t("report.gaps.not-reported"),
        judged="—" if result.state is None else t(f"state.{result.state}"),
    )


def _notes(context: Context) -> list[NoteLine]:
    return [
        NoteLine(
            name=context.plan.indicators[finding.indicator].name if finding.indicator else "—",
            year=str(finding.year or "—"),
            message=finding.message,
            explanation=finding.waiver or finding.explanation or "",
        )
        for finding in context.findings
        # PE8xx questions self-assessments, not figures: the effects chapter speaks of those
        if finding.settled and not finding.code.startswith("PE8")
    ]
