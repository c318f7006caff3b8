"""The yearly report beside the year before: how many figures moved towards their targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from plan_eval.assess.trends import resolution
from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.report.context import Context
from plan_eval.report.sections.phrases import counted
from plan_eval.words import t

_CHANCE = {"by_chance", "change_by_chance"}


def since_last_year(context: Context) -> Iterator[str]:
    """The sentence of the yearly report; the evaluations look at the whole way instead."""
    if context.assessment.stage.name != "annual":
        return
    year = context.assessment.stage.year
    moves = Counter(
        move
        for indicator in context.plan.indicators.values()
        if indicator.group == "quantified"
        and (move := moved(context.result(indicator), indicator, year)) is not None
    )
    if not moves:
        return
    order = {name: moves[name] for name in ("better", "same", "worse")}
    told = counted("last-year", order)
    yield t("report.last-year.text", year=year - 1, total=moves.total(), counts=told)


def moved(result: Result, indicator: Indicator, year: int) -> str | None:
    """Where `year` took a figure: better, same (与上年基本持平) or worse.

    A change that rounding alone could make is none. None without both years, where the target
    wants no direction (左右), or where equal rates would differ as much (小数波动).
    """
    wanted = indicator.target.direction
    if result.change is None or result.latest is None or wanted is None:
        return None
    if result.latest.year != year:
        return None
    if any(reason.code in _CHANCE for reason in result.reasons):
        return None
    if abs(result.change) <= resolution(result.latest.places):
        return "same"
    return "better" if (result.change > 0) == (wanted == "up") else "worse"
