"""What a target still asks for: how far it is, and how much a year has to bring."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.model.assessment import Result, State


def distance(result: Result) -> Fraction | None:
    """From the latest figure to the value to reach, with its sign; None where nothing is missing.

    For 左右 the way to the nearer edge of the band.
    """
    aim = result.progress.aim if result.progress and result.progress.aim else result.bound
    if result.latest is None or aim is None or result.state is not State.NOT_MET:
        return None
    return aim - result.latest.value


def needed_per_year(result: Result, end: int) -> Fraction | None:
    """The change a year, from the latest figure to the target year `end`, that is still needed."""
    left = distance(result)
    if left is None or result.latest is None or result.latest.year >= end:
        return None
    return left / (end - result.latest.year)
