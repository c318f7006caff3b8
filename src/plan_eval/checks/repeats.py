"""Rows whose figure comes more than once."""

from __future__ import annotations

import polars as pl

from plan_eval.words import t

REPORTED = pl.coalesce("report_year", "year")
"""The year of the report a figure stands in; where none is named, the year it speaks of."""


def repeated(rows: pl.LazyFrame, *also: str) -> pl.LazyFrame:
    """The rows that share their figure, and the columns `also`, with another row.

    A figure with an unread key is left out. Numbers narrow a million rows down to the few
    candidates before text is compared.
    """
    candidates = rows.filter(pl.col("figure").is_not_null() & pl.col("figure").is_duplicated())
    return candidates.filter(pl.len().over("figure", *also) > 1) if also else candidates


def other_place(*same: str) -> pl.Expr:
    """Where the same stands again: of the first row the second, of all others the first.

    In the row's own file its row says enough; another file is named.
    """
    place = pl.struct("path", "row").sort_by("path", "row")
    first, second = place.first().over(*same), place.get(1).over(*same)
    other = pl.when(first == pl.struct("path", "row")).then(second).otherwise(first)
    path, row = other.struct.field("path"), other.struct.field("row")
    said = pl.format(t("findings.row", row="{}"), row)
    return pl.when(path == pl.col("path")).then(said).otherwise(pl.format("{} {}", path, said))
