"""逐步提高, 降低, 不降低; 缩小差距: the right direction against the baseline."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, met_if, no_data, undetermined
from plan_eval.assess.shares import ends_of_scale
from plan_eval.assess.trends import direction, goes, resolution
from plan_eval.model.targets import Gap, Trend
from plan_eval.model.verdict import Reason, State


def judge(case: Case, target: Trend | Gap) -> Verdict:
    """Met when the net change is beyond the resolution and the Theil–Sen slope agrees.

    Also at the best possible value in all years: from 100 % nothing can rise. Where the plan only
    forbids the other way (不降低), unless the net change goes there beyond the resolution.
    """
    latest, points = case.latest, case.compared
    if latest is None:
        return no_data(case)
    if len(case.points) > 1 and all(p.value == _best(case, target) for p in case.points):
        return Verdict(State.MET, latest.value, (Reason("at_the_limit"),))
    if len(points) < 2:
        return undetermined("one_point")
    found, up = direction(points), target.direction == "up"
    beyond = resolution(max(p.places for p in points))
    if isinstance(target, Trend) and target.may_stay:
        met = (found.change if up else -found.change) >= -beyond
    else:
        met = goes(found, up=up, beyond=beyond)
    why = Reason("trend", (("change", found.change), ("since", points[0].year)))
    return Verdict(met_if(met), latest.value, (why,))


def _best(case: Case, target: Trend | Gap) -> int | None:
    low, high = ends_of_scale(case.indicator)
    return high if target.direction == "up" else low
