"""What the figures can carry: intervals, small counts, projections, swings."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

IntervalMethod = Literal["garwood", "wilson"]
Likelihood = Literal["unlikely", "possible", "likely", "very_likely"]
"""难以达标 / 可能 / 较可能 / 很可能: below `chance_red`, below ½, below `chance_yellow`, above."""
_LEAST = 0.01
ProjectionMethod = Literal["ols", "ols_logit", "negative_binomial"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided interval, in the unit of the figure it belongs to."""

    lower: float
    upper: float
    level: float
    method: IntervalMethod

    def straddles(self, bound: Fraction) -> bool:
        """Whether the bound lies inside, so that the data cannot tell the sides apart."""
        return self.lower < bound < self.upper


@dataclass(frozen=True, slots=True)
class Pooled:
    """A rate over several years: the sum of events over the sum of exposure."""

    first: int
    last: int
    events: Fraction
    exposure: Fraction
    value: Fraction
    interval: Interval


@dataclass(frozen=True, slots=True)
class SmallCount:
    """What stands beside a verdict that rests on few events.

    `allowed` is the most events that still meet an upper bound, `tail` the probability of as many
    or more were the rate just at that bound. `dispersion` is the p of equal rates in all years:
    above the parameter, ups and downs are chance (小数波动). `change` is the p of the same rate in
    the year before. `complement`: few are those not counted (90 of 99), not those counted.
    """

    events: Fraction
    exposure: Fraction
    interval: Interval
    straddles: bool
    allowed: int | None
    tail: float | None
    pooled: tuple[Pooled, ...]
    dispersion: float | None
    by_chance: bool
    change: float | None
    complement: bool = False


@dataclass(frozen=True, slots=True)
class Projection:
    """The value expected in the target year with its prediction interval, and P(target met).

    `theil_sen` is the robust projection beside it; `agree` says whether both are on one side;
    `likelihood` is the chance in words, by the plan file's bounds.
    """

    year: int
    method: ProjectionMethod
    points: int
    value: float
    lower: float
    upper: float
    level: float
    chance: float
    theil_sen: float | None
    agree: bool
    likelihood: Likelihood = "possible"

    @property
    def printed_chance(self) -> float:
        """The chance as it may be printed: a handful of points bears no 0.1 % and no 99.9 %.

        0 stays 0: what a lost hold cannot reach any more is no estimate.
        """
        return min(max(self.chance, _LEAST), 1 - _LEAST) if self.chance else 0.0


@dataclass(frozen=True, slots=True)
class Volatility:
    """Swings: spread about the Theil–Sen line as a share of the way, reversals, crossings."""

    spread: float | None
    reversals: int
    crossings: int
    volatile: bool
