"""A straight line carried to the target year, with a prediction interval (ordinary least squares).

The figures are known only to their last digit, so the scatter about the line is never taken to be
smaller than what rounding alone makes: a perfectly straight series is not certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Line:
    """The forecast at a year: a Student t with `freedom` degrees, centred at `value`."""

    value: float
    error: float
    freedom: int

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
    years: Sequence[int], values: Sequence[float], year: int, *, rounding: float = 0.0
) -> Line:
    """The line through three points or more, at `year`; `rounding` is the width of one digit."""
    from scipy.stats import linregress

    n, mean = len(years), sum(years) / len(years)
    line = linregress([at - mean for at in years], values)
    value = float(line.intercept + line.slope * (year - mean))
    residuals = (
        y - line.intercept - line.slope * (at - mean) for at, y in zip(years, values, strict=True)
    )
    scatter = sqrt(sum(float(r) ** 2 for r in residuals) / (n - 2))
    spread = sum((at - mean) ** 2 for at in years)
    reach = sqrt(1 + 1 / n + (year - mean) ** 2 / spread)
    # a uniform error of width w has standard deviation w / sqrt(12)
    return Line(value, max(scatter, rounding / sqrt(12)) * reach, n - 2)
