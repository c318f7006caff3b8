"""An indicator the department owns has no row for the year it reports."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.expected import expected_rows
from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    sent = facts.rows.select("path", "indicator", "year")
    return (
        expected_rows(facts)
        .unique(["path", "indicator", "year"])
        .join(sent, on=["path", "indicator", "year"], how="anti")
        .with_columns(value=pl.col("indicator"))
    )


RULE = Rule(
    code="PE601",
    name="indicator-missing",
    severity=Severity.ERROR,
    find=_find,
)
