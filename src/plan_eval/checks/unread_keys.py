"""Rows with an unread key: each stands for a figure that would otherwise be called missing.

One bad cell is one finding: a misspelt indicator is not also an indicator that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.model.likeness import nearest

FIGURE = ["path", "indicator", "year"]
_MOST_WORDS = 5_000  # different ones of a file; with more it is garbage, and each costs a look-up
_GROUP = ("town", "sex", "age", "residence")


def figures_in_doubt(data: Dataset) -> pl.LazyFrame:
    """path, indicator of rows whose indicator or year is wrong; the nearest indicator stands in."""
    return pl.concat((_misspelt(data), _in_a_wrong_year(data)))


def _misspelt(data: Dataset) -> pl.LazyFrame:
    codes = {indicator.name: indicator.id for indicator in data.plan.indicators.values()}
    return (
        data.rows.filter(pl.col("indicator").is_null())
        .select("path", indicator=likely_indicator(data).replace(codes))
        .filter(pl.col("indicator") != "")
    )


def likely_indicator(data: Dataset) -> pl.Expr:
    """The code or name most like the one sent, of the sender's own first; "" where none is."""
    indicators = data.plan.indicators.values()
    every = [word for indicator in indicators for word in (indicator.id, indicator.name)]
    owners = dict(
        zip(every, [indicator.department for indicator in indicators for _ in (0, 1)], strict=True)
    )

    among_all = most_like(every)
    among_own = {
        own: most_like([word for word in every if owners[word] == own])
        for own in {*owners.values()}
    }

    def likely(row: Mapping[str, str | None]) -> str:
        sent, own = row["raw_indicator"] or "", among_own.get(str(row["department"]))
        return (own and own(sent)) or among_all(sent)

    sent = few_words("raw_indicator")
    return pl.struct(sent, "department").map_elements(likely, return_dtype=pl.String)


def few_words(column: str) -> pl.Expr:
    """The words of a column to look up: of each file no more than anybody corrects by hand."""
    few = pl.col(column).rank("dense").over("path") <= _MOST_WORDS
    return pl.when(few).then(column).alias(column)


def nearest_word(column: str, known: Sequence[str]) -> pl.Expr:
    """For the words of a column, the known ones most like them; "" or null where none is."""
    likely = most_like(known)
    return few_words(column).map_elements(likely, return_dtype=pl.String, skip_nulls=True)


def most_like(known: Sequence[str]) -> Callable[[str], str]:
    """For a word, the known one most like it or ""; looked up once for each different word."""

    @cache
    def likely(sent: str) -> str:
        return nearest(sent, known)

    return likely


def _in_a_wrong_year(data: Dataset) -> pl.LazyFrame:
    span, year = data.plan.header.span, pl.col("year")
    return (
        data.rows.filter(year.is_null() | ~year.is_between(span.baseline, span.end))
        .select("path", "indicator")
        .drop_nulls()
    )


def without_groups_in_doubt(missing: pl.LazyFrame, data: Dataset) -> pl.LazyFrame:
    """The missing groups of a figure, less those that its rows with an unread group may be.

    `missing` has FIGURE, town, sex, age, residence and group. Where more groups are missing than
    rows are in doubt, all are told: which of them the doubtful rows are is not for us to guess.
    """
    doubtful = data.rows.filter(
        pl.any_horizontal(pl.col(name).is_null() for name in _GROUP)
    ).select(*FIGURE, "row", *(pl.col(name).alias(f"sent_{name}") for name in _GROUP))
    fits = pl.all_horizontal(
        pl.col(f"sent_{name}").is_null() | (pl.col(f"sent_{name}") == pl.col(name))
        for name in _GROUP
    )
    covered = (
        missing.join(doubtful, on=FIGURE)
        .filter(fits)
        .group_by(FIGURE)
        .agg(pl.col("row").n_unique().alias("rows"), pl.col("group").n_unique().alias("groups"))
        .filter(pl.col("groups") <= pl.col("rows"))
    )
    return missing.join(
        missing.join(doubtful, on=FIGURE).filter(fits).join(covered, on=FIGURE, how="semi"),
        on=[*FIGURE, *_GROUP],
        how="anti",
    )
