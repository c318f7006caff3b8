"""A sex, residence or town that is not in the lists."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    return pl.concat(
        facts.rows.filter(pl.col(column).is_null()).with_columns(
            column=pl.lit(column), value=pl.col(f"raw_{column}")
        )
        for column in ("area", "sex", "residence")
    )


RULE = Rule(
    code="PE207",
    name="unknown-group",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE212",),
)
