"""What stands beside a verdict that rests on few events: interval, allowed count, pooled rates.

The official state stays that of the observed value. A census (全数统计: 全覆盖, 每个镇街, seats
of a term) has no interval, and its years are not pooled.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from plan_eval.assess.case import Case
from plan_eval.assess.counts import (
    allowed_count,
    compare_rates,
    compare_shares,
    dispersion_p,
    garwood,
    homogeneity_p,
    p_at_least,
    p_at_most,
    p_of_share,
    wilson,
)
from plan_eval.assess.rare_events import counted
from plan_eval.model.indicator import Rate
from plan_eval.model.uncertainty import Interval, Pooled, SmallCount
from plan_eval.model.verdict import Point


def small_count(case: Case) -> SmallCount | None:
    """The annotation of the latest figure; None when its count is not small or not known.

    Of a proportion the smaller of those counted and those not decides: 90 of 99 is a small count.
    """
    latest, rate, parameters = case.latest, case.indicator.rate, case.plan.header.parameters
    if latest is None or rate is None or not case.is_sampled:
        return None
    events, exposure = latest.numerator, latest.denominator
    if events is None or not exposure or least_count(latest, rate) >= parameters.small_count:
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
        straddles=case.band is not None and any(interval.straddles(end) for end in case.band.ends),
        allowed=_allowed(case, rate, exposure),
        tail=_tail(case, rate, events, exposure),
        pooled=() if case.stage.name == "annual" else tuple(_pooled(case, rate, level)),
        dispersion=dispersion,
        by_chance=dispersion is not None and dispersion > parameters.dispersion_p,
        change=p_of_change(case, *case.points[-2:]) if _last_year(case) else None,
        complement=_counts_the_rest(latest, rate),
    )


def least_count(point: Point, rate: Rate) -> Fraction:
    """The count that chance acts on: of events, or the smaller of a part and the rest."""
    events, exposure = point.numerator, point.denominator
    assert events is not None
    assert exposure is not None
    return exposure - events if _counts_the_rest(point, rate) else events


def _counts_the_rest(point: Point, rate: Rate) -> bool:
    events, exposure = point.numerator, point.denominator
    if rate.of_events or events is None or exposure is None:
        return False
    return 0 <= exposure - events < events


def p_of_level(case: Case, point: Point, level: Fraction) -> float | None:
    """The two-sided exact p of a figure were the true value just `level`; None without counts."""
    rate, events, exposure = case.indicator.rate, point.numerator, point.denominator
    if rate is None or events is None or not exposure or events.denominator != 1:
        return None
    if rate.of_events:
        expected = float(level * exposure / rate.scale)
        one_side = min(p_at_least(int(events), expected), p_at_most(int(events), expected))
        return min(1.0, 2 * one_side)
    share = level / rate.scale
    if exposure.denominator != 1 or not 0 <= events <= exposure or not 0 <= share <= 1:
        return None
    return p_of_share(int(events), int(exposure), share)


def p_of_change(case: Case, before: Point, now: Point) -> float | None:
    """The two-sided exact p of one and the same rate or share in two years."""
    rate, found = case.indicator.rate, counted((before, now))
    if rate is None or found is None or any(x.denominator != 1 for x in (*found[0], *found[1])):
        return None
    first, second = ((int(x), int(n)) for x, n in zip(*found, strict=True))
    if rate.of_events:
        return compare_rates(second, first).p if sum(found[0]) else None
    if any(not 0 <= x <= n for x, n in (first, second)):
        return None
    return compare_shares(second, first)


def _interval(rate: Rate, events: Fraction, exposure: Fraction, level: float) -> Interval | None:
    if rate.of_events:
        return garwood(events, exposure, rate.scale, level)
    whole = events.denominator == exposure.denominator == 1 and events <= exposure
    return wilson(int(events), int(exposure), rate.scale, level) if whole else None


def _allowed(case: Case, rate: Rate, exposure: Fraction) -> int | None:
    band = case.band
    if band is None or band.high is None or band.low is not None:
        return None
    return allowed_count(band.high, exposure, rate.scale, inclusive=band.closed)


def _tail(case: Case, rate: Rate, events: Fraction, exposure: Fraction) -> float | None:
    band = case.band
    if band is None or band.high is None or band.low is not None or not rate.of_events:
        return None
    return p_at_least(int(events), float(band.high * exposure / rate.scale))


def _last_year(case: Case) -> bool:
    """Whether the latest figure has one of the year right before it."""
    return len(case.points) > 1 and case.points[-1].year - case.points[-2].year == 1


def _dispersion(case: Case, rate: Rate) -> float | None:
    found = counted(case.since_baseline)
    if found is None:
        return None
    return dispersion_p(*found) if rate.of_events else homogeneity_p(*found)


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
