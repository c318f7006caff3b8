"""The parts of a whole do not add up to it: sexes, residences, towns, age groups.

Counts only, one unit of the last digit allowed (部分数据合计数由于单位取舍不同而产生的计算误差).
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.age_parts import age_wholes
from plan_eval.checks.conditions import columns
from plan_eval.checks.facts import Facts
from plan_eval.checks.parts import COMPLETE, beyond_parts, partition, sums_that_miss
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _sexes(facts: Facts) -> pl.LazyFrame:
    rows = facts.split("sex").filter(~pl.col("plan_women"))  # a share of women has no parts by sex
    return sums_that_miss(partition(rows, "sex", whole="total", parts=COMPLETE["sex"]))


def _residences(facts: Facts) -> pl.LazyFrame:
    rows = facts.split("residence")
    return sums_that_miss(partition(rows, "residence", whole="total", parts=COMPLETE["residence"]))


def _towns(facts: Facts) -> pl.LazyFrame:
    """Also a rate of the whole that lies beyond the rates of all towns."""
    # the district's own figure of a floor in each town is the share of towns that reach it
    rows = facts.split("town").filter(pl.col("plan_kind") != "each_unit")
    towns = partition(rows, "town", whole="", parts=tuple(facts.plan.towns))
    return pl.concat((sums_that_miss(towns), beyond_parts(towns)), how="diagonal")


def _ages(facts: Facts) -> pl.LazyFrame:
    """Groups that make up all ages of the indicator; others have no sum (part-exceeds-whole)."""
    wholes = age_wholes(facts)
    return facts.current.clear() if wholes is None else sums_that_miss(wholes)


RULES = (
    Rule(
        code="PE305",
        name="sexes-do-not-add-up",
        severity=Severity.ERROR,
        find=_sexes,
        across=True,
        conditions=(columns("sex"),),
    ),
    Rule(
        code="PE306",
        name="residences-do-not-add-up",
        severity=Severity.ERROR,
        find=_residences,
        across=True,
        conditions=(columns("residence"),),
    ),
    Rule(
        code="PE307",
        name="towns-do-not-add-up",
        severity=Severity.VERIFY,  # what the district runs itself belongs to no town
        find=_towns,
        across=True,
        yields_to=("PE305", "PE306"),
        conditions=(columns("town"),),
    ),
    Rule(
        code="PE311",
        name="ages-do-not-add-up",
        severity=Severity.ERROR,
        find=_ages,
        across=True,
    ),
)
