"""Said to be done while an indicator of the item misses its target in the same year."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import both_forms
from plan_eval.checks.facts import Facts
from plan_eval.checks.judged import judged_rows
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    plan = facts.plan
    names = pl.LazyFrame(
        [(item, one.id, one.name) for item in plan.items for one in plan.indicators_of(item)],
        schema={"item": pl.String, "indicator": pl.String, "name": pl.String},
        orient="row",
    )
    missed = (
        judged_rows(facts)
        .filter(~pl.col("met"))
        .select("indicator", "year", shortfall="expected", figure="value")
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
        facts.current_assessments.filter(pl.col("status") == "done")
        .join(missed, on=["item", "year"])
        .with_columns(column=pl.lit("status"), value=pl.col("raw_status"))
    )


RULE = Rule(
    code="PE804",
    name="done-but-missed",
    severity=Severity.VERIFY,
    find=_find,
    across=True,
    conditions=(both_forms,),
)
