"""摘要, which a leader can read alone: the judgement with its rates, areas by state, the five best,
the five worst and whose they are, what must be decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.priority import merit
from plan_eval.messages import t
from plan_eval.model.assessment import Pace, Result, State, Tally
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, number
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import latest_said
from plan_eval.report.sections.area_findings import achieved, wanting
from plan_eval.report.sections.changes import change
from plan_eval.report.sections.decisions import decisions, missed
from plan_eval.report.sections.judgement import attained, changed, judgement, rule
from plan_eval.report.sections.phrases import target_said
from plan_eval.report.sections.shortfall import shortfall

_MOST = 5


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
    """The summary: `judgement` with the sentences that bear it out, then lists, none of them empty.

    `lists` are achievements, gaps and the decisions wanted, each with its title.
    """

    judgement: str
    sentences: tuple[str, ...]
    rule: str
    cards: tuple[Card, ...]
    areas: tuple[AreaLine, ...]
    total: Tally
    lists: tuple[tuple[str, str, tuple[str, ...]], ...]
    data: tuple[str, ...]


def build(context: Context) -> Summary:
    """What a leader should take away."""
    lists = {
        "achievements": tuple(_achievement(r, context) for r in achievements(context)[:_MOST]),
        "gaps": tuple(_gap(r, context) for r in gaps(context)[:_MOST]),
        "decisions": decisions(context),
    }
    return Summary(
        judgement=judgement(context),
        sentences=(attained(context), *changed(context)),
        rule=rule(context),
        cards=cards(context),
        areas=tuple(_areas(context)),
        total=context.assessment.tallies["quantified"],
        lists=tuple(
            (name, t(f"report.summary.{name}"), lines) for name, lines in lists.items() if lines
        ),
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
            t("report.summary.goals", count=str(goals.count(State.MET))),
            t("report.summary.goals-met"),
            t("report.summary.goals-base", all=len(goals)),
        ),
    )


def _third(context: Context, tally: Tally) -> Card:
    """On the way how many are met or on course; at the end how many missed narrowly."""
    if context.final:
        return Card(
            str(tally.nearly),
            t("report.summary.items", count=str(tally.nearly)),
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


def achievements(context: Context) -> list[Result]:
    """What went as the plan wants and is met or on course, by `merit`; key indicators first."""
    found = [r for r in judged(context) if achieved(r, context)]
    return sorted(found, key=lambda result: merit(result, context.plan))


def gaps(context: Context) -> list[Result]:
    """What is missed and, until the end, not on course either, by `weight`."""
    return [r for r in missed(context) if r.latest is not None and wanting(r, context)]


def judged(context: Context) -> list[Result]:
    """The verdicts on targets with a level or a direction, where there is a figure."""
    return [
        context.result(one)
        for one in context.plan.indicators.values()
        if one.group in ("quantified", "directional") and context.result(one).latest is not None
    ]


def _achievement(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    way = change(result, indicator)
    assert way is not None
    return t(
        "report.summary.achievement",
        name=called(indicator),
        first=way.first,
        since=way.since,
        verb=way.verb,
        now=way.now,
        how=_how(result, indicator, context),
        department=context.department(indicator.department),
    )


def _how(result: Result, indicator: Indicator, context: Context) -> str:
    """提前实现目标, or how fast it comes nearer."""
    if result.state is State.NOT_MET and result.progress is not None:
        return t("report.summary.how.pace", pace=t(f"pace.{result.progress.pace}"))
    early = result.progress is not None and result.progress.pace is Pace.AHEAD_OF_TIME
    if indicator.group == "directional":
        return t("report.summary.how.as-wanted", target=target_said(indicator))
    words = "early" if early and not context.final else "met"
    return t(f"report.summary.how.{words}", target=target_said(indicator))


def _gap(result: Result, context: Context) -> str:
    indicator = context.plan.indicators[result.indicator]
    assert result.latest is not None
    pace = result.progress.pace if result.progress and not context.final else None
    return t(
        "report.summary.gap",
        name=called(indicator),
        year=result.latest.year,
        now=latest_said(result, indicator),
        shortfall=shortfall(result, indicator, context),
        pace=t("report.summary.pace", pace=t(f"pace.{pace}")) if pace else "",
        department=context.department(indicator.department),
    )


def _data(context: Context) -> list[str]:
    departments = context.observations["department"].n_unique()
    missing = len(context.assessment.without_data)
    return [
        t("report.summary.departments", count=departments, rows=context.observations.height),
        *([t("report.summary.refused", count=context.refused)] if context.refused else []),
        *([t("report.summary.without-data", count=missing)] if missing else []),
    ]
