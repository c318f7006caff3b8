"""Done, or mostly done, without a document that shows it."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    return data.self_assessments.filter(
        pl.col("status").is_in(["done", "mostly_done"])
        & (pl.col("evidence").fill_null("").str.strip_chars() == "")
    ).with_columns(column=pl.lit("evidence"), value=pl.col("raw_status"))


RULE = Rule(
    code="PE803",
    name="done-without-evidence",
    severity=Severity.ERROR,
    find=_find,
    conditions=(columns("evidence", form="self_assessment"),),
)
