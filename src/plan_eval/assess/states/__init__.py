"""The state by kind of target. A level asks its target; what needs a series has a file here."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.states import each_unit, level, parity, slowing, trend
from plan_eval.model import targets


def judge(case: Case) -> Verdict | None:
    """The verdict on a case; None for kinds that are not judged from figures."""
    match case.indicator.target:
        case targets.Trend() | targets.Gap() as of:
            return trend.judge(case, of)
        case targets.Slowing() as of:
            return slowing.judge(case, of)
        case targets.EachUnit() as of:
            return each_unit.judge(case, of)
        case targets.Parity() as of:
            return parity.judge(case, of)
        case of if of.band(case.indicator.full) is not None:
            return level.judge(case, of)
        case _:
            return None
