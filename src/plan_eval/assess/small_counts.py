"""What stands beside a verdict that rests on few events: interval, allowed count, pooled rates.

The official state stays that of the observed value. A census (全覆盖, 每个镇街) has no interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from plan_eval.assess.case import Case
from plan_eval.assess.counts import (
    allowed_count,
    compare_rates,
    dispersion_p,
    homogeneity_p,
    p_at_least,
)
from plan_eval.assess.intervals import garwood, wilson
from plan_eval.assess.rare import counted
from plan_eval.model.indicator import Rate
from plan_eval.model.uncertainty import Interval, Pooled, SmallCount
from plan_eval.model.verdict import Point

_SAMPLED = {"at_least", "at_most", "more_than", "less_than", "around", "sustained", "trend"}


def small_count(case: Case) -> SmallCount | None:
    """The annotation of the latest figure; None when its count is not small or not known."""
    latest, rate, parameters = case.latest, case.indicator.rate, case.plan.header.parameters
    if latest is None or rate is None or case.indicator.target.kind not in _SAMPLED:
        return None
    events, exposure = latest.numerator, latest.denominator
    if events is None or not exposure or events >= parameters.small_count:
        return None
    level = float(parameters.confidence)
    interval = _interval(rate, events, exposure, level)
    if interval is None:
        return None
    dispersion = _dispersion(case, rate)
    return SmallCount(
        events=events,
        exposure=exposure,
        interval=interval,
        straddles=case.bound is not None and interval.straddles(case.bound),
        allowed=_allowed(case, rate, exposure),
        tail=_tail(case, rate, events, exposure),
        pooled=() if case.stage.name == "annual" else tuple(_pooled(case, rate, level)),
        dispersion=dispersion,
        by_chance=dispersion is not None and dispersion > parameters.dispersion_p,
        change=_change(case) if is_rate(rate) else None,
    )


def is_rate(rate: Rate) -> bool:
    """Events in exposure (per 1,000 and more, or gross), not a part of a whole."""
    return rate.scale > 100 or rate.may_exceed


def _interval(rate: Rate, events: Fraction, exposure: Fraction, level: float) -> Interval | None:
    if is_rate(rate):
        return garwood(events, exposure, rate.scale, level)
    whole = events.denominator == exposure.denominator == 1 and events <= exposure
    return wilson(int(events), int(exposure), rate.scale, level) if whole else None


def _allowed(case: Case, rate: Rate, exposure: Fraction) -> int | None:
    target = case.indicator.target
    if target.kind not in ("at_most", "less_than") or case.bound is None:
        return None
    inclusive = target.kind == "at_most"
    return allowed_count(case.bound, exposure, rate.scale, inclusive=inclusive)


def _tail(case: Case, rate: Rate, events: Fraction, exposure: Fraction) -> float | None:
    target = case.indicator.target
    upper = target.kind in ("at_most", "less_than") and case.bound is not None
    if not upper or case.bound is None or not is_rate(rate):
        return None
    return p_at_least(int(events), float(case.bound * exposure / rate.scale))


def _change(case: Case) -> float | None:
    """The p of one and the same rate in the latest year and the year right before it."""
    found = counted(case.points[-2:])
    if found is None or len(found[0]) < 2 or not sum(found[0]):
        return None
    if case.points[-1].year - case.points[-2].year != 1:
        return None
    before, now = ((int(x), n) for x, n in zip(*found, strict=True))
    return compare_rates(now, before).p


def _dispersion(case: Case, rate: Rate) -> float | None:
    found = counted(case.since_baseline)
    if found is None:
        return None
    return dispersion_p(*found) if is_rate(rate) else homogeneity_p(*found)


def _pooled(case: Case, rate: Rate, level: float) -> list[Pooled]:
    """Consecutive years only: a rate over three years needs three years."""
    found = []
    for years in case.plan.header.parameters.pooled_years:
        points = case.since_baseline[-years:]
        whole = len(points) == years and points[-1].year - points[0].year == years - 1
        if whole and counted(points):
            found.append(_pool(points, rate, level))
    return found


def _pool(points: Sequence[Point], rate: Rate, level: float) -> Pooled:
    counts = counted(points)
    assert counts is not None
    events, exposure = sum(counts[0], Fraction()), sum(counts[1], Fraction())
    interval = _interval(rate, events, exposure, level) or garwood(events, exposure, rate.scale)
    value = events / exposure * rate.scale
    return Pooled(points[0].year, points[-1].year, events, exposure, value, interval)
