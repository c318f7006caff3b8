"""What the target year may bring, and how likely the target is met then.

Four points or more: a straight line (on the logit scale for shares near 0 or 100); rare counts:
negative binomial over the pooled last years. The Theil–Sen line stands beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import inf

from plan_eval.assess.case import Case
from plan_eval.assess.counts import Error, allowed_count, logit_error, value_error
from plan_eval.assess.rare_events import NextCount, counted, is_rare
from plan_eval.assess.regression import Line, Noise, forecast
from plan_eval.assess.series import Points
from plan_eval.assess.shares import (
    bound_on,
    ends_of_scale,
    is_share,
    near_an_end,
    percent,
    share_of,
)
from plan_eval.assess.states.held import is_lost
from plan_eval.model.parameters import Parameters
from plan_eval.model.uncertainty import Likelihood, Projection
from plan_eval.model.verdict import Point

_EVEN = 0.5
Bounds = tuple[Fraction | None, Fraction | None]


def projection(case: Case) -> Projection | None:
    """The projection to the target year; None without a level or with too few points."""
    parameters, end = case.plan.header.parameters, case.plan.header.span.end
    points = case.since_baseline
    target = case.indicator.target
    wanted = (
        case.indicator.group == "quantified" and target.aim(None, case.indicator.full) is not None
    )
    if not wanted or len(points) < parameters.projection_points or points[-1].year >= end:
        return None
    found = _found(case, points)
    # of a hold that every year counts for, what was lost cannot be met any more
    chance = 0.0 if is_lost(case) else max(found.chance, sys.float_info.min)
    return replace(found, chance=chance, likelihood=_likelihood(chance, parameters))


def _likelihood(chance: float, parameters: Parameters) -> Likelihood:
    if chance < parameters.chance_red:
        return "unlikely"
    if chance < parameters.chance_yellow:
        return "likely" if chance >= _EVEN else "possible"
    return "very_likely"


def _found(case: Case, points: Points) -> Projection:
    parameters = case.plan.header.parameters
    last = points[-parameters.rare_years :]
    rare = case.indicator.rate is not None and not case.indicator.is_census and None in bounds(case)
    if rare and is_rare(last, parameters.small_count, float(parameters.rare_share)):
        return _counts(case, last)
    return _line(case, points)


def bounds(case: Case) -> Bounds:
    """The least and the most the target allows; None where that side is open."""
    band = case.band
    return (None, None) if band is None else (band.low, band.high)


def _line(case: Case, points: Sequence[Point]) -> Projection:
    parameters, end = case.plan.header.parameters, case.plan.header.span.end
    level = float(parameters.prediction)
    years, values = [p.year for p in points], [float(p.value) for p in points]
    digit = 10.0 ** -max(p.places for p in points)
    noise = _noise(case, points, value_error)

    def at(year: int) -> Line:
        return forecast(years, values, year, rounding=digit, noise=noise)

    line = at(end)
    limits = bounds(case)
    if _bends(case, values, limits):
        return _logit(case, points, limits)
    robust = _theil_sen(years, values, end)
    on_scale = _rounded(case, limits)
    value, lower, upper = (_possible(one, case) for one in (line.value, *line.interval(level)))
    if lower == upper:  # the whole interval lies past an end of the scale
        at_the_top = upper == ends_of_scale(case.indicator)[1]
        lower, upper = (lower - digit, upper) if at_the_top else (lower, upper + digit)
    return Projection(
        year=end,
        method="ols",
        points=len(points),
        value=value,
        lower=lower,
        upper=upper,
        level=level,
        chance=_chance_on(at, on_scale, case),
        theil_sen=robust,
        agree=_inside(robust, on_scale) == _inside(line.value, on_scale),
    )


def _noise(case: Case, points: Sequence[Point], error: Error) -> Noise:
    """What chance alone moves each value by; 0 for a census and for figures without counts.

    The people counted in the target year are taken to be as many as in the last.
    """
    rate, found = case.indicator.rate, counted(points)
    if rate is None or found is None or not case.is_sampled:
        return lambda _value, _at: 0.0
    totals = [float(n) for n in found[1]]
    return lambda value, at: error(value, totals[at], rate)


def _bends(case: Case, values: Sequence[float], limits: Bounds) -> bool:
    """Whether a share is so near an end of its scale that a straight line would leave it.

    Not on the way to a target at the end itself (全覆盖): on the logit scale 100 % lies at
    infinity, and every such target would be a red warning whatever its pace. Once reached, it is
    held there.
    """
    ahead = any(bound in (0, 100) and values[-1] != bound for bound in limits)
    if ahead or not is_share(case.indicator):
        return False
    return near_an_end(values, float(case.plan.header.parameters.end_of_scale))


def _possible(value: float, case: Case) -> float:
    """A share stays between 0 and 100; of people and things there are never less than none."""
    if is_share(case.indicator):
        return min(max(value, 0.0), 100.0)
    return max(value, 0.0) if _whole(case) else value


def _whole(case: Case) -> bool:
    """Whether the indicator counts people or things."""
    counts = case.indicator.rate is None and case.indicator.unit not in ("%", "‰", "比值")
    return counts and all(p.value.denominator == 1 for p in case.since_baseline)


def _rounded(case: Case, limits: Bounds) -> list[float | None]:
    """Whole things come one at a time: 3.6 on the line is the fourth."""
    low, high = limits
    half = 0.5 if _whole(case) else 0.0
    return [
        None if low is None else float(low) - half,
        None if high is None else float(high) + half,
    ]


def _logit(case: Case, points: Sequence[Point], limits: Bounds) -> Projection:
    parameters, end = case.plan.header.parameters, case.plan.header.span.end
    level = float(parameters.prediction)
    shares = [share_of(point) for point in points]
    years, values = [p.year for p in points], [share.logit for share in shares]
    noise = _noise(case, points, logit_error)

    def at(year: int) -> Line:
        return forecast(years, values, year, rounding=shares[-1].width, noise=noise)

    line = at(end)
    robust = _theil_sen(years, values, end)
    on_scale = [None if b is None else bound_on(shares[-1], b) for b in limits]
    lower, upper = line.interval(level)
    return Projection(
        year=end,
        method="ols_logit",
        points=len(points),
        value=percent(line.value),
        lower=percent(lower),
        upper=percent(upper),
        level=level,
        chance=_chance_on(at, on_scale, case),
        theil_sen=percent(robust),
        agree=_inside(robust, on_scale) == _inside(line.value, on_scale),
    )


def _counts(case: Case, points: Sequence[Point]) -> Projection:
    parameters, rate = case.plan.header.parameters, case.indicator.rate
    bound = case.indicator.target.aim(None, case.indicator.full)
    found = counted(points)
    assert rate is not None
    assert found is not None
    assert bound is not None
    events, exposures = found
    exposure = exposures[-1]
    next_year = NextCount(float(sum(events)), float(sum(exposures)), float(exposure))
    level = float(parameters.prediction)
    lower, upper = next_year.interval(level)
    unit = rate.scale / float(exposure)
    return Projection(
        year=case.plan.header.span.end,
        method="negative_binomial",
        points=len(points),
        value=float(sum(events) / sum(exposures)) * rate.scale,
        lower=lower * unit,
        upper=upper * unit,
        level=level,
        chance=_chance(next_year, case, bound, exposure, rate.scale),
        theil_sen=None,
        agree=True,
    )


def _chance(
    next_year: NextCount, case: Case, bound: Fraction, exposure: Fraction, scale: int
) -> float:
    band = case.band
    assert band is not None
    if band.high is None:
        # those that fall short of a lower bound are those that meet it as an open upper one
        short = allowed_count(bound, exposure, scale, inclusive=not band.closed)
        return 1 - next_year.at_most(short)
    return next_year.at_most(allowed_count(bound, exposure, scale, inclusive=band.closed))


def _chance_on(at: Callable[[int], Line], limits: Sequence[float | None], case: Case) -> float:
    """P(met in the target year); of a hold that of its weakest year, for all must be met."""
    end = case.plan.header.span.end
    held = case.indicator.target.hold == "every_year"
    first = case.points[-1].year + 1 if held else end
    return min(_between(at(year), limits) for year in range(first, end + 1))


def _between(line: Line, limits: Sequence[float | None]) -> float:
    low, high = limits
    above = 1.0 if high is None else line.below(high)
    return above - (0.0 if low is None else _short_of(line, low))


def _short_of(line: Line, low: float) -> float:
    return line.below(low)


def _inside(value: float, limits: Sequence[float | None]) -> bool:
    low, high = limits
    return (-inf if low is None else low) <= value <= (inf if high is None else high)


def _theil_sen(years: Sequence[int], values: Sequence[float], year: int) -> float:
    from scipy.stats import theilslopes

    line = theilslopes(values, years)
    return float(line.intercept + line.slope * year)
