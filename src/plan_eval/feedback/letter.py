"""Letters on what an evaluation found (评估结果反馈函): a page for each department.

The plan asks that results be fed back (规划五). A department reads what concerns it: how its
indicators stand, what is missing and by when, what it still has to send.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from plan_eval.assess.priority import needed_per_year, weight
from plan_eval.checks.engine import Validation
from plan_eval.errors import ReportError
from plan_eval.feedback.reply_sheet import Feedback
from plan_eval.feedback.sheets import feedback_sheets
from plan_eval.messages import joined, speaking_of, t
from plan_eval.model.assessment import Assessment, Level, Pace, Result, State, Tally
from plan_eval.model.plan import Plan
from plan_eval.model.wording import called, step_size
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.extract import context_of
from plan_eval.report.indicator_row import latest_said, state_words
from plan_eval.report.sections.changes import with_points
from plan_eval.report.sections.phrases import (
    checklist_words,
    counted,
    item_words,
    named,
    names_of,
)
from plan_eval.report.sections.shortfall import shortfall

_JUDGED = ("quantified", "directional")
_URGENT = (Level.RED, Level.YELLOW)
_MET = 8
"""Indicators that are named as met; the report has the others."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A missed target: the figure, what is missing, and what each year must bring."""

    name: str
    now: str
    state: str
    missing: str
    step: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What one department is told: sentences, its gaps (the weightiest first), and what it owes.

    `met`, `not_met` and `open` count its indicators, `owed` those without data.
    """

    department: str
    title: str
    addresser: str
    report: str
    day: date
    due: date | None
    marks: tuple[str, ...]
    standing: str
    gaps: tuple[Gap, ...]
    tally: Tally
    owed: int
    answers: int
    requests: tuple[str, ...]


def letters(
    plan: Plan,
    assessment: Assessment,
    validation: Validation,
    day: date,
    due: date | None = None,
    *,
    draft: bool = False,
) -> dict[str, Letter]:
    """A letter for each department that leads an indicator, by its id, in the plan's order.

    `due` is the day by which it is to answer; without one the letter leaves room for it.
    """
    year = assessment.stage.year
    known = tuple(f for f in validation.findings if f.year is None or f.year <= year)
    seen = replace(validation, findings=known)
    sheets = {
        sheet.department: sheet
        for sheet in feedback_sheets(validation.data.submissions, seen, plan, day)
    }
    found = {}
    with speaking_of(plan.header.level_words):
        for department in plan.departments:
            edition = Edition(department=department.id, draft=draft)
            try:
                context = context_of(plan, assessment, validation, day, edition)
            except ReportError:  # it leads nothing
                continue
            found[department.id] = _letter(context, sheets.get(department.name), due)
    return found


def _letter(context: Context, sheet: Feedback | None, due: date | None) -> Letter:
    plan, stage = context.plan, context.assessment.stage
    results = [
        context.result(indicator)
        for indicator in plan.indicators.values()
        if indicator.group in _JUDGED
    ]
    missed = sorted(
        (r for r in results if r.state is State.NOT_MET and r.latest is not None),
        key=lambda result: weight(result, plan),
    )
    owed = [r.indicator for r in results if r.indicator in context.assessment.without_data]
    answers = len(sheet.parts["error"]) + len(sheet.parts["verify"]) if sheet else 0
    by = "monitoring" if stage.name == "annual" else "evaluation"
    kind = t(f"report.kind.{by}.{stage.name}", year=stage.year)
    marks = [t("report.draft")] if context.edition.draft else []
    return Letter(
        department=context.department(context.edition.department),
        title=t("letters.title"),
        addresser=plan.header.issuer,
        report=t("letters.report", plan=called(plan.header), kind=kind),
        day=context.day,
        due=due,
        marks=(*marks, *([t("report.synthetic-mark")] if context.synthetic else [])),
        standing=joined(_standing(results, context)),
        gaps=tuple(_gap(result, context) for result in missed),
        tally=_tally(results),
        owed=len(owed),
        answers=answers,
        requests=tuple(_requests(missed, owed, answers, context)),
    )


def _tally(results: list[Result]) -> Tally:
    met = sum(result.state is State.MET for result in results)
    not_met = sum(result.state is State.NOT_MET for result in results)
    rest = len(results) - met - not_met
    return Tally(met=met, not_met=not_met, undetermined=rest, total=len(results))


def _standing(results: list[Result], context: Context) -> Iterator[str]:
    """How the department's indicators stand, and which are met."""
    tally = _tally(results)
    if not tally.total:
        checklist = checklist_words(context.plan.indicators.values(), context)
        yield t("letters.qualitative-only", checklist=checklist)
        return
    counts = {"met": tally.met, "not_met": tally.not_met, "undetermined": tally.undetermined}
    year = context.assessment.stage.year
    yield t("letters.standing", year=year, total=tally.total, counts=counted("tally", counts))
    met = [result.indicator for result in results if result.state is State.MET]
    if met:
        yield t("letters.met", names=named(names_of(met, context), _MET))


def _gap(result: Result, context: Context) -> Gap:
    indicator = context.plan.indicators[result.indicator]
    step = needed_per_year(result, context.plan.header.span.end)
    words = "—"
    if step and not (result.failing or indicator.whole):
        verb = t(f"report.need.{'up' if step > 0 else 'down'}")
        size = with_points(step_size(step), indicator)
        words = t("report.need.by", verb=verb, size=size)
    pace = result.progress.pace if result.progress else Pace.UNDETERMINED
    unpaced = context.final or pace is Pace.UNDETERMINED
    return Gap(
        name=called(indicator),
        now=latest_said(result, indicator),
        state=state_words(result) if unpaced else t(f"pace.{pace}"),
        missing=shortfall(result, indicator, context).lstrip(t("punctuation.comma")),
        step=words,
    )


def _requests(
    missed: list[Result], owed: list[str], answers: int, context: Context
) -> Iterator[str]:
    """What the department is asked to do: close its gaps, send its data, answer its questions."""
    if missed:
        yield t("letters.ask.close" if not context.final else "letters.ask.carry-on")
    warned = [
        result
        for result in context.assessment.results.values()
        if result not in missed and any(warning.level in _URGENT for warning in result.warnings)
    ]
    if warned:
        names = named(names_of((r.indicator for r in warned), context), _MET)
        yield t("letters.ask.watch", names=names)
    if owed:
        yield t("letters.ask.send", count=len(owed), names=named(names_of(owed, context), _MET))
    own = context.edition.department
    claims = [c.item for c in context.assessment.claims if c.department == own]
    if told := [_placed(item, context) for item in claims if item in context.said]:
        yield t("letters.ask.claimed", items=named(told))
    if answers:
        yield t("letters.ask.answer", count=answers)


def _placed(item: str, context: Context) -> str:
    """An item of several areas' goals and measures, with its area: 健康目标第2项."""
    area = context.plan.area_of.get(item)
    words = item_words(context.said[item], context)
    return t("report.department.place", area=called(area), item=words) if area else words
