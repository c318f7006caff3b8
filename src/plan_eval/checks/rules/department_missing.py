"""A department that owns indicators sent nothing for a year that the others reported."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import collected_years, gathered, owing
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    wanted = owing(data, "indicators")
    missing = [
        ("", department, year)
        for year, sent in collected_years(data, "indicators").items()
        for department in sorted(wanted - sent)
    ]
    schema = {"path": pl.String, "department": pl.String, "year": pl.Int32}
    return pl.LazyFrame(missing, schema=schema, orient="row")


RULE = Rule(
    code="PE603",
    name="department-missing",
    severity=Severity.ERROR,
    find=_find,
    scope="across",
    conditions=(gathered("indicators"),),
)
