"""A sex, residence or town that is not in the lists."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.checks.unread_keys import nearest_word
from plan_eval.model.finding import Severity
from plan_eval.model.observation import RESIDENCES, SEXES


def _find(data: Dataset) -> pl.LazyFrame:
    words = {
        "town": [town.name for town in data.plan.towns.values()],
        "sex": [known[0] for known in SEXES.values()],
        "residence": [known[0] for known in RESIDENCES.values()],
    }
    return pl.concat(
        data.rows.filter(pl.col(column).is_null()).with_columns(
            column=pl.lit(column),
            value=pl.col(f"raw_{column}"),
            expected=nearest_word(f"raw_{column}", known),
        )
        for column, known in words.items()
    )


RULE = Rule(
    code="PE207",
    name="unknown-group",
    severity=Severity.ERROR,
    find=_find,
    yields_to=("PE212",),
)
