"""What chance does to counts: intervals, tests against a target and between years, noise.

The mathematics is SciPy's. Events are Poisson, parts of a whole binomial.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, sqrt

from plan_eval.model.indicator import Rate
from plan_eval.model.uncertainty import Interval

Count = int | Fraction
Error = Callable[[float, float, Rate], float]
"""The standard error of a value that stands on so many counts."""

_HALF = 0.5  # a count of none, or of all, is not free of chance (Haldane 1955)
_TWO_SIDED = 2  # tails: what lies outside an interval is shared by both


def garwood(events: Count, exposure: Count, scale: float = 1, level: float = 0.95) -> Interval:
    """The exact interval of a rate: events / exposure × scale (Garwood 1936)."""
    from scipy.stats import gamma

    tail = (1 - level) / _TWO_SIDED
    unit = scale / float(exposure)
    lower = float(gamma.ppf(tail, float(events))) if events else 0.0
    upper = float(gamma.isf(tail, float(events) + 1))
    return Interval(lower * unit, upper * unit, level, "garwood")


def wilson(count: int, total: int, scale: float = 1, level: float = 0.95) -> Interval:
    """Wilson's score interval of a proportion: count / total × scale (Wilson 1927).

    It keeps its level on average, where the exact interval is too wide (Agresti and Coull 1998).
    """
    from scipy.stats import binomtest

    interval = binomtest(count, total).proportion_ci(level, method="wilson")
    return Interval(float(interval.low) * scale, float(interval.high) * scale, level, "wilson")


@dataclass(frozen=True, slots=True)
class RateRatio:
    """Rate one over rate two, its exact interval, and the two-sided p of equal rates."""

    ratio: float
    lower: float
    upper: float
    p: float


def allowed_count(
    bound: Fraction, exposure: Count, scale: int = 1, *, inclusive: bool = True
) -> int:
    """The most events that still meet an upper bound: floor(T·n), exact. -1 when none can."""
    most = bound * Fraction(exposure) / scale
    return floor(most) if inclusive else ceil(most) - 1


def p_at_least(events: int, expected: float) -> float:
    """P(as many events or more) when the rate stands exactly at its target (Poisson)."""
    from scipy.stats import poisson

    return float(poisson.sf(events - 1, expected))


def p_at_most(events: int, expected: float) -> float:
    """P(as few events or fewer) when the rate stands exactly at its target (Poisson)."""
    from scipy.stats import poisson

    return float(poisson.cdf(events, expected))


def compare_rates(one: tuple[int, Count], two: tuple[int, Count], level: float = 0.95) -> RateRatio:
    """Two (events, exposure): exact conditional test and interval of their ratio.

    Given the sum of events, the first is binomial with share n1 / (n1 + n2) under equal rates.
    Source: Przyborowski and Wilenski 1940; R's `poisson.test`.
    """
    from scipy.stats import binomtest

    (x1, n1), (x2, n2) = one, two
    n = float(n2) / float(n1)
    found = binomtest(x1, x1 + x2, float(Fraction(n1) / (n1 + n2)))
    share = found.proportion_ci(level, method="exact")
    ends = [float(p / (1 - p) * n) if p < 1 else float("inf") for p in (share.low, share.high)]
    ratio = x1 / x2 * n if x2 else float("inf")
    return RateRatio(ratio, ends[0], ends[1], float(found.pvalue))


def compare_shares(one: tuple[int, int], two: tuple[int, int]) -> float:
    """The two-sided p of one and the same share, (count, total) each: Fisher's exact test."""
    from scipy.stats import fisher_exact

    return float(fisher_exact([[x, n - x] for x, n in (one, two)]).pvalue)


def p_of_share(count: int, total: int, share: Fraction) -> float:
    """The two-sided p of `count` of `total` were the true share `share`: exact binomial test."""
    from scipy.stats import binomtest

    return float(binomtest(count, total, float(share)).pvalue)


def p_of_each(
    events: Sequence[Count], exposures: Sequence[Count], rate: Fraction, *, of_events: bool
) -> list[float]:
    """The two-sided p of each of many counts were the true rate `rate`: twice the smaller tail.

    Events are Poisson, parts of a whole binomial; exact, and all at once, for there may be many.
    """
    from scipy.stats import binom, poisson

    counted = [float(x) for x in events]
    if of_events:
        law = poisson([float(rate * n) for n in exposures])
    else:
        law = binom([float(n) for n in exposures], float(rate))
    below, above = law.cdf(counted), law.sf([x - 1 for x in counted])
    return [min(1.0, 2 * float(min(a, b))) for a, b in zip(below, above, strict=True)]


def dispersion_p(events: Sequence[Count], exposures: Sequence[Count]) -> float | None:
    """The p of one and the same rate in all years; None for fewer than two years or no event.

    The index of dispersion, chi-squared with n - 1 degrees of freedom (Fisher 1950).
    """
    from scipy.stats import chisquare

    total, exposed = sum(events), sum(exposures)
    if len(events) < 2 or not total:
        return None
    expected = [float(total * Fraction(n) / exposed) for n in exposures]
    return float(chisquare([float(x) for x in events], expected, sum_check=False).pvalue)


def homogeneity_p(counts: Sequence[Count], totals: Sequence[Count]) -> float | None:
    """The p of one and the same proportion in all years; None where all or none are counted.

    Pearson's chi-squared of the table of those counted and those not.
    """
    from scipy.stats import chi2_contingency

    if len(counts) < 2 or not 0 < sum(counts) < sum(totals):
        return None
    rest = [float(n - x) for x, n in zip(counts, totals, strict=True)]
    return float(chi2_contingency([[float(x) for x in counts], rest], correction=False).pvalue)


def value_error(value: float, total: float, rate: Rate) -> float:
    """The Poisson standard error of a rate, the binomial of a share, both in the rate's unit."""
    share = max(value / rate.scale, _HALF / total)
    if rate.of_events:
        return rate.scale * sqrt(share / total)
    return rate.scale * sqrt(min(share, 1.0) * max(1 - share, _HALF / total) / total)


def logit_error(logit: float, total: float, rate: Rate) -> float:
    """The binomial standard error of a logit."""
    from scipy.special import expit

    share = float(expit(logit))
    return sqrt(1 / (share * total + _HALF) + 1 / ((1 - share) * total + _HALF))
