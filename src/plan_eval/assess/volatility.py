"""Swings (波动较大): far from the trend line and turning again and again, or crossing the bound.

Both are asked for: a series can reverse often and stay flat.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from plan_eval.assess.trends import resolution
from plan_eval.model.parameters import Parameters
from plan_eval.model.uncertainty import Volatility
from plan_eval.model.verdict import Point


def volatility(
    points: Sequence[Point], bound: Fraction | None, parameters: Parameters
) -> Volatility | None:
    """The swings of a series; None for too few points to tell."""
    if len(points) < parameters.projection_points:
        return None
    width = spread(points, bound)
    turns = reversals(points)
    crossed = 0 if bound is None else crossings(points, bound)
    wide = width is not None and width >= float(parameters.volatile_spread)
    swings = wide and turns >= parameters.volatile_reversals
    return Volatility(width, turns, crossed, swings or crossed >= 2)


def spread(points: Sequence[Point], bound: Fraction | None) -> float | None:
    """1.4826 · MAD of the residuals from the Theil–Sen line, over |T - b|."""
    from scipy.stats import median_abs_deviation, theilslopes

    if bound is None or bound == points[0].value:
        return None
    years, values = [p.year for p in points], [float(p.value) for p in points]
    line = theilslopes(values, years)
    left = [y - line.intercept - line.slope * at for at, y in zip(years, values, strict=True)]
    return float(median_abs_deviation(left, scale="normal")) / abs(float(bound - points[0].value))


def reversals(points: Sequence[Point]) -> int:
    """How often the series turns, both changes beyond the resolution."""
    still = resolution(max(point.places for point in points))
    changes = [later.value - earlier.value for earlier, later in pairwise(points)]
    moved = [change for change in changes if abs(change) > still]
    return sum(one * two < 0 for one, two in pairwise(moved))


def crossings(points: Sequence[Point], bound: Fraction) -> int:
    """How often the series goes from one side of the bound to the other; on it is met."""
    sides = [point.value - bound for point in points if point.value != bound]
    return sum(one * two < 0 for one, two in pairwise(sides))
