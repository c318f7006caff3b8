"""What a target still asks for: how far it is, and how much a year has to bring."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.model.assessment import Result, State


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


def needed_per_year(result: Result, end: int) -> Fraction | None:
    """The change a year, from the latest figure to the target year `end`, that is still needed."""
    left = distance(result)
    if left is None or result.latest is None or result.latest.year >= end:
        return None
    return left / (end - result.latest.year)
