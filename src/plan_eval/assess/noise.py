"""The noise that counts carry: how far chance alone moves a rate, a share, a logit."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from scipy.special import expit

from plan_eval.assess.case import Case
from plan_eval.model.indicator import Rate
from plan_eval.model.targets import Trend

Error = Callable[[float, float, Rate], float]
_HALF = 0.5  # a count of none, or of all, is not free of chance (Haldane 1955)


def is_sampled(case: Case) -> bool:
    """Whether chance has a part in the figures: counts of people, not a census or a difference."""
    target = case.indicator.target
    judged = case.band is not None or isinstance(target, Trend)
    return judged and not target.derived and not case.indicator.is_census


def value_error(value: float, total: float, rate: Rate) -> float:
    """The Poisson standard error of a rate, the binomial of a share, both in the rate's unit."""
    share = max(value / rate.scale, _HALF / total)
    if rate.of_events:
        return rate.scale * sqrt(share / total)
    return rate.scale * sqrt(min(share, 1.0) * max(1 - share, _HALF / total) / total)


def logit_error(logit: float, total: float, rate: Rate) -> float:
    """The binomial standard error of a logit."""
    share = float(expit(logit))
    return sqrt(1 / (share * total + _HALF) + 1 / ((1 - share) * total + _HALF))
