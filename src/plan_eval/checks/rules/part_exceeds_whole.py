"""A part (其中) is larger than its whole.

Where all parts of a split are there, their sum is the sharper question (sexes-do-not-add-up,
ages-do-not-add-up).
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.checks.wholes import age_wholes, keys_without, parts_above_whole
from plan_eval.model.finding import Severity
from plan_eval.model.observation import PARTS_OF


def _find(data: Dataset) -> pl.LazyFrame:
    # the men beside a share of women are no part of it
    sexes = data.split("sex").filter(~pl.col("plan_women"))
    residences, ages, complete = data.split("residence"), data.split("age"), age_wholes(data)
    if complete is not None:
        keys = keys_without("age")
        ages = ages.join(complete.select(keys), on=keys, how="anti")
    towns = data.split("town").filter(~pl.col("plan_per_town"))
    return pl.concat(
        (
            parts_above_whole(sexes, "sex", whole="total", complete=PARTS_OF["sex"]),
            parts_above_whole(
                residences, "residence", whole="total", complete=PARTS_OF["residence"]
            ),
            parts_above_whole(ages, "age", whole=""),
            parts_above_whole(towns, "town", whole=""),
        ),
        how="diagonal",
    )


RULE = Rule(
    code="PE308",
    name="part-exceeds-whole",
    severity=Severity.ERROR,
    find=_find,
    scope="unit",
    on_accepted=True,
)
