"""A goal, measure or project that nobody assessed in a year the departments did."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import collected_years, gathered
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import OnSummary, Rule
from plan_eval.model.finding import Severity


def _assessed(data: Dataset) -> pl.LazyFrame:
    return data.self_assessments.select("item", "year").unique()


def _find(data: Dataset, assessed: pl.LazyFrame) -> pl.LazyFrame:
    # of several files the first by name, in whatever order they were given
    files = sorted(data.collected.files, key=lambda file: file.path, reverse=True)
    paths = {
        (file.department, file.year): file.path for file in files if file.form == "self_assessment"
    }
    owed = [
        (paths.get((department, year), ""), item, department, year)
        for year in collected_years(data, "self_assessment")
        for item in data.plan.items
        if (department := data.plan.lead_of(item))
    ]
    schema = {"path": pl.String, "item": pl.String, "department": pl.String, "year": pl.Int32}
    wanted = pl.LazyFrame(owed, schema=schema, orient="row")
    return wanted.join(assessed, on=["item", "year"], how="anti").with_columns(value=pl.col("item"))


RULE = Rule(
    code="PE805",
    name="item-missing",
    severity=Severity.INFO,
    find=OnSummary(_assessed, _find),
    scope="across",
    conditions=(gathered("self_assessment"),),
)
