"""Two departments give different figures for the same thing (一数多源)."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_departments
from plan_eval.checks.dataset import REPORTED, Dataset
from plan_eval.checks.rule import Rule, repeated, shown
from plan_eval.model.finding import Severity

_SAME = ("figure", "reported")


def _find(data: Dataset) -> pl.LazyFrame:
    owner = pl.col("department") == pl.col("plan_department")
    rows = data.rows.filter(pl.col("value").is_not_null() & pl.col("department").is_not_null())
    return (
        repeated(rows.with_columns(reported=REPORTED), "reported")
        .with_columns(
            owned=pl.col("value").filter(owner).first().over(_SAME),
            other=pl.col("value").sort_by("department").first().over(_SAME),
            several=pl.col("value").n_unique().over(_SAME) > 1,
            departments=pl.col("department").n_unique().over(_SAME),
        )
        .filter(
            (pl.col("departments") > 1)
            & pl.col("several")
            & ~owner
            & pl.col("value").ne_missing(pl.col("owned"))
        )
        .with_columns(
            column=pl.lit("value"),
            value=pl.col("raw_value"),
            expected=shown(pl.coalesce("owned", "other")),
        )
    )


RULE = Rule(
    code="PE503",
    name="departments-disagree",
    severity=Severity.ERROR,
    find=_find,
    scope="unit",
    conditions=(several_departments,),
)
