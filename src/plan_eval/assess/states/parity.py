"""与…相适应, 比例均衡: two shares of the same year, two-sided, within a declared tolerance."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, Verdict, met_if, no_data, undetermined
from plan_eval.assess.series import Series
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import Parity


def judge(case: Case, target: Parity) -> Verdict:
    """One side missing for the year leaves it undetermined."""
    latest = case.latest
    if latest is None:
        return no_data(case)
    if target.other is None:
        full = case.indicator.full
        gap, shown = 2 * latest.value - full, full - latest.shown
        code = "parity_of_rest"
    else:
        others = case.every.get(target.other, Series()).main
        other = next((point for point in others if point.year == latest.year), None)
        if other is None:
            return undetermined("other_side_missing", year=latest.year)
        gap, shown = latest.value - other.value, other.shown
        code = "parity"
    reasons = (
        Reason(code, (("other", shown), ("gap", gap))),
        Reason("tolerance", (("tolerance", target.tolerance),)),
    )
    return Verdict(met_if(abs(gap) <= Fraction(target.tolerance)), latest.value, reasons)
