"""A part larger than its whole; gross rates (毛入园率) may exceed it."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.rule import Rule, rows_where, shown
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE302",
    name="numerator-above-denominator",
    severity=Severity.ERROR,
    find=rows_where(
        (pl.col("numerator") > pl.col("denominator"))
        & ~pl.col("plan_may_exceed")
        & pl.col("plan_share"),
        column="numerator",
        expected=shown(pl.col("denominator")),
    ),
    yields_to=("PE303",),
    conditions=(columns("numerator", "denominator"),),
)
