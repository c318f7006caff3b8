"""Whole numbers for the keys of figures: what a million rows are compared by."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_GROUP = ("town", "sex", "age", "residence")
_YEARS = 16_384  # a year has four digits


def with_numbers(rows: pl.DataFrame, indicators: Sequence[str]) -> pl.DataFrame:
    """The rows with `plan_at` (place of the indicator in the list), `series`, `setting`, `figure`.

    Dense codes of each column, packed without loss; null where a part was not read.
    """
    at = pl.Series(range(len(indicators)), dtype=pl.Int64)
    plan_at = rows["indicator"].replace_strict(
        pl.Series(indicators, dtype=pl.String), at, default=None, return_dtype=pl.Int64
    )
    group, sizes = pl.repeat(0, rows.height, dtype=pl.Int64, eager=True), 1
    for name in _GROUP:
        codes, size = _codes(rows[name])
        group, sizes = group * size + codes, sizes * size
    series = plan_at * sizes + group
    return rows.with_columns(
        plan_at.alias("plan_at"),
        series.alias("series"),
        (group * _YEARS + rows["year"]).alias("setting"),
        (series * _YEARS + rows["year"]).alias("figure"),
    )


def _codes(column: pl.Series) -> tuple[pl.Series, int]:
    """The words of a column as numbers from 0 on, and how many there are."""
    words = column.drop_nulls().unique()
    codes = column.cast(pl.Enum(words)).to_physical().cast(pl.Int64)
    return codes, max(len(words), 1)
