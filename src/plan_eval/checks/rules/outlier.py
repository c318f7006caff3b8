"""A change on the year before that stands out from all others of the same series.

It asks before the indicator's own limit of yearly change is reached (jump); not of rates over a
handful of cases, which chance alone moves. The number of people counted against is held to the same
test: a rate hides when both of its counts are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.history import FEWEST, outlying
from plan_eval.checks.rule import Rule, shown
from plan_eval.messages import t
from plan_eval.model.finding import Severity


def _long_enough(data: Dataset) -> Iterator[tuple[None, str]]:
    if len(data.years) <= FEWEST:
        yield None, t("findings.not-run.few-years", years=FEWEST + 1)


def _value(data: Dataset) -> pl.LazyFrame:
    return _told(outlying(data, "value"), "value")


def _denominator(data: Dataset) -> pl.LazyFrame:
    return _told(outlying(data, "denominator"), "denominator")


def _told(rows: pl.LazyFrame, column: str) -> pl.LazyFrame:
    return rows.with_columns(
        column=pl.lit(column), value=pl.col(f"raw_{column}"), expected=shown(pl.col("last"))
    )


RULES = (
    Rule(
        code="PE402",
        name="outlier",
        severity=Severity.VERIFY,
        find=_value,
        scope="unit",
        on_accepted=True,
        yields_to=("PE401", "PE403", "PE405"),
        conditions=(_long_enough,),
    ),
    Rule(
        code="PE408",
        name="denominator-jumps",
        severity=Severity.VERIFY,
        find=_denominator,
        scope="unit",
        on_accepted=True,
        yields_to=("PE401", "PE402", "PE403", "PE504"),
        conditions=(_long_enough,),
    ),
)
