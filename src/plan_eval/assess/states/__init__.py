"""The state by kind of target: one file a kind, each with a `judge(case, target)`."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.states import (
    addition,
    around,
    each_unit,
    full_coverage,
    gap,
    parity,
    ratio,
    slowing,
    standard,
    sustained,
    threshold,
    trend,
)
from plan_eval.model import targets


def judge(case: Case) -> Verdict | None:  # noqa: C901 - one line a kind
    """The verdict on a case; None for kinds that are not judged from figures."""
    match case.indicator.target:
        case targets.AtLeast() | targets.AtMost() | targets.MoreThan() | targets.LessThan() as of:
            return threshold.judge(case, of)
        case targets.Around() as of:
            return around.judge(case, of)
        case targets.Sustained() as of:
            return sustained.judge(case, of)
        case targets.Trend() as of:
            return trend.judge(case, of)
        case targets.Slowing() as of:
            return slowing.judge(case, of)
        case targets.FullCoverage() as of:
            return full_coverage.judge(case, of)
        case targets.EachUnit() as of:
            return each_unit.judge(case, of)
        case targets.Parity() as of:
            return parity.judge(case, of)
        case targets.Ratio() as of:
            return ratio.judge(case, of)
        case targets.Gap():
            return gap.judge(case)
        case targets.Addition() as of:
            return addition.judge(case, of)
        case targets.Standard():
            return standard.judge(case)
        case _:
            return None
