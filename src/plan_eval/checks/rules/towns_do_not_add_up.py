"""Towns and streets do not add up to the district, or none of them lies beyond its rate.

A question, not an error: what the district runs itself belongs to no town.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.facts import Facts
from plan_eval.checks.parts import beyond_parts, partition, sums_that_miss
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(facts: Facts) -> pl.LazyFrame:
    # the district's own figure of a floor in each town is the share of towns that reach it
    rows = facts.split("area").filter(pl.col("plan_kind") != "each_unit")
    towns = partition(rows, "area", whole="", parts=tuple(facts.plan.unit))
    return pl.concat((sums_that_miss(towns), beyond_parts(towns)), how="diagonal")


RULE = Rule(
    code="PE307",
    name="towns-do-not-add-up",
    severity=Severity.VERIFY,
    find=_find,
    across=True,
    yields_to=("PE305", "PE306"),
    conditions=(columns("area"),),
)
