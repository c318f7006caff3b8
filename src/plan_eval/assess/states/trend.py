"""逐步提高, 降低: the right direction against the baseline."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, met_if, no_data, undetermined
from plan_eval.assess.trends import direction, goes, resolution
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import Trend


def judge(case: Case, target: Trend) -> Verdict:
    """Met when the series goes the way the plan wants."""
    return judge_direction(case, up=target.towards == "up")


def judge_direction(case: Case, *, up: bool) -> Verdict:
    """Met when the net change is beyond the resolution and the Theil–Sen slope agrees."""
    latest, points = case.latest, case.compared
    if latest is None:
        return no_data(case)
    if len(points) < 2:
        return undetermined("one_point")
    found = direction(points)
    met = goes(found, up=up, beyond=resolution(max(p.places for p in points)))
    why = Reason("trend", (("change", found.change), ("since", points[0].year)))
    return Verdict(met_if(met), latest.value, (why,))
