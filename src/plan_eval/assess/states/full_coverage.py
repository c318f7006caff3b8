"""全覆盖, 应保尽保, 动态清零: covered = total as whole numbers, or nobody left over."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, met_if, no_data
from plan_eval.model.targets import FullCoverage


def judge(case: Case, target: FullCoverage) -> Verdict:
    """2,999 of 3,000 is not full coverage, whatever it rounds to."""
    latest, bound = case.latest, case.bound
    if latest is None or bound is None:
        return no_data(case)
    met = latest.value <= bound if target.left_over else latest.value >= bound
    return Verdict(met_if(met), latest.value)
