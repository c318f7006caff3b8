"""A straight line carried to the target year, with a prediction interval (ordinary least squares).

The figures are known only to their last digit, and counts carry their own noise, so the scatter
about the line is never taken to be smaller than what either makes: a perfectly straight series is
not certain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, sqrt

Noise = Callable[[float, int], float]
"""The standard error that a value has by its count; by place in the series, -1 for one to come."""

_OFTEN = 0.8


def _silent(value: float, at: int) -> float:
    return 0.0


def _usual(freedom: int) -> float:
    """What squared scatter, in units of known noise, chance still makes four times in five."""
    from scipy.stats import chi2

    return float(chi2.ppf(_OFTEN, freedom))


@dataclass(frozen=True, slots=True)
class Line:
    """The forecast at a year: a Student t with `freedom` degrees, centred at `value`.

    Where the noise is known (from the counts) and not estimated from the scatter, the degrees are
    infinite and the t is the normal.
    """

    value: float
    error: float
    freedom: float

    def interval(self, level: float) -> tuple[float, float]:
        """The two-sided prediction interval."""
        from scipy.stats import t

        if not self.error:
            return self.value, self.value
        reach = float(t.ppf((1 + level) / 2, self.freedom)) * self.error
        return self.value - reach, self.value + reach

    def below(self, bound: float) -> float:
        """P(value at or below the bound)."""
        from scipy.stats import t

        if not self.error:
            return float(self.value <= bound)
        return float(t.cdf((bound - self.value) / self.error, self.freedom))


def forecast(
    years: Sequence[int],
    values: Sequence[float],
    year: int,
    *,
    rounding: float = 0.0,
    noise: Noise = _silent,
) -> Line:
    """The line through three points or more, at `year`.

    `rounding` is the width of one digit, `noise` the standard error of each value by its count.
    """
    from scipy.stats import linregress

    n, mean = len(years), sum(years) / len(years)
    line = linregress([at - mean for at in years], values)
    value = float(line.intercept + line.slope * (year - mean))
    residuals = (
        y - line.intercept - line.slope * (at - mean) for at, y in zip(years, values, strict=True)
    )
    scatter = sqrt(sum(float(r) ** 2 for r in residuals) / (n - 2))
    reach = 1 / n + (year - mean) ** 2 / sum((at - mean) ** 2 for at in years)
    # a uniform error of width w has standard deviation w / sqrt(12)
    digit = rounding / sqrt(12)
    past = max(digit, sqrt(sum(noise(y, at) ** 2 for at, y in enumerate(values)) / n))
    ahead = max(digit, noise(value, -1))
    if scatter**2 * (n - 2) > past**2 * _usual(n - 2):
        ahead = max(scatter, ahead)
        return Line(value, sqrt(ahead**2 + reach * scatter**2), n - 2)
    return Line(value, sqrt(ahead**2 + reach * past**2), inf if past > digit else n - 2)
