"""缩小差距: the absolute difference between two groups falls, by the rules of a trend."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, met_if, undetermined
from plan_eval.assess.gaps import gap_points
from plan_eval.assess.trends import direction, goes, resolution
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import Gap


def judge(case: Case, target: Gap) -> Verdict:
    """Met when the gap's net change is downward beyond the resolution and its slope agrees."""
    points = gap_points(case, target)
    if not points:
        return undetermined("no_data")
    oldest = case.stage.year - case.plan.header.parameters.stand_in_years
    if points[-1].year < oldest:
        return undetermined("stale", year=points[-1].year)
    if len(points) < 2:
        return undetermined("one_point")
    found = direction([(p.year, p.value) for p in points], up=False)
    met = goes(found, up=False, beyond=resolution(max(p.places for p in points)))
    why = Reason("trend", (("change", found.change), ("since", points[0].year)))
    return Verdict(met_if(met), points[-1].value, (why,), p_value=found.p)
