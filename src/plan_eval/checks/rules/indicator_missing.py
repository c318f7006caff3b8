"""An indicator the department owns has no row for the year it reports."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import report_year
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.expected import expected_rows, owed_rows
from plan_eval.checks.rule import Rule
from plan_eval.checks.unread_keys import FIGURE, figures_in_doubt
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    owed = expected_rows(data)
    sent = owed_rows(data, owed).select(FIGURE)
    return (
        owed.lazy()
        .unique(FIGURE)
        .join(sent, on=FIGURE, how="anti")
        .join(figures_in_doubt(data), on=["path", "indicator"], how="anti")
        # a file for another year is one finding, not one for each indicator
        .join(sent, on=["path", "year"], how="semi")
        .select(*FIGURE, value="indicator")
    )


RULE = Rule(
    code="PE601",
    name="indicator-missing",
    severity=Severity.ERROR,
    rests_on="department",
    find=_find,
    scope="unit",
    conditions=(report_year,),
)
