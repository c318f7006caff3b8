"""A department assesses the same item twice in a year."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.repeats import other_place
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity

_SAME = ["item", "year", "department"]


def _find(facts: Facts) -> pl.LazyFrame:
    return (
        facts.self_assessments.filter(pl.col("item").is_not_null() & pl.col("year").is_not_null())
        .filter(pl.len().over(_SAME) > 1)
        .with_columns(
            column=pl.lit("item"),
            value=pl.col("raw_item"),
            expected=other_place(*_SAME),
        )
    )


RULE = Rule(
    code="PE806",
    name="item-twice",
    severity=Severity.ERROR,
    find=_find,
)
