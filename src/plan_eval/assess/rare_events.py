"""Rare events: how many a further year may bring (negative binomial).

With x events in n of exposure and Jeffreys' prior the rate is gamma(x + ½, n), and the count of a
year with exposure m is negative binomial with x + ½ and n / (n + m).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.model.verdict import Point

_JEFFREYS = 0.5  # the prior gamma(½, 0) of a rate (Jeffreys 1946)
_NEGLIGIBLE = 1000  # counts less likely than a thousandth of the tail are left out


@dataclass(frozen=True, slots=True)
class NextCount:
    """The predictive distribution of next year's count, after `events` in `exposure`."""

    events: float
    exposure: float
    next_exposure: float

    def at_most(self, count: int) -> float:
        """P(count or fewer)."""
        from scipy.stats import nbinom

        return float(nbinom.cdf(count, *self._shape))

    def interval(self, level: float) -> tuple[float, float]:
        """The fewest counts, the likeliest first, that hold the level; two counts at least.

        Equal tails of whole numbers hold far more than the level where events are few.
        """
        import numpy as np
        from scipy.stats import nbinom

        counts = np.arange(nbinom.isf((1 - level) / _NEGLIGIBLE, *self._shape) + 2)
        chances = nbinom.pmf(counts, *self._shape)
        order = np.argsort(-chances, kind="stable")
        wanted = int(np.searchsorted(np.cumsum(chances[order]), level)) + 1
        chosen = counts[order[: max(wanted, 2)]]
        return float(chosen.min()), float(chosen.max())

    @property
    def _shape(self) -> tuple[float, float]:
        return self.events + _JEFFREYS, self.exposure / (self.exposure + self.next_exposure)


def counted(points: Sequence[Point]) -> tuple[list[Fraction], list[Fraction]] | None:
    """Events and exposures of the points, or None where one has no counts."""
    pairs = [(p.numerator, p.denominator) for p in points]
    events = [x for x, n in pairs if x is not None and n]
    exposures = [n for x, n in pairs if x is not None and n]
    return (events, exposures) if len(events) == len(pairs) else None


def is_rare(points: Sequence[Point], small: int, share: float) -> bool:
    """Whether every count is small and the pooled share of those exposed is low."""
    found = counted(points)
    if not found or not points:
        return False
    events, exposures = found
    return max(events) < small and sum(events) < Fraction(share) * sum(exposures)
