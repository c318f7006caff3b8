"""A part (其中) is larger than its whole.

Where all parts of a split are there, their sum is the sharper question (sexes-do-not-add-up,
ages-do-not-add-up).
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.age_parts import age_wholes
from plan_eval.checks.facts import Facts
from plan_eval.checks.parts import COMPLETE, keys_without, parts_above_whole
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    # the men beside a share of women are no part of it
    sexes = facts.split("sex").filter(~pl.col("plan_women"))
    residences, ages, complete = facts.split("residence"), facts.split("age"), age_wholes(facts)
    if complete is not None:
        keys = keys_without("age")
        ages = ages.join(complete.select(keys), on=keys, how="anti")
    towns = facts.split("town").filter(pl.col("plan_kind") != "each_unit")
    return pl.concat(
        (
            parts_above_whole(sexes, "sex", whole="total", complete=COMPLETE["sex"]),
            parts_above_whole(
                residences, "residence", whole="total", complete=COMPLETE["residence"]
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
    across=True,
)
