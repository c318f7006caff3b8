"""One page a leader can read alone: rates with denominators, areas by state, best and worst."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.need import distance
from plan_eval.model.assessment import Evidence, Level, Pace, Result, State, Tally
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.rows import latest_said, state_words, towns_reached
from plan_eval.report.sections.findings import findings
from plan_eval.report.sections.phrases import target_said
from plan_eval.words import t

_MOST = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A figure with its denominator."""

    figure: str
    unit: str
    label: str
    base: str


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area as a run of cells, one a quantified indicator, met first."""

    title: str
    cells: tuple[str, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary page; `findings` are its sentences."""

    findings: tuple[str, ...]
    cards: tuple[Card, ...]
    areas: tuple[AreaLine, ...]
    total: Tally
    improved: tuple[str, ...]
    at_risk: tuple[str, ...]
    data: tuple[str, ...]


def build(context: Context) -> Summary:
    """What a leader should take away."""
    tally = context.assessment.tallies["quantified"]
    return Summary(
        findings=tuple(findings(context)),
        cards=cards(context),
        areas=tuple(_areas(context)),
        total=tally,
        improved=tuple(_improved(context)),
        at_risk=tuple(_at_risk(context)),
        data=tuple(_data(context)),
    )


def percent(rate: Fraction | None) -> str:
    """A rate in percent with one decimal, or a dash."""
    return "—" if rate is None else number(rate * 100, 1)


def cards(context: Context) -> tuple[Card, ...]:
    """The rates of what is quantified, each with its denominator, and the goals met."""
    tally = context.assessment.tallies["quantified"]
    goals = list(context.assessment.goals.values())
    judged = tally.total - tally.undetermined
    return (
        Card(
            percent(tally.rate_of_judged),
            "" if tally.rate_of_judged is None else "%",
            t("report.summary.of-judged"),
            t("report.summary.base", part=tally.met, all=judged),
        ),
        Card(
            percent(tally.rate_of_all),
            "" if tally.rate_of_all is None else "%",
            t("report.summary.of-all"),
            t("report.summary.base", part=tally.met, all=tally.total),
        ),
        _third(context, tally),
        Card(
            str(goals.count(State.MET)),
            t("report.summary.items"),
            t("report.summary.goals-met"),
            t("report.summary.goals-base", all=len(goals)),
        ),
    )


def _third(context: Context, tally: Tally) -> Card:
    """On the way how many are met or on course; at the end how many missed narrowly."""
    if context.final:
        return Card(
            str(tally.nearly),
            t("report.summary.items"),
            t("report.summary.nearly"),
            t("report.summary.not-met-base", all=tally.not_met),
        )
    rate = tally.rate_on_course
    return Card(
        percent(rate),
        "" if rate is None else "%",
        t("report.summary.met-or-on-course"),
        t("report.summary.base", part=tally.met + tally.on_course, all=tally.judged),
    )


def quantified(context: Context) -> list[Result]:
    """The verdicts on targets with a level."""
    wanted = context.plan.indicators
    every = context.assessment.results.values()
    return [result for result in every if wanted[result.indicator].group == "quantified"]


def _areas(context: Context) -> list[AreaLine]:
    order = ("met", "nearly", "not_met", "undetermined")
    lines = []
    for part, title in context.parts.items():
        own = [r for r in quantified(context) if context.plan.part_of(r.indicator) == part]
        if own:
            cells = sorted(("nearly" if r.nearly else str(r.state) for r in own), key=order.index)
            tally = context.assessment.by_area[part]["quantified"]
            lines.append(AreaLine(title, tuple(cells), tally))
    return lines


def _improved(context: Context) -> list[str]:
    """The largest steps towards a target, against the size of the target, where on course."""
    moved = [result for result in quantified(context) if _on_the_way(result)]
    moved.sort(key=lambda result: (-_step(result), result.indicator))
    return [_change(result, context) for result in moved[:_MOST]]


def _on_the_way(result: Result) -> bool:
    """Not met at the baseline, and met or on course now."""
    if result.latest is None or result.baseline is None or not result.bound:
        return False
    if result.progress is None:
        return result.state is State.MET and result.latest.value != result.baseline.value
    return result.progress.pace in (Pace.AHEAD_OF_TIME, Pace.FASTER)


def _step(result: Result) -> Fraction:
    assert result.latest is not None
    assert result.baseline is not None
    assert result.bound is not None
    return abs(result.latest.value - result.baseline.value) / abs(result.bound)


def _change(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    assert result.baseline is not None
    assert result.latest is not None
    since = number(result.baseline.value, max(result.baseline.places, result.latest.places))
    if (counted := towns_reached(result, result.baseline.value)) is not None:
        since = str(counted[0])
    return t(
        "report.summary.change",
        name=indicator.name,
        since=since,
        now=latest_said(result, indicator),
    )


def _at_risk(context: Context) -> list[str]:
    """At the end what was missed, the widest gap first; before it the red warnings, else yellow."""
    if context.final:
        missed = [r for r in quantified(context) if r.state is State.NOT_MET]
        doubtful = Evidence.INDICATIVE
        missed.sort(key=lambda r: (r.evidence is doubtful, _closeness(r)))
        return _named(missed, context)
    for level in (Level.RED, Level.YELLOW):
        found = [r for r in quantified(context) if any(w.level is level for w in r.warnings)]
        if found:
            found.sort(key=_urgency)
            return _named(found, context)
    return []


def _urgency(result: Result) -> tuple[bool, Fraction]:
    """The slowest first, behind them what chance alone may explain (提示性)."""
    ratio = result.progress.ratio if result.progress else None
    return result.evidence is Evidence.INDICATIVE, ratio or Fraction(0)


def _closeness(result: Result) -> Fraction:
    """Nought where nothing is missing any more, below it the gap against the level to reach."""
    left = distance(result)
    if left is None or not result.bound:
        return Fraction(0)
    reached = result.breaches and result.latest and result.latest.year not in result.breaches
    return Fraction(0) if reached else -abs(left / result.bound)


def _named(found: list[Result], context: Context) -> list[str]:
    more = len(found) - _MOST
    names = [_risk(result, context) for result in found[:_MOST]]
    return names + ([t("report.summary.more", count=more)] if more > 0 else [])


def _risk(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    pace = t(f"pace.{result.progress.pace}") if result.progress else state_words(result)
    if result.state is State.MET and result.warnings:  # met, and yet a warning: it worsens
        pace = t("report.summary.worsening")
    if result.latest is None:
        return t("report.summary.risk", name=indicator.name, pace=pace)
    return t(
        "report.summary.risk-at",
        name=indicator.name,
        pace=pace,
        now=latest_said(result, indicator),
        target=target_said(indicator),
    )


def _data(context: Context) -> list[str]:
    departments = context.observations["department"].n_unique()
    missing = len(context.assessment.without_data)
    return [
        t("report.summary.departments", count=departments, rows=context.observations.height),
        *([t("report.summary.refused", count=context.refused)] if context.refused else []),
        *([t("report.summary.without-data", count=missing)] if missing else []),
    ]
