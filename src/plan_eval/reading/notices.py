"""What the reader met: notices, singly or many at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

import polars as pl

NOTICE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "code": pl.String,
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
    """Something the reader met: `code` of a rule, where, and the values its words need.

    `column` is one of our names or, where that would not tell (unknown or wide columns), the
    sender's words; `letter` is the spreadsheet's column where the file's `letters` do not have it;
    `cause` is which of a rule's several texts fits (`rules.<code>.cause.<cause>`).
    """

    code: str
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


def noted(rows: pl.DataFrame, code: str, column: pl.Expr) -> pl.DataFrame:
    """One notice per row of a frame with path, row, value, expected, perhaps letter and cause."""
    absent = [pl.lit(None, pl.String).alias(n) for n in ("letter", "cause") if n not in rows]
    return rows.with_columns(*absent, code=pl.lit(code), column=column).select(*NOTICE_SCHEMA)
