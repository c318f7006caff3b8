"""A change on last year beyond the indicator's limit."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity
from plan_eval.model.observation import KEY

_SERIES = [name for name in KEY if name != "year"]


def _find(facts: Facts) -> pl.LazyFrame:
    last = facts.rows.filter(pl.col("value").is_not_null()).select(
        *_SERIES, year=pl.col("year") + 1, last="value"
    )
    # several rows for the year before are a finding of their own (duplicate-key)
    last = last.unique([*_SERIES, "year"], keep="none")
    change = pl.col("value") - pl.col("last")
    return (
        facts.rows.join(last, on=[*_SERIES, "year"], how="inner", nulls_equal=True)
        .filter(change.abs() > pl.col("plan_change"))
        .with_columns(
            column=pl.lit("value"),
            value=pl.col("raw_value"),
            expected=pl.format("{} ± {}", shown(pl.col("last")), shown(pl.col("plan_change"))),
        )
    )


RULE = Rule(
    code="PE401",
    name="jump",
    severity=Severity.VERIFY,
    find=_find,
)
