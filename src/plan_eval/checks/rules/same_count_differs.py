"""Two indicators are counted against the same group of people, and its number is not the same.

By the plan's own words: rates with the same denominator (活产数), people and statistical year.
"""

from __future__ import annotations

from collections import Counter

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    count, crowd = pl.col("denominator"), pl.col("crowd")
    modes = count.mode()
    numbers = _populations(data)
    which = pl.lit(numbers).gather(pl.col("plan_at"))
    counted = data.current.with_columns(
        crowd=pl.col("setting") * max(len(numbers), 1) + which
    ).filter(crowd.is_not_null() & count.is_not_null())
    several = (
        counted.group_by("crowd")
        .agg(count.min().alias("low"), count.max().alias("high"))
        .filter(pl.col("low") < pl.col("high"))
        .collect(engine="in-memory")
    )
    return (
        counted.filter(crowd.is_in(several["crowd"].implode()))
        .with_columns(usual=modes.min().over("crowd"), modes=modes.len().over("crowd"))
        .filter((count != pl.col("usual")) | (pl.col("modes") > 1))
        .with_columns(
            column=pl.lit("denominator"),
            value=pl.col("raw_denominator"),
            expected=shown(pl.col("usual")),
        )
    )


def _populations(data: Dataset) -> pl.Series:
    """For each indicator, a number for who is counted; null where no other counts the same."""
    names = [indicator.counted_against for indicator in data.plan.indicators.values()]
    times = Counter(names)
    often = [name for name in times if name and times[name] > 1]
    numbers = [often.index(name) if name in often else None for name in names]
    return pl.Series(numbers, dtype=pl.Int64)


RULE = Rule(
    code="PE504",
    name="same-count-differs",
    severity=Severity.VERIFY,
    find=_find,
    scope="unit",
    on_accepted=True,
)
