"""A figure that should go one way (逐步提高, 降低) went the other way since last year."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.against_target import reported_this_year
from plan_eval.checks.conditions import several_years
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule, district_row, shown
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    last = data.current.filter(district_row()).select(
        "indicator", year=pl.col("year") + 1, last="value"
    )
    rose = pl.col("value") > pl.col("last")
    fell = pl.col("value") < pl.col("last")
    return (
        reported_this_year(data)
        .filter("plan_one_way")
        .join(last, on=["indicator", "year"])
        .filter(pl.when(pl.col("plan_towards") == "up").then(fell).otherwise(rose))
        .with_columns(
            column=pl.lit("value"), value=pl.col("raw_value"), expected=shown(pl.col("last"))
        )
    )


RULE = Rule(
    code="PE704",
    name="worse-than-last-year",
    severity=Severity.INFO,
    find=_find,
    scope="unit",
    on_accepted=True,
    on_request=True,
    conditions=(several_years,),
)
