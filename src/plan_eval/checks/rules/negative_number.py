"""A count or rate below zero, for an indicator that cannot be."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.rule import Rule, rows_where
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE204",
    name="negative-number",
    severity=Severity.ERROR,
    find=rows_where(
        (pl.col("value") < 0) & (pl.col("plan_low") >= 0),
        column="value",
    ),
)
