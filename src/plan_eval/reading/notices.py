"""What happened while files were read: notices, singly or many at once.

Reading says what happened and where; whether that is an error is for the rules to decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Literal, Self

import polars as pl

Event = Literal[
    "unreadable-file",
    "not-a-table",
    "too-many-cells",
    "renamed-workbook",
    "header-not-found",
    "missing-column",
    "unknown-column",
    "repeated-column",
    "department-unknown",
    "no-rows",
    "column-without-header",
    "hidden-cells",
    "taken-from-title",
    "sender-differs",
    "unknown-department",
    "wide-table-read",
    "wide-table-not-read",
    "another-header",
    "total-row",
    "not-a-number",
    "normalised-number",
    "sentinel",
    "name-of-another-indicator",
    "formula-not-computed",
    "sentinel-beside-numbers",
    "normalised-word",
    "merged-cells-filled",
    "comment-read",
]
"""What can happen; a rule of the same name gives it a code and a severity."""

NOTICE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "event": pl.String,
    "path": pl.String,
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "expected": pl.String,
    "letter": pl.String,
    "cause": pl.String,
}


@dataclass(frozen=True)
class Notice:
    """Something that happened: the event, where, and the values that its text needs.

    `column` is one of our names or, where that would not tell (unknown or wide columns), the
    sender's words; `letter` is the spreadsheet's column where the file's `letters` do not have it;
    `cause` is which of several texts fits.
    """

    event: Event
    path: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str | None = None
    letter: str | None = None
    cause: str | None = None


def framed(notices: Iterable[Notice]) -> pl.DataFrame:
    """Notices as a frame with the columns of NOTICE_SCHEMA."""
    return pl.DataFrame(list(map(astuple, notices)), schema=NOTICE_SCHEMA, orient="row")


def noted(rows: pl.DataFrame, event: Event, column: pl.Expr) -> pl.DataFrame:
    """One notice per row of a frame with path, row, value, expected, perhaps letter and cause."""
    absent = [pl.lit(None, pl.String).alias(n) for n in ("letter", "cause") if n not in rows]
    return rows.with_columns(*absent, event=pl.lit(event), column=column).select(*NOTICE_SCHEMA)


class Unreadable(Exception):
    """No table can be had; `problem` is a key of the `file` words, `values` what they need."""

    def __init__(
        self, problem: str, *, row: int | None = None, letter: str | None = None, **values: object
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.row = row
        self.letter = letter
        place = {"row": row, "letter": letter}
        self.values = values | {key: one for key, one in place.items() if one is not None}
        self.lines = 0
        self.encoding: str | None = None

    def after(self, lines: int, encoding: str | None) -> Self:
        """The same, once it is known how many lines there are and in which encoding."""
        self.lines, self.encoding = lines, encoding
        return self
