"""The same figure twice, in one file or in two."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity
from plan_eval.model.observation import KEY


def _find(facts: Facts) -> pl.LazyFrame:
    place = pl.format("{} {}", "path", "row")
    return (
        facts.rows.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in KEY))
        .with_columns(
            first=place.sort_by("path", "row").first().over(KEY), times=pl.len().over(KEY)
        )
        .filter(pl.col("times") > 1)
        .with_columns(column=pl.lit("indicator"), value=pl.col("raw_indicator"), expected="first")
    )


RULE = Rule(
    code="PE501",
    name="duplicate-key",
    severity=Severity.ERROR,
    find=_find,
)
