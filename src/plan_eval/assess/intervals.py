"""Confidence intervals for counts, rates and proportions; the mathematics is SciPy's.

Rates: Garwood's exact interval (Poisson). Proportions: Wilson's score interval; Clopper–Pearson
and Byar's approximation stand by for comparison with other tools.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from plan_eval.model.uncertainty import Interval

Count = int | Fraction
_TWO_SIDED = 2


def garwood(events: Count, exposure: Count, scale: float = 1, level: float = 0.95) -> Interval:
    """The exact interval of a rate: events / exposure × scale (Garwood 1936)."""
    from scipy.stats import gamma

    tail = (1 - level) / _TWO_SIDED
    unit = scale / float(exposure)
    lower = float(gamma.ppf(tail, float(events))) if events else 0.0
    upper = float(gamma.isf(tail, float(events) + 1))
    return Interval(lower * unit, upper * unit, level, "garwood")


def byar(events: Count, exposure: Count = 1, scale: float = 1, level: float = 0.95) -> Interval:
    """Byar's approximation to Garwood's interval, as English public health prints it from 10 on.

    Source: Breslow and Day 1987, p. 69.
    """
    from scipy.stats import norm

    z, x = float(norm.isf((1 - level) / _TWO_SIDED)), float(events)
    unit = scale / float(exposure)
    lower = x * (1 - 1 / (9 * x) - z / (3 * x**0.5)) ** 3 if x else 0.0
    above = x + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * above**0.5)) ** 3
    return Interval(lower * unit, upper * unit, level, "byar")


def wilson(count: int, total: int, scale: float = 1, level: float = 0.95) -> Interval:
    """Wilson's score interval of a proportion: count / total × scale (Wilson 1927)."""
    lower, upper = _binomial(count, total, level, "wilson")
    return Interval(lower * scale, upper * scale, level, "wilson")


def clopper_pearson(count: int, total: int, scale: float = 1, level: float = 0.95) -> Interval:
    """The exact interval of a proportion (Clopper and Pearson 1934)."""
    lower, upper = _binomial(count, total, level, "exact")
    return Interval(lower * scale, upper * scale, level, "clopper_pearson")


def _binomial(
    count: int, total: int, level: float, method: Literal["wilson", "exact"]
) -> tuple[float, float]:
    from scipy.stats import binomtest

    found = binomtest(count, total).proportion_ci(level, method=method)
    return float(found.low), float(found.high)
