"""责任单位: what each leads, how it stands, and what it still owes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plan_eval.messages import joined, t
from plan_eval.model.assessment import Tally
from plan_eval.model.finding import Severity
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.phrases import counted, offices


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department: the indicators it leads by state, then what it owes.

    `figures` are indicators without data, `answers` questions on its data that nobody answered,
    `assessments` goals, measures and projects it leads without a self-assessment.
    """

    name: str
    tally: Tally
    figures: int
    answers: int
    assessments: int

    @property
    def owes(self) -> bool:
        """Whether anything is still to come."""
        return bool(self.figures or self.answers or self.assessments)


@dataclass(frozen=True, slots=True)
class Departments:
    """The table, in the plan's order of departments; `total` is the plan's."""

    heading: Heading
    text: str
    caption: Caption
    lines: tuple[DepartmentLine, ...]
    total: DepartmentLine


def departments(context: Context) -> Departments | None:
    """Every department that leads or owes something; None where none does."""
    lines = tuple(line for line in _lines(context) if line.tally.total or line.owes)
    if not lines:
        return None
    outline = context.outline
    total = DepartmentLine(
        name=t("report.head.total"),
        tally=_sum(line.tally for line in lines),
        figures=sum(line.figures for line in lines),
        answers=sum(line.answers for line in lines),
        assessments=sum(line.assessments for line in lines),
    )
    return Departments(
        heading=outline.section(t("report.departments.heading")),
        text=_text(lines, total),
        caption=outline.table(t("report.departments.table"), t("report.unit.items")),
        lines=lines,
        total=total,
    )


def _lines(context: Context) -> list[DepartmentLine]:
    plan, assessment = context.plan, context.assessment
    figures = Counter(plan.indicators[name].department for name in assessment.without_data)
    answers = Counter(
        finding.department
        for finding in context.findings
        if finding.severity is Severity.VERIFY and not finding.settled
    )
    silent = Counter(
        plan.lead_of(item) for item in plan.items if context.evaluates and item not in context.said
    )
    return [
        DepartmentLine(
            called(department),
            _sum(
                tally
                for group, tally in assessment.by_department.get(department.id, {}).items()
                if group in ("quantified", "directional")
            ),
            figures[department.id],
            answers[department.id],
            silent[department.id],
        )
        for department in plan.departments
    ]


def _sum(tallies: Iterable[Tally]) -> Tally:
    found = list(tallies)
    return Tally(
        met=sum(one.met for one in found),
        not_met=sum(one.not_met for one in found),
        undetermined=sum(one.undetermined for one in found),
        total=sum(one.total for one in found),
    )


def _text(lines: tuple[DepartmentLine, ...], total: DepartmentLine) -> str:
    """How many lead what, who has met all of it, and how many still owe something."""
    leading = [line for line in lines if line.tally.total]
    every = [line.name for line in leading if line.tally.met == line.tally.total]
    text = t("report.departments.text", leading=len(leading), total=total.tally.total)
    if every:
        all_met = t("report.departments.all-met", count=len(every), names=offices(every))
        text = joined([text, all_met])
    owing = sum(line.owes for line in lines)
    counts = {
        "figures": total.figures,
        "answers": total.answers,
        "assessments": total.assessments,
    }
    if owing:
        told = counted("owed", counts, "list")
        return joined([text, t("report.departments.owing", count=owing, counts=told)])
    return joined([text, t("report.departments.nothing-owed")])
