"""What each department answers for, and what it still has to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plan_eval.assess.wording import warning_words
from plan_eval.model.finding import Finding, Severity
from plan_eval.report.context import Context
from plan_eval.report.sections.data_gaps import DataGaps
from plan_eval.report.sections.phrases import printed_number
from plan_eval.report.web.grounds import still_needed
from plan_eval.report.web.table import Line, Table
from plan_eval.words import t

_URGENT = ("red", "yellow")


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department's indicators by state, its red warnings, and how much is left to do."""

    id: str
    name: str
    counts: dict[str, int]
    total: int
    red: int
    duties: int


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: `kind` is a code, `words` say what, `indicator` is empty for an item.

    `department` and `area` are ids, empty where a duty is nobody's or the whole plan's.
    """

    kind: str
    department: str
    area: str
    indicator: str
    subject: str
    words: str


def departments(table: Table, duties: tuple[Duty, ...], context: Context) -> list[DepartmentLine]:
    """The departments that answer for indicators, in the order of the plan."""
    owed = Counter(duty.department for duty in duties)
    own: dict[str, list[Line]] = {one.id: [] for one in context.plan.departments}
    for line in table.lines:
        own[line.department].append(line)
    return [_department(code, lines, owed[code], context) for code, lines in own.items() if lines]


def _department(code: str, lines: list[Line], owed: int, context: Context) -> DepartmentLine:
    states = Counter(line.row.state for line in lines)
    return DepartmentLine(
        id=code,
        name=context.department(code),
        counts=dict(states),
        total=len(lines),
        red=sum(line.warning == "red" for line in lines),
        duties=owed,
    )


def duties(table: Table, gaps: DataGaps, context: Context) -> tuple[Duty, ...]:
    """What is left to do, the most urgent kind first, each kind in the order of the plan."""
    return (
        *_findings("correct", Severity.ERROR, context),
        *_findings("explain", Severity.VERIFY, context),
        *_figures(gaps, context),
        *_assessments(context),
        *_claims(context),
        *_targets(table, context),
    )


def _findings(kind: str, severity: Severity, context: Context) -> Iterator[Duty]:
    """Findings that nobody has answered, of the part of the plan that is spoken of."""
    for finding in context.findings:
        ours = context.edition.department in (None, finding.department)
        known = finding.item is None or finding.item in _items(context)
        if finding.severity is severity and not finding.settled and ours and known:
            yield _of_finding(kind, finding, context)


def _items(context: Context) -> Collection[str]:
    """The items that are spoken of; duties belong to no area."""
    return context.plan.items if context.edition.area else context.plan.reportable


def _of_finding(kind: str, finding: Finding, context: Context) -> Duty:
    indicator = context.plan.indicators.get(finding.indicator or "")
    item = finding.item or ""
    return Duty(
        kind,
        finding.department or "",
        _area(indicator.id if indicator else item, context),
        indicator.id if indicator else "",
        indicator.name if indicator else _item(item, context) if item else "—",
        finding.message,
    )


def _figures(gaps: DataGaps, context: Context) -> Iterator[Duty]:
    for gap in gaps.lines:
        yield Duty(
            "figure",
            context.plan.indicators[gap.id].department,
            _area(gap.id, context),
            gap.id,
            gap.name,
            t("web.duty.figure", years=gap.years, reason=gap.reason),
        )


def _assessments(context: Context) -> Iterator[Duty]:
    """Items without a self-assessment, where any were collected; figures alone ask for none."""
    if not context.evaluates or not context.said:
        return
    for item in context.plan.items:
        lead = context.plan.lead_of(item)
        ours = context.edition.department in (None, lead)
        if item not in context.said and lead and ours:
            words = t("web.duty.assessment")
            yield Duty("assess", lead, _area(item, context), "", _item(item, context), words)


def _claims(context: Context) -> Iterator[Duty]:
    """Items said to be done although a target of theirs is missed."""
    for claim in context.assessment.claims if context.evaluates else ():
        ours = context.edition.department in (None, claim.department)
        if claim.item in context.plan.items and ours:
            names = [
                context.plan.indicators[one].name
                for one in claim.missed
                if one in context.plan.indicators
            ]
            words = t("web.duty.claim", names="、".join(names))
            subject, area = _item(claim.item, context), _area(claim.item, context)
            yield Duty("claim", claim.department or "", area, "", subject, words)


def _targets(table: Table, context: Context) -> Iterator[Duty]:
    """Targets at risk, and what they still need; once the plan is over nothing can be caught up."""
    for line in table.lines:
        if line.warning in _URGENT:
            indicator = context.plan.indicators[line.row.id]
            needed = still_needed(context.result(indicator), indicator, context)
            words = needed or t("punctuation.semicolon").join(
                warning_words(one) for one in context.result(indicator).warnings
            )
            yield Duty(line.warning, line.department, line.area, line.row.id, line.row.name, words)


def _area(name: str, context: Context) -> str:
    """The id of the area of an indicator or item; that of the key projects for theirs."""
    return context.plan.part_of(name) if name and name not in context.plan.duties else ""


def _item(item: str, context: Context) -> str:
    """An item as a reader finds it: area and printed number, or the project's name."""
    plan = context.plan
    if item in plan.key_projects:
        return plan.key_projects[item].title
    if item in plan.duties:
        return plan.duties[item].title
    number = printed_number(item, context)
    words = "report.item.goal" if item in plan.goals else "report.item.measure"
    return f"{plan.area_of[item].title} {t(words, number=number)}"
