"""An indicator code that the plan does not have, with the nearest one it has."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.checks.unread_keys import likely_indicator
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    return data.rows.filter(pl.col("indicator").is_null()).with_columns(
        column=pl.lit("indicator"),
        value=pl.col("raw_indicator"),
        expected=likely_indicator(data),
        indicator=pl.lit(None),
    )


RULE = Rule(
    code="PE205",
    name="unknown-indicator",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE212",),
)
