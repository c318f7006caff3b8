"""每个镇街至少…: every town of the register has the floor; those that fail are named."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, Verdict, fresh, met_if, no_data, undetermined
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import EachUnit


def judge(case: Case, target: EachUnit) -> Verdict:
    """Met when no town fails and none is missing; one that fails decides, missing ones do not."""
    register, sent = case.plan.towns, case.series.towns()
    if not register:
        return undetermined("no_register")
    counts = {town: fresh(points, case) for town, points in sent.items()}
    known = {town: point for town, point in counts.items() if point and town in register}
    if not known:
        listed = [point for town, points in sent.items() if town in register for point in points]
        return no_data(case, sorted(listed, key=lambda point: point.year))
    failing = tuple(u for u in register if u in known and not target.town_meets(known[u].value))
    missing = tuple(u for u in register if u not in known)
    reached = len(known) - len(failing)
    value = Fraction(100 * reached, len(register))
    reasons = (Reason("towns", (("reached", reached), ("all", len(register)))),)
    if missing and not failing:
        names = tuple(register[town].name for town in missing)
        gap = Reason("towns_missing", (("towns", names),))
        return Verdict(undetermined("").state, value, (*reasons, gap))
    return Verdict(met_if(not failing), value, reasons, failing)
