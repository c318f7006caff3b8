"""每个镇街至少…: every unit of the register has the floor; those that fail are named."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, Verdict, fresh, met_if, undetermined
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import EachUnit


def judge(case: Case, target: EachUnit) -> Verdict:
    """Met when no unit fails and none is missing; one that fails decides, missing ones do not."""
    counts = {unit: fresh(points, case) for unit, points in case.series.units().items()}
    register = case.plan.unit
    known = {unit: point for unit, point in counts.items() if point and unit in register}
    if not known:
        return undetermined("no_data")
    failing = tuple(u for u in register if u in known and not target.unit_meets(known[u].value))
    missing = tuple(u for u in register if u not in known)
    reached = len(known) - len(failing)
    value = Fraction(100 * reached, len(register))
    reasons = (Reason("units", (("reached", reached), ("all", len(register)))),)
    if missing and not failing:
        names = tuple(register[unit].name for unit in missing)
        gap = Reason("units_missing", (("units", names),))
        return Verdict(undetermined("").state, value, (*reasons, gap))
    return Verdict(met_if(not failing), value, reasons, failing)
