"""A department assesses the same item twice in a year."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule, other_place
from plan_eval.model.finding import Severity

_SAME = ["item", "year", "department"]


def _find(data: Dataset) -> pl.LazyFrame:
    return (
        data.self_assessments.filter(pl.col("item").is_not_null() & pl.col("year").is_not_null())
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
    scope="unit",
)
