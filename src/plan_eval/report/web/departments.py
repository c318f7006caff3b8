"""What each department leads, how it stands, what it still owes, and where words and data part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.places import Places
from plan_eval.report.sections.data_gaps import DataGaps
from plan_eval.report.sections.phrases import printed_number
from plan_eval.report.web.goals_and_measures import Mark, marks
from plan_eval.report.web.table import Line, Table


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department's indicators by state, its red warnings, and how much it owes.

    `claims`: its items said to be done although a target is missed. `id` is empty for what is
    nobody's.
    """

    id: str
    name: str
    counts: dict[str, int]
    total: int
    red: int
    claims: int
    owed: int


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed: `kind` is a code, `words` say what, `indicator` is empty for an item.

    `department` and `area` are ids, empty where a duty is nobody's or the whole plan's.
    """

    kind: str
    department: str
    area: str
    indicator: str
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """An item that its department calls done (自评完成) and the targets of it that are missed.

    `department` and `area` are ids; `place` is the row of the self-assessment.
    """

    item: str
    department: str
    area: str
    subject: str
    missed: tuple[Mark, ...]
    place: str


def departments(
    table: Table, owed: tuple[Duty, ...], claimed: tuple[ClaimLine, ...], context: Context
) -> tuple[DepartmentLine, ...]:
    """All that lead an indicator, owe something or claim too much, in the order of the plan."""
    own: dict[str, list[Line]] = {one: [] for one in (*context.plan.department, "")}
    for line in table.lines:
        own[line.department].append(line)
    duties = Counter(duty.department for duty in owed)
    claims = Counter(claim.department for claim in claimed)
    return tuple(
        DepartmentLine(
            id=code,
            name=context.department(code) if code else t("web.departments.nobody"),
            counts=dict(Counter(line.row.state for line in lines)),
            total=len(lines),
            red=sum(line.warning == "red" for line in lines),
            claims=claims[code],
            owed=duties[code],
        )
        for code, lines in own.items()
        if lines or duties[code] or claims[code]
    )


def duties(gaps: DataGaps, context: Context) -> tuple[Duty, ...]:
    """What is owed, the most urgent kind first, each kind in the order of the plan."""
    return (
        *_findings("correct", Severity.ERROR, context),
        *_findings("explain", Severity.VERIFY, context),
        *_figures(gaps, context),
        *_self_assessments(context),
    )


def claims(context: Context, places: Places) -> tuple[ClaimLine, ...]:
    """Items said to be done although a target of theirs is missed; none where nobody is asked."""
    return tuple(_claims(context, places))


def _claims(context: Context, places: Places) -> Iterator[ClaimLine]:
    for claim in context.assessment.claims if context.evaluates else ():
        ours = context.edition.department in (None, claim.department)
        if claim.item in context.plan.items and ours:
            named = [one for one in claim.missed if one in context.plan.indicators]
            yield ClaimLine(
                item=claim.item,
                department=claim.department or "",
                area=_area(claim.item, context),
                subject=_item(claim.item, context),
                missed=tuple(marks((context.plan.indicators[one] for one in named), context)),
                place=places.words(claim.path, claim.row),
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
        called(indicator) if indicator else _item(item, context) if item else "—",
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


def _self_assessments(context: Context) -> Iterator[Duty]:
    """Items without a self-assessment, where any were collected; figures alone ask for none."""
    if not context.evaluates or not context.said:
        return
    for item in context.plan.items:
        lead = context.plan.lead_of(item)
        ours = context.edition.department in (None, lead)
        if item not in context.said and lead and ours:
            words = t("web.duty.assessment")
            yield Duty("assess", lead, _area(item, context), "", _item(item, context), words)


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
    return f"{called(plan.area_of[item])} {t(words, number=number)}"
