"""Age groups that make up all ages of the indicator do not add up to its total.

Counts only, one unit of the last digit allowed (部分数据合计数由于单位取舍不同而产生的计算误差).
Groups that leave ages out, or overlap, have no sum; of them part-exceeds-whole speaks.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.age_parts import age_wholes
from plan_eval.checks.facts import Facts
from plan_eval.checks.parts import sums_that_miss
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    wholes = age_wholes(facts)
    return facts.current.clear() if wholes is None else sums_that_miss(wholes)


RULE = Rule(
    code="PE311",
    name="ages-do-not-add-up",
    severity=Severity.ERROR,
    find=_find,
    across=True,
)
