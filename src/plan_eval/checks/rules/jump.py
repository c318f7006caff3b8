"""A change on last year beyond the indicator's limit: in its own unit, or a share of last year's.

A limit that is a share also lets pass what chance does to a count: the difference of two counts
has the standard deviation √(a + b), if cases come independently (Poisson).
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_years
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.history import by_chance
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity
from plan_eval.model.observation import EXACT


def _find(data: Dataset) -> pl.LazyFrame:
    value, last = pl.col("value"), pl.col("last")
    share = (last.abs() * pl.col("plan_change_share")).cast(EXACT)
    limit = pl.coalesce("plan_change", share)
    relative = pl.col("plan_change_share").is_not_null()
    chance = pl.when(relative).then(by_chance("value", "last")).fill_null(0)
    change = (value - last).abs()
    return data.changes.filter((change > limit) & (change.cast(pl.Float64) > chance)).with_columns(
        column=pl.lit("value"),
        value=pl.col("raw_value"),
        expected=pl.format("{} ± {}", shown(last), shown(limit)),
    )


RULE = Rule(
    code="PE401",
    name="jump",
    severity=Severity.VERIFY,
    rests_on="yearly_change",
    find=_find,
    scope="unit",
    on_accepted=True,
    yields_to=("PE403", "PE405"),
    conditions=(several_years,),
)
