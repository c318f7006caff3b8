"""新增4处: the running total of additions since the baseline year."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, met_if, no_data
from plan_eval.model.targets import Addition


def judge(case: Case, target: Addition) -> Verdict:
    """Met when the running total reaches the count."""
    latest = case.latest
    if latest is None:
        return no_data(case)
    return Verdict(met_if(latest.value >= target.count), latest.value)
