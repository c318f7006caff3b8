"""A wide table, with years, sexes or indicators as columns, to the tidy body of the form.

Read only where every indicator is known; a table in doubt is refused with what to do about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from plan_eval.model.observation import NUMBERS
from plan_eval.reading import limits
from plan_eval.reading.faults import Unreadable
from plan_eval.reading.grids import BLANK
from plan_eval.reading.headers import Column, Coordinates
from plan_eval.reading.tables import Table
from plan_eval.reading.vocabulary import Vocabulary

_SHOWN = 3


@dataclass(frozen=True)
class Unfolded:
    """A wide table made tidy.

    `body` has `row`, our columns, and `value_letter`, `value_words` of the column each figure
    stands in; `outside` are the columns of years that the plan does not reach; `empty` counts
    cells without a figure.
    """

    body: pl.DataFrame
    outside: tuple[Column, ...]
    empty: int


def unfold(table: Table, words: Vocabulary) -> Unfolded:
    """One row per figure. Raises Unreadable when an indicator is not known."""
    _know_every_indicator(table, words)
    if table.body.height * len(table.header.columns) > limits.WIDE_CELLS:
        raise Unreadable("wide-too-large", limit=limits.WIDE_CELLS)
    outside = tuple(c for c in table.header.columns if not _within(c.coordinates, words))
    groups: defaultdict[Coordinates, list[Column]] = defaultdict(list)
    for column in table.header.columns:
        if column.coordinates and column not in outside:
            groups[tuple(sorted(column.coordinates))].append(column)
    parts = [_figures(table, fixed, columns) for fixed, columns in groups.items()]
    body = pl.concat(parts, how="diagonal") if parts else _no_figures(table)
    blank = [_blank(pl.col(name)) for name in NUMBERS if name in body.columns]
    given = body.filter(~pl.all_horizontal(blank)) if blank else body
    return Unfolded(given.sort("row", maintain_order=True), outside, body.height - given.height)


def _within(coordinates: Coordinates, words: Vocabulary) -> bool:
    return all(kind != "year" or int(value) in words.years for kind, value in coordinates)


def _figures(table: Table, fixed: Coordinates, columns: Iterable[Column]) -> pl.DataFrame:
    """The figures of the columns that fix the same coordinates: a value and perhaps its counts."""
    measures = {column.name if column.name in NUMBERS else "value": column for column in columns}
    shown = measures.get("value") or next(iter(measures.values()))
    return table.body.select(
        "row",
        *(
            pl.col(str(column.position)).alias(name)
            for name, column in table.columns.items()
            if name not in dict(fixed)
        ),
        *(pl.col(str(column.position)).alias(name) for name, column in measures.items()),
        *(pl.lit(value).alias(kind) for kind, value in fixed),
        *([pl.lit(shown.unit).alias("unit")] if shown.unit and "unit" not in table.columns else []),
        value_letter=pl.lit(shown.letter),
        value_words=pl.lit(shown.words),
    )


def _no_figures(table: Table) -> pl.DataFrame:
    return table.body.select("row", value=pl.lit("")).clear()


def _blank(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_chars(BLANK).fill_null("") == ""


def _know_every_indicator(table: Table, words: Vocabulary) -> None:
    fixed = {kind for column in table.header.columns for kind, _ in column.coordinates}
    if "indicator" in fixed:
        return
    if "indicator" in table.columns:
        position = str(table.columns["indicator"].position)
        names = table.body[position].unique(maintain_order=True).to_list()
    elif "indicator" in table.said:
        names = [table.said["indicator"].value]
    else:
        raise Unreadable("wide-no-indicator", row=table.header.at + 1)
    unknown = [name for name in names if words.indicator(name) is None]
    if unknown:
        some = "、".join(name.strip(BLANK)[:40] or "—" for name in unknown[:_SHOWN])
        raise Unreadable(
            "wide-unknown", row=table.header.at + 1, count=len(unknown), all=len(names), names=some
        )
