"""What a target still asks for: how far it is, and how much a year has to bring."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.evidence import BY_CHANCE
from plan_eval.model.assessment import Level, Result, State
from plan_eval.model.indicator import Indicator


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
    """How many people (or things) more it would take, by the latest count; None without one."""
    left, latest, rate = distance(result), result.latest, indicator.rate
    if left is None or latest is None or rate is None or not latest.denominator:
        return None
    return abs(left) * latest.denominator / rate.scale


def urgency(result: Result, indicator: Indicator) -> tuple[int, int, Fraction, Fraction]:
    """The place of a warned indicator in a list that ranks them, the smallest first.

    By level; then what chance alone may have made comes after the rest; then by the people
    concerned, and by the gap as a share of the level.
    """
    levels = [list(Level).index(warning.level) for warning in result.warnings]
    doubted = any(reason.code in BY_CHANCE for reason in result.reasons)
    left = distance(result) or Fraction(0)
    gap = abs(left / result.bound) if result.bound else abs(left)
    people = people_short(result, indicator) or Fraction(0)
    return min(levels, default=len(Level)), int(doubted), -people, -gap


def needed_per_year(result: Result, end: int) -> Fraction | None:
    """The change a year, from the latest figure to the target year `end`, that is still needed."""
    left = distance(result)
    if left is None or result.latest is None or result.latest.year >= end:
        return None
    return left / (end - result.latest.year)
