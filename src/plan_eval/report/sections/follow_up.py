"""What an earlier evaluation advised, and what became of it; left out where none is registered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.messages import joined, t
from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.past_report import PastIndicator, PastReport
from plan_eval.model.wording import called
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import latest_said, latest_words, state_words
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.phrases import counted


@dataclass(frozen=True, slots=True)
class FollowLine:
    """An indicator then and now; `outcome` says which way it went.

    `department` is empty below a piece of advice, which names it.
    """

    name: str
    department: str
    then: str
    then_state: str
    now: str
    now_state: str
    outcome: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The pieces of advice in their order, each with its indicators, then the other red ones."""

    heading: Heading
    text: str
    caption: Caption | None
    groups: tuple[tuple[str, tuple[FollowLine, ...]], ...]


def build(context: Context) -> FollowUp:
    """The advice of the latest earlier evaluation against the figures of today."""
    past = context.edition.past
    assert past is not None
    known = {one.id: one for one in past.indicators}
    groups = [
        (item.text, [known[name] for name in item.indicators if name in known])
        for item in past.advice
    ]
    advised = {one.id for _, ones in groups for one in ones}
    red = [one for one in past.indicators if one.level is Level.RED and one.id not in advised]
    if red:
        groups.append((t("report.follow-up.red"), red))
    heading = context.outline.chapter(t("report.follow-up.heading", stage=_stage(past)))
    caption = context.outline.table(t("report.follow-up.table", year=past.year)) if groups else None
    lines = tuple(
        (title, tuple(_line(one, past, context, named=ones is not red) for one in ones))
        for title, ones in groups
    )
    return FollowUp(heading, _text(past, groups, context), caption, lines)


def _stage(past: PastReport) -> str:
    return t(f"report.follow-up.stage.{past.stage}")


def _text(past: PastReport, groups: list[tuple[str, list[PastIndicator]]], context: Context) -> str:
    """How many were advised on and how they stand; then both rates, by the same rule."""
    followed = {one.id: one for _, ones in groups for one in ones}
    text = t("report.follow-up.advised", year=past.year, stage=_stage(past), count=len(past.advice))
    if not past.advice:
        text = t("report.follow-up.no-advice", year=past.year, stage=_stage(past))
    found = Counter(_outcome(one, context) for one in followed.values())
    if found:
        order = {name: found[name] for name in ("met", "better", "not-better", "open")}
        counts, year = counted("follow-up", order), context.assessment.stage.year
        became = t("report.follow-up.became", total=len(followed), year=year, counts=counts)
        text = joined([text, became])
    then, now = past.quantified, context.assessment.tallies["quantified"]
    rates = t(
        "report.follow-up.rates",
        then_year=past.year,
        then_met=then.met,
        then_judged=then.met + then.not_met,
        year=context.assessment.stage.year,
        met=now.met,
        judged=now.judged,
    )
    return joined([text, rates])


def _now(one: PastIndicator, context: Context) -> Result | None:
    """Today's result; None for an indicator that the plan data no longer have."""
    return context.assessment.results.get(one.id)


def _outcome(one: PastIndicator, context: Context) -> str:
    """met, better, not-better, or open where the two figures cannot be compared."""
    result = _now(one, context)
    if result is None or result.latest is None:
        return "open"
    if result.state is State.MET:
        return "met"
    indicator = context.plan.indicators[one.id]
    wanted = indicator.target.direction
    if one.value is None or wanted is None or one.year == result.latest.year:
        return "open"
    change = Fraction(latest_words(result, indicator)) - Fraction(one.value)
    return "better" if change and (change > 0) == (wanted == "up") else "not-better"


def _line(one: PastIndicator, past: PastReport, context: Context, *, named: bool) -> FollowLine:
    indicator, result = context.plan.indicators.get(one.id), _now(one, context)
    there = indicator is not None and result is not None and result.latest is not None
    warned = t("report.follow-up.level", level=t(f"level.{one.level}")) if one.level else ""
    return FollowLine(
        name=called(indicator) if indicator else one.name,
        department=context.department(indicator.department) if indicator and not named else "",
        then=_dated(one.said or "—", one.year, past.year),
        then_state=t(f"state.{one.state}") + warned,
        now=latest_said(result, indicator) if there and indicator and result else "—",
        now_state=state_words(result) if result else "—",
        outcome=t(f"report.follow-up.outcome.{_outcome(one, context)}"),
    )


def _dated(said: str, year: int | None, of: int) -> str:
    return said if year in (None, of) else t("report.follow-up.of-year", said=said, year=year)
