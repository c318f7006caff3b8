"""缩小差距: the absolute difference between two groups falls."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.states import trend


def judge(case: Case) -> Verdict:
    """Met by the rules of a falling trend over the series of differences."""
    return trend.judge_direction(case, up=False)
