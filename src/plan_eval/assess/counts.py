"""Tests on counts of events: against a target, between two periods, over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

Count = int | Fraction


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
