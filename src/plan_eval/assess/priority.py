"""What a target still asks for: how far it is, what a year has to bring, and what comes first."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import BY_CHANCE

Weight = tuple[bool, bool, Fraction, Fraction]


def distance(result: Result) -> Fraction | None:
    """From the latest figure to the value to reach, with its sign; None where nothing is missing.

    For 左右 the way to the nearer edge of the band; 0 on a bound that the target excludes. A level
    that was lost in an earlier year and holds again lacks nothing, met or not.
    """
    low, high = result.limits
    if result.latest is None or result.state is not State.NOT_MET or (low is None and high is None):
        return None
    value = result.latest.value
    if low is not None and value < low:
        return low - value
    if high is not None and value > high:
        return high - value
    return None if result.breaches else Fraction(0)


def people_short(result: Result, indicator: Indicator) -> Fraction | None:
    """How many people or things more it would take, by the latest count; None without one.

    Towns where a floor in each of them is missed; the figure itself where it is a count.
    """
    left = distance(result)
    if left is None:
        return None
    if result.failing:
        return Fraction(len(result.failing))
    return abs(left) if indicator.whole else _counted(abs(left), result, indicator)


def moved(result: Result, indicator: Indicator) -> Fraction | None:
    """How many people or things more (or fewer) the change since the baseline makes."""
    if result.latest is None or result.baseline is None:
        return None
    change = abs(result.latest.value - result.baseline.value)
    return change if indicator.whole else _counted(change, result, indicator)


def _counted(change: Fraction, result: Result, indicator: Indicator) -> Fraction | None:
    """A change of a rate as so many of those it is counted of."""
    latest, rate = result.latest, indicator.rate
    if latest is None or rate is None or not latest.denominator:
        return None
    return change * latest.denominator / rate.scale


def weight(result: Result, plan: Plan) -> Weight:
    """The place of a gap in a list that ranks gaps, the smallest first.

    What chance alone may have made comes after the rest; then key indicators first, then by the
    people concerned, then by the gap in its own unit. Nothing is divided by the level to reach:
    half a point of 1 % is not worse than ten points of 90 %.
    """
    indicator = plan.indicators[result.indicator]
    people = people_short(result, indicator) or Fraction(0)
    return (*_rank(result, plan), -people, -abs(distance(result) or Fraction(0)))


def merit(result: Result, plan: Plan) -> Weight:
    """The same for what was achieved: by the people whom the change since the baseline concerns."""
    indicator = plan.indicators[result.indicator]
    first, last = result.baseline, result.latest
    change = abs(last.value - first.value) if first and last else Fraction(0)
    return (*_rank(result, plan), -(moved(result, indicator) or Fraction(0)), -change)


def _rank(result: Result, plan: Plan) -> tuple[bool, bool]:
    doubted = any(reason.code in BY_CHANCE for reason in result.reasons)
    return doubted, result.indicator not in plan.key_indicators


def urgency(result: Result, plan: Plan) -> tuple[int, Weight]:
    """The place of a warned indicator in a list that ranks them: by level, then by `weight`."""
    levels = [list(Level).index(warning.level) for warning in result.warnings]
    return min(levels, default=len(Level)), weight(result, plan)


def needed_per_year(result: Result, end: int) -> Fraction | None:
    """The change a year, from the latest figure to the target year `end`, that is still needed."""
    left = distance(result)
    if left is None or result.latest is None or result.latest.year >= end:
        return None
    return left / (end - result.latest.year)
