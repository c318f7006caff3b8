"""The parts of a whole do not add up to it: sexes, residences, towns, age groups.

Counts only, one unit of the last digit allowed (部分数据合计数由于单位取舍不同而产生的计算误差).
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.checks.wholes import (
    age_wholes,
    beyond_parts,
    sums_that_miss,
    wholes_with_parts,
)
from plan_eval.model.finding import Severity
from plan_eval.model.observation import PARTS_OF


def _sexes(data: Dataset) -> pl.LazyFrame:
    rows = data.split("sex").filter(~pl.col("plan_women"))  # a share of women has no parts by sex
    return sums_that_miss(wholes_with_parts(rows, "sex", whole="total", parts=PARTS_OF["sex"]))


def _residences(data: Dataset) -> pl.LazyFrame:
    rows = data.split("residence")
    return sums_that_miss(
        wholes_with_parts(rows, "residence", whole="total", parts=PARTS_OF["residence"])
    )


def _towns(data: Dataset) -> pl.LazyFrame:
    """Also a rate of the whole that lies beyond the rates of all towns."""
    # the district's own figure of a floor in each town is the share of towns that reach it
    rows = data.split("town").filter(~pl.col("plan_per_town"))
    towns = wholes_with_parts(rows, "town", whole="", parts=tuple(data.plan.towns))
    return pl.concat((sums_that_miss(towns), beyond_parts(towns)), how="diagonal")


def _ages(data: Dataset) -> pl.LazyFrame:
    """Groups that make up all ages of the indicator; others have no sum (part-exceeds-whole)."""
    wholes = age_wholes(data)
    return data.current.clear() if wholes is None else sums_that_miss(wholes)


RULES = (
    Rule(
        code="PE305",
        name="sexes-do-not-add-up",
        severity=Severity.ERROR,
        find=_sexes,
        scope="unit",
        on_accepted=True,
        conditions=(columns("sex"),),
    ),
    Rule(
        code="PE306",
        name="residences-do-not-add-up",
        severity=Severity.ERROR,
        find=_residences,
        scope="unit",
        on_accepted=True,
        conditions=(columns("residence"),),
    ),
    Rule(
        code="PE307",
        name="towns-do-not-add-up",
        severity=Severity.VERIFY,  # what the district runs itself belongs to no town
        find=_towns,
        scope="unit",
        on_accepted=True,
        yields_to=("PE305", "PE306"),
        conditions=(columns("town"),),
    ),
    Rule(
        code="PE311",
        name="ages-do-not-add-up",
        severity=Severity.ERROR,
        find=_ages,
        scope="unit",
        on_accepted=True,
    ),
)
