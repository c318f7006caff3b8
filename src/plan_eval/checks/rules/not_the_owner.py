"""A department reports an indicator that it neither leads (牵头) nor supports (配合)."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.rule import Rule, rows_where
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE502",
    name="not-the-owner",
    severity=Severity.ERROR,
    rests_on="department",
    find=rows_where(
        (pl.col("department") != pl.col("plan_department"))
        & ~pl.col("department").is_in(pl.col("plan_supporting")),
        column="indicator",
        expected=pl.col("plan_owner"),
    ),
    yields_to=("PE211", "PE503"),
)
