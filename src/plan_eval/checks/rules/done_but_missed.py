"""Said to be done while an indicator of the item misses its target in the same year."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.against_target import judged_rows
from plan_eval.checks.conditions import both_forms
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    plan = data.plan
    names = pl.LazyFrame(
        [
            (item, indicator.id, indicator.name)
            for item in plan.items
            for indicator in plan.indicators_of(item)
        ],
        schema={"item": pl.String, "indicator": pl.String, "name": pl.String},
        orient="row",
    )
    missed = (
        judged_rows(data)
        .filter(~pl.col("met"))
        .select("indicator", "year", shortfall=_asked(), figure=_figure())
        .unique(["indicator", "year"])
        .join(names, on="indicator")
        .group_by("item", "year")
        .agg(
            pl.format("{} {}（{}）", "name", "figure", "shortfall")
            .sort_by("indicator")
            .str.join("；")
            .alias("expected")
        )
    )
    return (
        data.current_assessments.filter(pl.col("status") == "done")
        .join(missed, on=["item", "year"])
        .with_columns(column=pl.lit("status"), value=pl.col("raw_status"))
    )


def _asked() -> pl.Expr:
    """The level, with its sign where reaching it is not enough."""
    return pl.concat_str("plan_beyond", "expected")


def _figure() -> pl.Expr:
    """The figure as sent; with its counts where it rounds to the very level that it misses."""
    level = pl.col("value").cast(pl.Float64, strict=False) == pl.col("plan_bound").cast(pl.Float64)
    rounded = level & (pl.col("denominator") > 0) & (pl.col("plan_beyond") == "")
    counts = (shown(pl.col(name)) for name in ("numerator", "denominator"))
    return pl.when(rounded).then(pl.format("{}={}÷{}", "value", *counts)).otherwise("value")


RULE = Rule(
    code="PE804",
    name="done-but-missed",
    severity=Severity.VERIFY,
    find=_find,
    across=True,
    conditions=(both_forms,),
)
