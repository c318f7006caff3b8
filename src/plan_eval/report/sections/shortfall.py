"""What is missing of a target, in a clause, by what the data show."""

from __future__ import annotations

from plan_eval.assess.priority import distance
from plan_eval.messages import t
from plan_eval.model.assessment import Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, trimmed, year_spans
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import with_unit
from plan_eval.report.sections.changes import change, gap
from plan_eval.report.sections.phrases import target_said, units_named


def shortfall(result: Result, indicator: Indicator, context: Context) -> str:
    """A direction not kept, a level lost, units without it, a gap, or what must not be lost."""
    assert result.latest is not None
    left, target = distance(result), target_said(indicator)
    if indicator.group == "directional" and result.state is State.NOT_MET:
        return _astray(result, indicator)
    if result.state is not State.MET and regained(result):
        years = year_spans(result.breaches)
        return t("report.advice.regained", target=target, years=years)
    if result.state is State.MET or left is None:  # met, and yet at risk
        return t("report.advice.hold")
    if result.failing:
        names = units_named([called(context.plan.towns[town]) for town in result.failing])
        return t("report.advice.units", names=names, target=target)
    missing = gap(result, indicator)
    if missing is None:  # 超过 30 is not met at 30
        return t("report.advice.just-short", target=target)
    if indicator.target.kind == "around" and result.latest.value + left == indicator.target.value:
        middle = with_unit(trimmed(indicator.target.value), indicator)
        return t("report.advice.off-middle", middle=middle, gap=missing)
    words = "report.advice.fell" if indicator.target.kind == "sustained" else "report.advice.gap"
    return t(words, target=target, gap=missing)


def regained(result: Result) -> bool:
    """A level that was lost in an earlier year and holds again."""
    return bool(result.breaches) and (
        result.latest is None or result.latest.year not in result.breaches
    )


def _astray(result: Result, indicator: Indicator) -> str:
    """Which way the figures went; two shares that should agree have no way to go."""
    target, moved = target_said(indicator), change(result, indicator)
    if indicator.target.kind == "parity":
        return t("report.advice.apart", target=target)
    if moved is None or moved.rose is None:
        return t("report.advice.turned", target=target, change=t("report.advice.unchanged"))
    changed = t("report.advice.changed", direction=moved.verb, size=moved.size)
    return t("report.advice.turned", target=target, change=changed)
