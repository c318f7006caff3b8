"""The unit written is not the indicator's: 万人 against 人 is a factor of ten thousand."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.rule import Rule, rows_where
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE208",
    name="unit-differs",
    severity=Severity.ERROR,
    rests_on="unit",
    find=rows_where(
        pl.col("unit") != pl.col("plan_unit"),
        column="unit",
        expected=pl.col("plan_unit"),
    ),
    yields_to=("PE211", "PE212"),
    conditions=(columns("unit"),),
)
