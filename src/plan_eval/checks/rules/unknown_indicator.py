"""An indicator code that the plan does not have, with the nearest one it has."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity
from plan_eval.model.integrity import nearest


def _find(facts: Facts) -> pl.LazyFrame:
    names = [*facts.plan.indicators, *(i.name for i in facts.plan.indicators.values())]
    return facts.rows.filter(pl.col("indicator").is_null()).with_columns(
        column=pl.lit("indicator"),
        value=pl.col("raw_indicator"),
        expected=pl.col("raw_indicator").map_elements(
            lambda sent: nearest(sent, names), return_dtype=pl.String
        ),
        indicator=pl.lit(None),
    )


RULE = Rule(
    code="PE205",
    name="unknown-indicator",
    severity=Severity.ERROR,
    find=_find,
)
