"""上升趋势渐缓: the slope in the plan period against the slope of a period before it."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, met_if, no_data, undetermined
from plan_eval.assess.trends import slope
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import Slowing


def judge(case: Case, target: Slowing) -> Verdict:
    """Met when the later slope is smaller; without a reference period nobody can say."""
    latest = case.latest
    if latest is None:
        return no_data(case)
    if target.reference is None:
        return undetermined("no_reference_period")
    first, last = target.reference
    values = [(p.year, p.value) for p in case.points]
    before = [pair for pair in values if first <= pair[0] <= last]
    since = [pair for pair in values if pair[0] >= last]
    if len(before) < 2 or len(since) < 3:
        return undetermined("too_few_points")
    then, now = slope(before), slope(since)
    return Verdict(met_if(now < then), latest.value, (Reason("slopes", (("now", now),)),))
