"""A self-assessment whose status is none of the four words."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    return data.self_assessments.filter(pl.col("status").is_null()).with_columns(
        column=pl.lit("status"), value=pl.col("raw_status")
    )


RULE = Rule(
    code="PE802",
    name="unknown-status",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE212",),
)
