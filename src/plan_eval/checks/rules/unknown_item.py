"""A self-assessment of something that is no goal, measure or project of the plan."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity
from plan_eval.model.integrity import nearest


def _find(facts: Facts) -> pl.LazyFrame:
    return facts.assessments.filter(pl.col("item").is_null()).with_columns(
        column=pl.lit("item"),
        value=pl.col("raw_item"),
        expected=pl.col("raw_item").map_elements(
            lambda sent: nearest(sent, facts.plan.reportable), return_dtype=pl.String
        ),
    )


RULE = Rule(
    code="PE801",
    name="unknown-item",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE212",),
)
