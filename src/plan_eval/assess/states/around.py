"""左右: within the declared tolerance, on either side, ends included.

保持在…左右 asks it of every year of the plan, 达到…左右 of the last.
"""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, Verdict, met_if, no_data
from plan_eval.assess.states.sustained import judge_held
from plan_eval.model.assessment import Reason
from plan_eval.model.targets import Around


def judge(case: Case, target: Around) -> Verdict:
    """Met when |value - target| <= tolerance; a level to hold also in every year before."""
    level, tolerance = Fraction(target.value), Fraction(target.tolerance)
    assumed = (Reason("tolerance", (("tolerance", target.tolerance),)),)

    def near(value: Fraction) -> bool:
        return abs(value - level) <= tolerance

    if target.held:
        return judge_held(case, near, assumed)
    latest = case.latest
    if latest is None:
        return no_data(case)
    return Verdict(met_if(near(latest.value)), latest.value, assumed)
