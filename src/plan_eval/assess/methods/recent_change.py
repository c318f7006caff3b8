"""The German rule: the mean of the last five yearly changes, carried to the target year.

A level to reach: by the shortfall then, as a share of the way left (below 5 % sun, up to 20 %
slightly cloudy, more but the right way cloud, standstill or the wrong way thunderstorm). A level
to hold and a bare direction have four steps of their own.
Source: Destatis, indicator reports on the German Sustainable Development Strategy.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan_eval.assess.case import Case
from plan_eval.model.parameters import RecentChange
from plan_eval.model.verdict import MethodVerdict, Pace

SUN, SLIGHTLY_CLOUDY, CLOUD, STORM, NONE = (
    "sun",
    "slightly_cloudy",
    "cloud",
    "thunderstorm",
    "none",
)
PACES = {
    SUN: Pace.ON_TRACK,
    SLIGHTLY_CLOUDY: Pace.SLOWER,
    CLOUD: Pace.BEHIND,
    STORM: Pace.REVERSED,
    NONE: Pace.UNDETERMINED,
}
Pairs = Sequence[tuple[int, float]]


def judge(case: Case) -> MethodVerdict | None:
    """The verdict on an indicator that has a direction; `value` is the shortfall, else None."""
    target, given = case.indicator.target, case.plan.header.parameters.recent_change
    up, end = target.direction == "up", case.plan.header.span.end
    pairs = [(point.year, float(point.value)) for point in case.points]
    if case.indicator.group not in ("quantified", "directional") or target.direction is None:
        return None
    if case.latest is None or not target.has_methods:
        return None
    aim = target.aim(None, case.indicator.full)
    if aim is None:
        return MethodVerdict("recent_change", None, direction_only(pairs, given, up=up))
    bound = float(aim)
    if target.hold == "every_year":
        return MethodVerdict("recent_change", None, hold(pairs, bound, given, up=up))
    value, status = reach_by(pairs, bound, end, given, up=up)
    return MethodVerdict("recent_change", value, status)


def reach_by(
    pairs: Pairs, target: float, target_year: int, given: RecentChange, *, up: bool
) -> tuple[float | None, str]:
    """The shortfall in the target year as a share of the way left, and the sign it gives."""
    recent = _recent(pairs, given)
    if recent is None:
        return None, NONE
    (year, value), sign = pairs[-1], 1 if up else -1
    if sign * (value - target) >= 0:
        return 0.0, SUN
    change = _mean_change(recent)
    projected = value + change * (target_year - year)
    shortfall = (target - projected) / (target - value)
    if sign * change <= 0:
        return shortfall, STORM
    if shortfall < float(given.sun):
        return shortfall, SUN
    return shortfall, SLIGHTLY_CLOUDY if shortfall <= float(given.slightly_cloudy) else CLOUD


def hold(pairs: Pairs, bound: float, given: RecentChange, *, up: bool) -> str:
    """Met and not worsening, met but worsening, not met but improving, neither."""
    recent = _recent(pairs, given)
    if recent is None:
        return NONE
    sign = 1 if up else -1
    change = sign * _mean_change(recent)
    if sign * (pairs[-1][1] - bound) >= 0:
        return SUN if change >= 0 else SLIGHTLY_CLOUDY
    return CLOUD if change > 0 else STORM


def direction_only(pairs: Pairs, given: RecentChange, *, up: bool) -> str:
    """Mean and last change right, only the mean, only the last, neither."""
    recent = _recent(pairs, given)
    if recent is None:
        return NONE
    sign = 1 if up else -1
    mean, last = sign * _mean_change(recent), sign * (recent[-1][1] - recent[-2][1])
    if mean >= 0:
        return SUN if last >= 0 else SLIGHTLY_CLOUDY
    return CLOUD if last >= 0 else STORM


def _recent(pairs: Pairs, given: RecentChange) -> Pairs | None:
    """The points that make the last changes; None for too few."""
    return pairs[-given.years - 1 :] if len(pairs) > given.years else None


def _mean_change(recent: Pairs) -> float:
    (first, before), (last, now) = recent[0], recent[-1]
    return (now - before) / (last - first)
