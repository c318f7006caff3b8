"""A change on last year beyond the indicator's limit."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_years
from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    change = pl.col("value") - pl.col("last")
    return facts.changes.filter(change.abs() > pl.col("plan_change")).with_columns(
        column=pl.lit("value"),
        value=pl.col("raw_value"),
        expected=pl.format("{} ± {}", shown(pl.col("last")), shown(pl.col("plan_change"))),
    )


RULE = Rule(
    code="PE401",
    name="jump",
    severity=Severity.VERIFY,
    find=_find,
    across=True,
    yields_to=("PE403", "PE405"),
    conditions=(several_years,),
)
