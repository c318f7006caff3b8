"""Rows whose figure comes more than once."""

from __future__ import annotations

import polars as pl


def repeated(rows: pl.LazyFrame, *also: str) -> pl.LazyFrame:
    """The rows that share their figure, and the columns `also`, with another row.

    A figure with an unread key is left out. Numbers narrow a million rows down to the few
    candidates before text is compared.
    """
    candidates = rows.filter(pl.col("figure").is_not_null() & pl.col("figure").is_duplicated())
    return candidates.filter(pl.len().over("figure", *also) > 1) if also else candidates
