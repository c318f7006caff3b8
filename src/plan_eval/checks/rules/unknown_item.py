"""A self-assessment of something that is no goal, measure or project of the plan."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.checks.unread_keys import nearest_word
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    items = tuple(data.plan.reportable)
    return data.self_assessments.filter(pl.col("item").is_null()).with_columns(
        column=pl.lit("item"),
        value=pl.col("raw_item"),
        expected=nearest_word("raw_item", items),
    )


RULE = Rule(
    code="PE801",
    name="unknown-item",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE212",),
)
