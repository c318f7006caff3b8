"""Urban and rural do not add up to the total.

Counts only, one unit of the last digit allowed (部分数据合计数由于单位取舍不同而产生的计算误差).
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.facts import Facts
from plan_eval.checks.parts import COMPLETE, partition, sums_that_miss
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    return sums_that_miss(
        partition(facts.split("residence"), "residence", whole="total", parts=COMPLETE["residence"])
    )


RULE = Rule(
    code="PE306",
    name="residences-do-not-add-up",
    severity=Severity.ERROR,
    find=_find,
    across=True,
    conditions=(columns("residence"),),
)
