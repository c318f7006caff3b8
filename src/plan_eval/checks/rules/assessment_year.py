"""A self-assessment for a year that cannot be read or lies outside the plan."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    span = data.plan.header.span
    return data.self_assessments.filter(
        pl.col("year").is_null() | ~pl.col("year").is_between(span.start, span.end)
    ).with_columns(
        column=pl.lit("year"),
        value=pl.col("raw_year"),
        expected=pl.lit(f"{span.start}–{span.end}"),
    )


RULE = Rule(
    code="PE807",
    name="assessment-year",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE212",),
)
