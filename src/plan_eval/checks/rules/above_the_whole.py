"""A rate that may exceed its whole does so: a cohort's (巩固率), or a gross one for the first time.

More pupils moved in than left, or the numerator counts people it should not: only the sender knows.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule, district_row, shown
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    above = district_row() & pl.col("plan_share") & (pl.col("value") > pl.col("plan_scale"))
    gross = pl.col("plan_may_exceed") & ~pl.col("plan_cohort")
    crossed = data.changes.filter(above & gross & (pl.col("last") <= pl.col("plan_scale")))
    cohorts = data.current.filter(above & pl.col("plan_cohort"))
    return pl.concat((crossed, cohorts), how="diagonal").with_columns(
        column=pl.lit("value"),
        value=pl.col("raw_value"),
        expected=shown(pl.col("plan_scale")),
    )


RULE = Rule(
    code="PE312",
    name="above-the-whole",
    severity=Severity.VERIFY,
    find=_find,
    scope="unit",
    on_accepted=True,
)
