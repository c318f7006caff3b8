"""At least, at most (inclusive); more than, less than (exclusive). Exact, before any rounding."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, Verdict, met_if, no_data
from plan_eval.model.targets import AtLeast, AtMost, LessThan, MoreThan


def judge(case: Case, target: AtLeast | AtMost | MoreThan | LessThan) -> Verdict:
    """Met when the latest value is on the right side of the bound."""
    latest = case.latest
    if latest is None:
        return no_data(case)
    bound = Fraction(target.value)
    match target:
        case AtLeast():
            met = latest.value >= bound
        case AtMost():
            met = latest.value <= bound
        case MoreThan():
            met = latest.value > bound
        case LessThan():
            met = latest.value < bound
    return Verdict(met_if(met), latest.value)
