"""No figure and no word why: a gap must be explained."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.rule import Rule, rows_where
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE209",
    name="value-without-reason",
    severity=Severity.VERIFY,
    # the reader knows the plan's marks of absence; what it could not read is told by others
    find=rows_where(
        pl.col("indicator").is_not_null() & pl.col("value").is_null(),
        column="value",
    ),
    yields_to=("PE201", "PE203", "PE212", "PE213"),
)
