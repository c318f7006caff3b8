"""The indicator is there, but not for every sex, age, residence or town the plan asks for."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import register_of_towns, report_year
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.expected import expected_rows, owed_rows
from plan_eval.checks.rule import Rule
from plan_eval.checks.unread_keys import FIGURE, without_groups_in_doubt
from plan_eval.model.finding import Severity

_KEY = [*FIGURE, "town", "sex", "age", "residence"]


def _find(data: Dataset) -> pl.LazyFrame:
    owed = expected_rows(data)
    rows = owed_rows(data, owed).select(*_KEY, "row")
    there = rows.group_by(FIGURE).agg(pl.col("row").min())
    # an age group is a part of the figure that is owed, and does not stand for it
    missing = owed.lazy().join(rows, on=_KEY, how="anti")
    return (
        without_groups_in_doubt(missing, data)
        .join(there, on=FIGURE, how="inner")
        .with_columns(column=pl.lit("indicator"), value=pl.col("indicator"), expected="group")
    )


RULE = Rule(
    code="PE602",
    name="split-missing",
    severity=Severity.ERROR,
    rests_on="splits",
    find=_find,
    scope="unit",
    refuses=False,  # the rows that are there are sound
    conditions=(report_year, register_of_towns),
)
