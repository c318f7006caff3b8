"""A rate over nothing has no value."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.rule import Rule, rows_where
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE303",
    name="denominator-zero",
    severity=Severity.ERROR,
    find=rows_where(
        (pl.col("denominator") == 0) & pl.col("value").is_not_null(), column="denominator"
    ),
    conditions=(columns("denominator"),),
)
