"""Direction of a short series: net change, Theil–Sen slope, exact Mann–Kendall p.

The normal approximation of Mann–Kendall is wrong at these lengths (n = 4 can reach .042 at best).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import median
from typing import Any

from plan_eval.model.verdict import Point
from plan_eval.model.wording import rounded

_ALL_ORDERS = 50_000  # 8! = 40,320: up to eight points every order is counted, ties or not


@dataclass(frozen=True)
class Direction:
    """`change` and `slope` (per year) of a series."""

    change: Fraction
    slope: Fraction


def resolution(places: int) -> Fraction:
    """Half a unit of the last published digit: a smaller change is none."""
    return Fraction(1, 2 * 10**places)


def printed_change(before: Point, now: Point) -> Fraction:
    """The difference of two figures as they are printed, so that a reader can do the sum."""
    places = max(before.places, now.places)
    return Fraction(rounded(now.value, places)) - Fraction(rounded(before.value, places))


def slope(values: Sequence[tuple[int, Fraction]]) -> Fraction:
    """Theil–Sen slope, exact: the median of all pairwise slopes (Sen 1968)."""
    return median((later - earlier) / (t1 - t0) for (t0, earlier), (t1, later) in pairs(values))


def pairs(
    values: Sequence[tuple[int, Fraction]],
) -> combinations[tuple[tuple[int, Fraction], tuple[int, Fraction]]]:
    """Every earlier point with every later one."""
    return combinations(values, 2)


def direction(points: Sequence[Point]) -> Direction:
    """Change and slope of points in order of years, two at least."""
    values = [(point.year, point.value) for point in points]
    return Direction(values[-1][1] - values[0][1], slope(values))


def goes(found: Direction, *, up: bool, beyond: Fraction) -> bool:
    """Whether change and slope both go the wanted way, the change beyond the resolution."""
    sign = 1 if up else -1
    return sign * found.change > beyond and sign * found.slope > 0


def mann_kendall(values: Sequence[Fraction], *, up: bool) -> float | None:
    """Exact one-sided p of no trend that way; None for fewer than three points or a flat series.

    Without ties SciPy counts the orders; with ties it permutes: all orders up to eight points,
    beyond that 50,000 drawn from a fixed seed.
    """
    from scipy.stats import kendalltau

    figures = [float(value) for value in values]
    if len(figures) < 3 or len(set(figures)) == 1:
        return None
    side = "greater" if up else "less"
    if len(set(figures)) < len(figures):
        return _permuted(figures, side)
    return float(kendalltau(range(len(figures)), figures, method="exact", alternative=side).pvalue)


def _permuted(figures: list[float], side: str) -> float:
    import numpy as np
    from scipy.stats import permutation_test

    earlier, later = np.triu_indices(len(figures), k=1)

    def score(x: Any, axis: int = -1) -> Any:
        return np.sign(x[..., later] - x[..., earlier]).sum(axis=axis)

    found = permutation_test(
        (figures,),
        score,
        permutation_type="pairings",
        n_resamples=_ALL_ORDERS,
        alternative=side,
        vectorized=True,
        rng=0,
    )
    return float(found.pvalue)
