"""左右: within the declared tolerance, on either side, ends included."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, Verdict, met_if, no_data
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import Around


def judge(case: Case, target: Around) -> Verdict:
    """Met when |value - target| <= tolerance."""
    latest = case.latest
    if latest is None:
        return no_data(case)
    met = abs(latest.value - Fraction(target.value)) <= Fraction(target.tolerance)
    assumed = Reason("tolerance", (("tolerance", target.tolerance),))
    return Verdict(met_if(met), latest.value, (assumed,))
