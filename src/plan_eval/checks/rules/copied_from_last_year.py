"""Every figure of a department's year is the one of the year before: last year's file sent again.

Asked only of departments with at least five figures that could have changed; 0 and 100 % may well
stay what they are.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_years
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity
from plan_eval.model.observation import NUMBERS

_FEWEST = 5


def _find(data: Dataset) -> pl.LazyFrame:
    could_change = pl.col("value").is_not_null() & ~(
        pl.col("denominator").is_null() & pl.col("value").is_in([0, 100])
    )
    rows = data.current.filter(could_change)
    this_year = rows.filter(pl.col("year") == pl.col("report_year"))
    wanted = this_year.select(pl.col("figure") - 1).collect(engine="in-memory")["figure"]
    last = (
        rows.filter(pl.col("figure").is_in(wanted.implode()))
        .select(pl.col("figure") + 1, **{f"last_{name}": pl.col(name) for name in NUMBERS})
        .unique("figure", keep="none")
    )
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"last_{name}")) for name in NUMBERS)
    return (
        this_year.join(last, on="figure", how="left")
        .with_columns(same=same)
        .group_by("path", "year", "department")
        .agg(
            pl.col("same").all(),
            pl.len().alias("value"),
            pl.col("row").min(),
            pl.col("note").sort_by("row").first(),
        )
        .filter(pl.col("same") & (pl.col("value") >= _FEWEST))
        .with_columns(expected=pl.col("year") - 1)
    )


RULE = Rule(
    code="PE404",
    name="copied-from-last-year",
    severity=Severity.VERIFY,
    find=_find,
    scope="unit",
    on_accepted=True,
    conditions=(several_years,),
)
