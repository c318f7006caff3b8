"""The file speaks for one year and every row in it is of others."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import report_year
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    of_file = pl.LazyFrame(
        [(file.path, file.year) for file in data.submissions.files if file.year],
        schema={"path": pl.String, "wanted": pl.Int32},
        orient="row",
    )
    return (
        data.rows.filter(pl.col("year").is_not_null())
        .group_by("path")
        .agg(pl.col("year").unique(), pl.col("year").max().alias("newest"))
        .join(of_file, on="path")
        .filter(~pl.col("year").list.contains(pl.col("wanted")))
        .select("path", value="newest", expected="wanted", year="wanted")
    )


RULE = Rule(
    code="PE107",
    name="file-for-another-year",
    severity=Severity.ERROR,
    find=_find,
    scope="unit",
    conditions=(report_year,),
)
