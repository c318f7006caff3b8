"""An item said to be done last year is no longer done this year."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_self_assessments
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    same = ["item", "department"]
    done = (
        data.current_assessments.filter(pl.col("status") == "done")
        .select(*same, year=pl.col("year") + 1, expected="raw_status")
        .unique([*same, "year"])
    )
    return (
        data.current_assessments.filter(pl.col("status") != "done")
        .join(done, on=[*same, "year"])
        .with_columns(column=pl.lit("status"), value=pl.col("raw_status"))
    )


RULE = Rule(
    code="PE808",
    name="status-went-back",
    severity=Severity.VERIFY,
    find=_find,
    scope="unit",
    on_accepted=True,
    conditions=(several_self_assessments,),
)
