"""Shares near 0 or 100 on the logit scale, where a straight line cannot leave the range.

A share is x of n. Half a count is added on either side (Haldane 1955), so that 0 of n and n of n
have a place; a share without counts is taken as so many units of its last published digit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.model.indicator import Indicator
from plan_eval.model.verdict import Point


@dataclass(frozen=True, slots=True)
class Share:
    """x of n, both as numbers of people or of last digits."""

    x: float
    n: float

    @property
    def logit(self) -> float:
        """log((x + ½) / (n - x + ½))."""
        from scipy.special import logit

        return float(logit((self.x + 0.5) / (self.n + 1)))

    @property
    def width(self) -> float:
        """What one count, or one digit, is worth on this scale."""
        up, down = min(self.x + 0.5, self.n), max(self.x - 0.5, 0)
        return Share(up, self.n).logit - Share(down, self.n).logit


def is_share(indicator: Indicator) -> bool:
    """Whether values are percentages of a whole, which gross rates are not."""
    if indicator.target.derived and indicator.group == "quantified":  # a share of units
        return True
    if indicator.rate is not None:
        return indicator.rate.scale == 100 and not indicator.rate.may_exceed
    return indicator.unit == "%"


def ends_of_scale(indicator: Indicator) -> tuple[int, int | None]:
    """The least and the most a value can be; None where there is no most."""
    rate = indicator.rate
    if is_share(indicator):
        return 0, 100
    return 0, None if rate is None or rate.gross else indicator.full


def share_of(point: Point) -> Share:
    """A point as x of n; what lies outside the range (it happens) is put on its end."""
    if point.numerator is not None and point.denominator:
        x, n = float(point.numerator), float(point.denominator)
    else:
        n = 100.0 * 10**point.places
        x = float(point.value) / 100 * n
    return Share(min(max(x, 0.0), n), n)


def bound_on(share: Share, bound: Fraction) -> float:
    """The bound on the logit scale; one at an end is passed half a count before it.

    The last value short of n of n is n - 1, so the line between them runs at n - ½.
    """
    x = float(bound) / 100 * share.n
    return Share(min(max(x, 0.5), share.n - 0.5), share.n).logit


def percent(logit: float) -> float:
    """Back to percent."""
    from scipy.special import expit

    return 100 * float(expit(logit))


def near_an_end(values: Iterable[float], margin: float) -> bool:
    """Whether any percentage is less than `margin` (a share) away from 0 or 100."""
    return any(not 100 * margin <= value <= 100 * (1 - margin) for value in values)
