"""A running total (累计新增数) that is lower than it has been."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_years
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    return (
        data.current.filter(pl.col("plan_running_total") & pl.col("value").is_not_null())
        .with_columns(reached=pl.col("value").cum_max().over("series", order_by="year"))
        .filter(pl.col("value") < pl.col("reached"))
        .with_columns(
            column=pl.lit("value"), value=pl.col("raw_value"), expected=shown(pl.col("reached"))
        )
    )


RULE = Rule(
    code="PE405",
    name="running-total-fell",
    severity=Severity.VERIFY,
    find=_find,
    scope="unit",
    on_accepted=True,
    conditions=(several_years,),
)
