"""An extract's first page: how its part stands, what is missed, what it still owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.assessment import Result, State
from plan_eval.model.finding import Severity
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import latest_said, state_words
from plan_eval.report.sections.phrases import (
    checklist_words,
    indicative,
    named,
    names_of,
    target_said,
)
from plan_eval.report.sections.summary import Card, cards, quantified

_MOST = 12


@dataclass(frozen=True, slots=True)
class ExtractSummary:
    """Cards with the rates, and a list a question: a title and its lines, none of them empty."""

    subject: str
    cards: tuple[Card, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]


def build(context: Context) -> ExtractSummary:
    """The page that a department or those in charge of an area read alone."""
    of = context.edition
    subject = context.department(of.department) if of.department else context.area_title
    lists = (
        ("missed", tuple(_missed(context))),
        ("warned", tuple(_warned(context))),
        ("met", tuple(_met(context))),
        ("words", tuple(_words(context))),
        ("owed", tuple(_owed(context))),
    )
    told = tuple((t(f"report.part-summary.{name}"), lines) for name, lines in lists if lines)
    return ExtractSummary(subject, cards(context), told)


def _missed(context: Context) -> Iterator[str]:
    missed = [result for result in quantified(context) if result.state is State.NOT_MET]
    for result in missed[:_MOST]:
        yield _line(result, context)
    if len(missed) > _MOST:
        yield t("report.part-summary.more", count=len(missed) - _MOST)


def _line(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    pace = t(f"pace.{result.progress.pace}") if result.progress else state_words(result)
    return t(
        "report.part-summary.line",
        name=called(indicator),
        now=latest_said(result, indicator) if result.latest else "—",
        target=target_said(indicator),
        pace=pace + indicative(result),
    )


def _warned(context: Context) -> Iterator[str]:
    """Of what is met: what is missed stands above with its pace."""
    found = [
        result.indicator
        for result in context.assessment.results.values()
        if result.warnings and result.state is not State.NOT_MET
    ]
    if found and not context.final:
        yield t("report.part-summary.names", names=named(names_of(found, context), _MOST))


def _met(context: Context) -> Iterator[str]:
    met = [result.indicator for result in quantified(context) if result.state is State.MET]
    if met:
        yield t("report.part-summary.names", names=named(names_of(met, context), _MOST))


def _words(context: Context) -> Iterator[str]:
    """The evaluation's part that no figure shows."""
    if context.evaluates and (told := checklist_words(context.plan.indicators.values(), context)):
        yield t("report.part-summary.names", names=told)


def _owed(context: Context) -> Iterator[str]:
    """Figures that were never sent, and questions that nobody answered yet."""
    missing = [name for name in context.plan.indicators if name in context.assessment.without_data]
    if missing:
        names = named(names_of(missing, context), _MOST)
        yield t("report.part-summary.missing", count=len(missing), names=names)
    unanswered = sum(
        finding.severity is Severity.VERIFY and not finding.settled
        for finding in context.findings
        if finding.indicator is not None
    )
    if unanswered:
        yield t("report.part-summary.unanswered", count=unanswered)
