"""15分钟生活圈: a standard without a level; only full coverage can be called met."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, no_data
from plan_eval.model.assessment import Reason, State


def judge(case: Case) -> Verdict:
    """Met at full coverage; below it the plan gives no level, and none is invented."""
    latest, bound = case.latest, case.bound
    if latest is None or bound is None:
        return no_data(case)
    if latest.value >= bound:
        return Verdict(State.MET, latest.value)
    return Verdict(State.UNDETERMINED, latest.value, (Reason("no_level"),))
