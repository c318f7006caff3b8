"""Direction of a short series: net change, Theil–Sen slope, exact Mann–Kendall p.

The normal approximation of Mann–Kendall is wrong at these lengths (n = 4 can reach .042 at best).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import median


@dataclass(frozen=True)
class Direction:
    """`change` and `slope` (per year) of a series; `p` of no monotone trend that way."""

    change: Fraction
    slope: Fraction
    p: float | None


def resolution(places: int) -> Fraction:
    """Half a unit of the last published digit: a smaller change is none."""
    return Fraction(1, 2 * 10**places)


def slope(values: list[tuple[int, Fraction]]) -> Fraction:
    """Theil–Sen slope, exact: the median of all pairwise slopes (Sen 1968)."""
    return median(
        (later - earlier) / (t1 - t0)
        for at, (t0, earlier) in enumerate(values)
        for t1, later in values[at + 1 :]
    )


def direction(values: list[tuple[int, Fraction]], *, up: bool) -> Direction:
    """Change, slope and one-sided p of (year, value) pairs, two at least."""
    from scipy.stats import kendalltau

    years = [year for year, _ in values]
    figures = [float(value) for _, value in values]
    p: float | None = None
    if len(values) > 2 and len(set(figures)) > 1:
        exact = "exact" if len(set(figures)) == len(figures) else "auto"
        side = "greater" if up else "less"
        p = float(kendalltau(years, figures, method=exact, alternative=side).pvalue)
    return Direction(values[-1][1] - values[0][1], slope(values), p)


def goes(found: Direction, *, up: bool, beyond: Fraction) -> bool:
    """Whether change and slope both go the wanted way, the change beyond the resolution."""
    sign = 1 if up else -1
    return sign * found.change > beyond and sign * found.slope > 0
