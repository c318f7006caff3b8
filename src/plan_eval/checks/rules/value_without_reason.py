"""No figure and no word why: a gap must be explained."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.rule import Rule, rows_where
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE209",
    name="value-without-reason",
    severity=Severity.VERIFY,
    find=rows_where(
        pl.col("indicator").is_not_null()
        & pl.col("raw_value").fill_null("").str.strip_chars().is_in(["", "—", "-", "/", "…"]),
        column="value",
    ),
)
