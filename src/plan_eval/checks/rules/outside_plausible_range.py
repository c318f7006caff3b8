"""A value outside the range the plan folder gives as possible."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.rule import Rule, rows_where, shown
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE304",
    name="outside-plausible-range",
    severity=Severity.ERROR,
    rests_on="plausible",
    find=rows_where(
        (
            (pl.col("value") > pl.col("plan_high"))
            | ((pl.col("value") < pl.col("plan_low")) & (pl.col("value") >= 0))
        )
        # what every unit has at least is bounded by unit; all of them together have more
        & (~pl.col("plan_per_town") | (pl.col("town") != "")),
        column="value",
        expected=pl.format("{}–{}", shown(pl.col("plan_low")), shown(pl.col("plan_high"))),
    ),
    yields_to=("PE208", "PE210", "PE211"),
)
