"""附表: figures that are missing, as a list for special surveys (规划五（三）)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.assessment import DeclaredGap, Result, State
from plan_eval.model.wording import called, year_spans
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.phrases import named, names_of


@dataclass(frozen=True, slots=True)
class GapLine:
    """An indicator and the years without a figure, with the department's reason."""

    id: str
    name: str
    department: str
    years: str
    reason: str
    judged: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A figure that was questioned and explained, or let pass by a waiver."""

    id: str
    name: str
    year: str
    message: str
    explanation: str


@dataclass(frozen=True, slots=True)
class DataGaps:
    """The lists; no table where there is nothing to list."""

    heading: Heading
    lead: str
    caption: Caption | None
    lines: tuple[GapLine, ...]
    notes_caption: Caption | None
    notes: tuple[NoteLine, ...]


# a verdict that these keep open could be given with the data that are missing
_FOR_WANT_OF_DATA = {
    "no_data",
    "stale",
    "missing_years",
    "towns_missing",
    "one_point",
    "too_few_points",
    "other_side_missing",
}


def build(context: Context) -> DataGaps:
    """缺项数据清单 and the explanations departments gave."""
    heading = context.outline.chapter(t("report.heading.data_gaps"))
    wanting, notes = _wanting(context), settled_notes(context)
    caption = context.outline.table(t("report.gaps.table")) if wanting else None
    notes_caption = context.outline.table(t("report.gaps.notes-table")) if notes else None
    lines = tuple(_line(name, gaps, context) for name, gaps in wanting.items())
    lead = _lead(wanting, context)
    return DataGaps(heading, lead, caption, lines, notes_caption, notes)


def _lead(wanting: dict[str, list[DeclaredGap]], context: Context) -> str:
    if not wanting:
        return t("report.gaps.none")
    left_open = [name for name in wanting if for_want_of_data(context.assessment.results[name])]
    lead = t("report.gaps.lead", count=len(wanting))
    if not left_open:
        return lead + t("report.gaps.all-judged")
    names = named(names_of(left_open, context))
    return lead + t("report.gaps.left-open", count=len(left_open), names=names)


def for_want_of_data(result: Result) -> bool:
    """Whether a verdict is open because figures are missing, not for want of a level."""
    codes = {reason.code for reason in result.reasons}
    return result.state is State.UNDETERMINED and bool(codes & _FOR_WANT_OF_DATA)


def _wanting(context: Context) -> dict[str, list[DeclaredGap]]:
    """The indicators with a year without a figure, in plan order, with what was declared."""
    declared: dict[str, list[DeclaredGap]] = defaultdict(list)
    for gap in context.assessment.declared_gaps:
        declared[gap.indicator].append(gap)
    there = declared.keys() | set(context.assessment.without_data)
    return {name: declared.get(name, []) for name in context.plan.indicators if name in there}


def _line(name: str, gaps: list[DeclaredGap], context: Context) -> GapLine:
    indicator = context.plan.indicators[name]
    result = context.assessment.results[name]
    return GapLine(
        id=name,
        name=called(indicator),
        department=context.department(indicator.department),
        years=_years(gap.year for gap in gaps) or t("report.gaps.all-years"),
        reason=_reasons(gaps) or t("report.gaps.not-reported"),
        judged="—" if result.state is None else t(f"state.{result.state}"),
    )


def _reasons(gaps: list[DeclaredGap]) -> str:
    """What departments say, each reason once; with its years where there are several."""
    years: dict[str, list[int]] = defaultdict(list)
    for gap in gaps:
        if gap.reason:
            years[gap.reason].append(gap.year)
    if len(years) < 2:
        return "".join(years)
    told = (
        t("report.gaps.reason", years=_years(of), reason=reason) for reason, of in years.items()
    )
    return t("punctuation.semicolon").join(told)


def _years(of: Iterable[int]) -> str:
    """2020—2023、2025年; nothing for no year."""
    told = year_spans(of)
    return t("report.of-year", year=told) if told else ""


def settled_notes(context: Context) -> tuple[NoteLine, ...]:
    """Questions and answers; one about several groups of a figure stands once."""
    lines = (
        NoteLine(
            id=finding.indicator or "",
            name=called(context.plan.indicators[finding.indicator]) if finding.indicator else "—",
            year=str(finding.year or "—"),
            message=finding.message,
            explanation=finding.waiver or finding.explanation or "",
        )
        for finding in context.findings
        # PE8xx questions self-assessments, not figures: the effects chapter speaks of those
        if finding.settled and not finding.code.startswith("PE8")
    )
    return tuple(dict.fromkeys(lines))
