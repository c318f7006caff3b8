"""Figures held against a level: for rules that inform, never for the verdict.

The verdict of the assessment weighs years, splits and evidence; here one figure meets one number.
What meets it is asked of the target itself, as the assessment asks it: exact, and never two minds.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import district_row, shown
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import EXACT, exact_value
from plan_eval.model.targets import EachUnit

_COUNTS = ("value", "numerator", "denominator", "plan_scale")


def this_year(data: Dataset) -> pl.LazyFrame:
    """The rows of the year the file reports on, of whomever they speak."""
    reported = (pl.col("year") == pl.col("report_year")).fill_null(value=True)
    return data.current.filter(pl.col("value").is_not_null() & reported)


def reported_this_year(data: Dataset) -> pl.LazyFrame:
    """The district's rows of the year the file reports on."""
    return this_year(data).filter(district_row())


def judged_rows(data: Dataset) -> pl.LazyFrame:
    """Rows of this year with a level to reach, as found: `met`, and `expected` the level.

    The district's figure for most kinds of target, each town's for a floor in each town. Kinds
    that one figure cannot answer (a trend, a gap, a parity) are left out.
    """
    indicators, start = data.plan.indicators, data.plan.header.span.start
    floors = {
        name: target.minimum
        for name, one in indicators.items()
        if isinstance(target := one.target, EachUnit)
    }
    derived = [indicator.id for indicator in indicators.values() if indicator.target.derived]
    floor = pl.col("indicator").replace_strict(floors, default=None, return_dtype=EXACT)
    in_towns = pl.col("indicator").is_in(list(floors)) & (pl.col("town") != "")
    whole = district_row() & ~pl.col("indicator").is_in(derived)
    return (
        this_year(data)
        .filter((whole | in_towns) & (pl.col("year") >= start))
        .with_columns(
            met=judged(lambda name, value: _meets(indicators[name], value), "indicator"),
            plan_bound=pl.coalesce(floor, "plan_bound"),
        )
        .filter(pl.col("met").is_not_null())
        .with_columns(
            column=pl.lit("value"), value=pl.col("raw_value"), expected=shown(pl.col("plan_bound"))
        )
    )


def judged(meets: Callable[[Any, Fraction], bool | None], of: str) -> pl.Expr:
    """`meets` asked of every row: what stands in its column `of`, and its exact figure."""

    def answer(rows: pl.Series) -> pl.Series:
        answers = [meets(row[of], exact_value(*(row[name] for name in _COUNTS))) for row in rows]
        return pl.Series(answers, dtype=pl.Boolean)

    scale = pl.col("plan_scale").cast(pl.Int64)
    return pl.struct(of, *_COUNTS[:-1], scale).map_batches(answer, return_dtype=pl.Boolean)


def _meets(indicator: Indicator, value: Fraction) -> bool | None:
    if isinstance(indicator.target, EachUnit):
        return indicator.target.town_meets(value)
    return indicator.target.meets(value, indicator.full)
