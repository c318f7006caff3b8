"""A year that cannot be read, or that lies outside the plan and its baseline."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    span = data.plan.header.span
    year = pl.col("year")
    late = year > pl.col("report_year")
    return data.rows.filter(
        year.is_null() | ~year.is_between(span.baseline, span.end) | late.fill_null(value=False)
    ).with_columns(
        column=pl.lit("year"),
        value=pl.col("raw_year"),
        expected=pl.format(
            "{}–{}", pl.lit(span.baseline), pl.min_horizontal(pl.lit(span.end), "report_year")
        ),
    )


RULE = Rule(
    code="PE206",
    name="year-outside-plan",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE212",),
)
