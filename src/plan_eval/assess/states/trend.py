"""逐步提高, 降低, 不降低: the right direction against the baseline."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, met_if, no_data, undetermined
from plan_eval.assess.trends import direction, goes, resolution
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import Trend


def judge(case: Case, target: Trend) -> Verdict:
    """Met when the series goes the way the plan wants."""
    return judge_direction(case, up=target.towards == "up", may_stay=target.may_stay)


def judge_direction(case: Case, *, up: bool, may_stay: bool = False) -> Verdict:
    """Met when the net change is beyond the resolution and the Theil–Sen slope agrees.

    With `may_stay` (不降低) met unless the net change is the other way beyond the resolution.
    """
    latest, points = case.latest, case.compared
    if latest is None:
        return no_data(case)
    if len(points) < 2:
        return undetermined("one_point")
    found = direction(points)
    beyond = resolution(max(p.places for p in points))
    if may_stay:
        met = (found.change if up else -found.change) >= -beyond
    else:
        met = goes(found, up=up, beyond=beyond)
    why = Reason("trend", (("change", found.change), ("since", points[0].year)))
    return Verdict(met_if(met), latest.value, (why,))
