"""Women and men do not add up to the total.

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
    rows = facts.split("sex").filter(~pl.col("plan_women"))  # a share of women has no parts by sex
    return sums_that_miss(partition(rows, "sex", whole="total", parts=COMPLETE["sex"]))


RULE = Rule(
    code="PE305",
    name="sexes-do-not-add-up",
    severity=Severity.ERROR,
    find=_find,
    across=True,
    conditions=(columns("sex"),),
)
