"""A grid: the cells of one sheet as sent, all text, before anyone knows what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from plan_eval.reading.headers import Header

Record = list[str]

BLANK = " \t\n\r\v\f\u00a0\u3000\u200b\ufeff"
"""What a cell may hold at its edges and still be the same: blanks and byte order marks."""


@dataclass(frozen=True)
class Merged:
    """A block of merged cells, 0-based, ends included; its first cell holds the words."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """The records of a sheet or text; record i is the spreadsheet's row i + 1.

    `cells` is a list of records or, for a large text, a frame of strings with one column per cell
    ("0", "1", …; empty where a record is shorter). `head` holds the first records in either case,
    `header` what was found among them. `formulas` are the (record, position) of cells, 0-based,
    whose formula no spreadsheet has computed yet; they hold its text, "=" first. `hidden_rows` and
    `hidden_columns` are those that people do not see, 0-based; `comments` what is written on cells,
    by (record, position); `hidden` whether nobody sees the sheet.
    """

    head: Sequence[Record]
    cells: list[Record] | pl.DataFrame
    header: Header | None = None
    sheet: str | None = None
    merged: tuple[Merged, ...] = field(default=())
    formulas: tuple[tuple[int, int], ...] = field(default=())
    hidden_rows: frozenset[int] = field(default=frozenset())
    hidden_columns: frozenset[int] = field(default=frozenset())
    hidden: bool = False
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of records."""
        return len(self.cells)

    def records(self, first: int, end: int) -> list[Record]:
        """The records from one place to before another, 0-based."""
        if isinstance(self.cells, list):
            return self.cells[first:end]
        return [list(record) for record in self.cells.slice(first, max(end - first, 0)).iter_rows()]


def without_blanks(sent: pl.Series) -> pl.Series:
    """The cells without blanks at their edges; a look costs a fraction of stripping all."""
    blank = sent.str.contains_any(list(BLANK)).any()
    return sent.str.strip_chars(BLANK) if blank else sent


def letter(position: int) -> str:
    """A column's letters in a spreadsheet: 0 → A, 26 → AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
