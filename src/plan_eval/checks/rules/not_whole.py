"""A fraction of a person or thing: half a station, 968.5 people."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity
from plan_eval.model.observation import NUMBERS


def _find(data: Dataset) -> pl.LazyFrame:
    return pl.concat(
        data.rows.filter(
            pl.col(f"plan_whole_{column}") & (pl.col(column) != pl.col(column).floor())
        ).with_columns(
            column=pl.lit(column),
            value=pl.col(f"raw_{column}"),
        )
        for column in NUMBERS
    )


RULE = Rule(
    code="PE214",
    name="not-a-whole-number",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE208",),
)
