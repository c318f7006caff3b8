"""From cells as sent to codes, years and words, column by column: what both forms need.

What stands in the lists or casts as it is, is taken; only the rest is looked at singly, once per
different cell, and everything that was changed on the way is a notice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from plan_eval.reading import cells
from plan_eval.reading.grids import without_blanks
from plan_eval.reading.notices import NOTICE_SCHEMA, Event, noted
from plan_eval.reading.vocabulary import Match, Vocabulary, Words, match

Schema = Mapping[str, pl.DataType | type[pl.DataType]]
Result = tuple[pl.DataFrame, pl.DataFrame]
"""The rows of a form, and the notices (NOTICE_SCHEMA)."""

SENDER: Schema = {
    "path": pl.String,
    "file_department": pl.String,
    "file_year": pl.Int32,
    "file_unit": pl.String,
    "file_indicator": pl.String,
}
"""What holds for every row of a file that says nothing else."""


class Tidying:
    """The rows of a form as sent, and the notices so far."""

    def __init__(self, raw: pl.DataFrame, vocabulary: Vocabulary) -> None:
        self.raw = raw
        self.vocabulary = vocabulary
        self.notices: list[pl.DataFrame] = []

    def note(
        self, event: Event, column: str, at: pl.Series, expected: pl.Series | None = None
    ) -> None:
        """A notice for each row where `at` holds."""
        found = pl.lit(None, pl.String) if expected is None else expected
        rows = self.raw.select("path", "row", value=column).with_columns(expected=found)
        wanted = rows.filter(at.fill_null(value=False))
        self.notices.append(noted(wanted, event, pl.lit(column)))

    def framed(self, columns: Mapping[str, pl.Series], schema: Schema) -> pl.DataFrame:
        """The columns of a schema, `path` and `row` taken over."""
        tidied = [_expression(name, columns[name]) for name in schema if name in columns]
        return self.raw.select("path", "row", *tidied)

    def noticed(self) -> pl.DataFrame:
        """What was met; a cell that serves several figures of a wide table counts once."""
        found = pl.concat([pl.DataFrame(schema=NOTICE_SCHEMA), *self.notices])
        return found.unique(maintain_order=True)

    def coded(self, column: str, find: Callable[[str], Match | None]) -> pl.Series:
        """The codes of a column; a spelling the lists do not have is a notice."""
        sent = self.raw[column]
        found = {cell: find(cell) for cell in different(sent)}
        codes = replaced(sent, {cell: one and one.code for cell, one in found.items()})
        loose = [cell for cell, one in found.items() if one and not one.exact]
        if loose:
            self.note("normalised-word", column, sent.is_in(loose), codes)
        return codes

    def narrow(self, column: str, read: Callable[[str], str] = str) -> pl.Series:
        """A column of words in narrow forms, as `read` spells them; a change is a notice."""
        sent = self.raw[column]
        found = {cell: read(cells.plain(cell)) for cell in different(sent)}
        changed = [cell for cell, text in found.items() if cells.stripped(cell) != text]
        narrow = replaced(sent, found)
        if changed:
            self.note("normalised-word", column, sent.is_in(changed), narrow)
        return narrow

    def text(self, column: str) -> pl.Series:
        """A column of words; empty ones are null."""
        sent = without_blanks(self.raw[column])
        return where(sent != "", sent, None)

    def years(self, column: str, *, otherwise: pl.Series | None = None) -> pl.Series:
        """The years of a column; 2023年 and 2023.0 are read and noticed."""
        sent = self.raw[column]
        found = sent.cast(pl.Int32, strict=False)
        found = where((sent.str.len_bytes() == 4) & (found >= 1000), found, None)
        rest = found.is_null() & sent.is_not_null() & (sent != "")
        if rest.any():
            read = {cell: cells.year(cell) for cell in different(sent.filter(rest))}
            tidied = replaced(sent, read, pl.Int32())
            changed = [cell for cell, year in read.items() if cells.stripped(cell) != str(year)]
            at = sent.is_in(changed) & tidied.is_not_null()
            self.note("normalised-number", column, at, tidied.cast(pl.String))
            found = found.fill_null(tidied)
        return found if otherwise is None else found.fill_null(otherwise)

    def departments(self) -> pl.Series:
        """Who sends a row: its own column, else its file; unknown names are a notice."""
        sent = self.raw["department"]
        codes = self.coded("department", within({**self.vocabulary.departments, "": ""}))
        unknown = codes.is_null() & sent.is_not_null()
        if unknown.any():
            self.note("unknown-department", "department", unknown)
        return where(sent.is_null() | (codes == ""), self.raw["file_department"], codes)


def _expression(name: str, column: pl.Series) -> pl.Expr:
    """A column that holds nothing takes no room."""
    empty = column.null_count() == len(column)
    return (pl.lit(None, column.dtype) if empty else pl.lit(column)).alias(name)


def within(words: Words) -> Callable[[str], Match | None]:
    """How a cell is looked up in one list."""
    return lambda cell: match(words, cell)


def different(sent: pl.Series) -> list[str]:
    """The different cells of a column."""
    return sent.unique().drop_nulls().to_list()


def replaced(
    sent: pl.Series, found: Mapping[str, object], dtype: pl.DataType | None = None
) -> pl.Series:
    """Each cell's own value from a dictionary over the different cells; others are null."""
    dtype = dtype or pl.String()
    if not found:
        return pl.Series(sent.name, [None], dtype=dtype).new_from_index(0, len(sent))
    old = pl.Series(list(found), dtype=pl.String)
    new = pl.Series(list(found.values()), dtype=dtype)
    return sent.replace_strict(old, new, default=None, return_dtype=dtype)


def where(
    at: pl.Series, then: pl.Series | str | None, otherwise: pl.Series | int | None
) -> pl.Series:
    """`then` where `at` holds, `otherwise` where it does not or is null."""
    return pl.select(pl.when(at).then(pl.lit(then)).otherwise(pl.lit(otherwise))).to_series()
