"""Comma, tab or semicolon separated text to a grid.

Small texts go through the `csv` module record by record. Large ones go through Polars, column by
column; there only the records with a quote in them are read by `csv`, so that both ways agree.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

import polars as pl

from plan_eval.io import limits
from plan_eval.io.faults import Unreadable
from plan_eval.io.grids import Grid, Record, letter
from plan_eval.io.headers import Header

DELIMITERS = (",", "\t", ";")
SMALL = 2**20
_CHUNK = 50_000
_HEAD_LINES, _HEAD_BYTES = 100, 2**20

FindHeader = Callable[[Sequence[Record]], Header | None]


def read_delimited(data: bytes, find: FindHeader, *, small: int = SMALL) -> Grid:
    """The grid of a text (UTF-8, line feeds). Raises Unreadable for limits and broken quotes."""
    rows = _rows_within_limits(data)
    delimiter, head, header = _delimiter(data, find)
    width = header.width
    if width > limits.COLUMNS:
        raise Unreadable("too-wide", limit=limits.COLUMNS)
    if len(data) <= small:
        return Grid(head, _by_record(data, delimiter, width), header)
    return Grid(head, _by_column(data, delimiter, width, rows), header)


def _rows_within_limits(data: bytes) -> int:
    """How many lines there are, none of them too long."""
    rows = data.count(b"\n") + 1
    if rows > limits.ROWS:
        raise Unreadable("too-many-rows", limit=limits.ROWS)
    start, step = 0, limits.ROW_CHARACTERS
    while start + step < len(data):
        end = data.rfind(b"\n", start, start + step + 1)
        if end < 0:
            raise Unreadable("row-too-long", row=data.count(b"\n", 0, start) + 1)
        start = end + 1
    return rows


def _delimiter(data: bytes, find: FindHeader) -> tuple[str, list[Record], Header]:
    """The delimiter that makes a header, the first records, and the header."""
    first = data[:_HEAD_BYTES].split(b"\n", _HEAD_LINES)[:_HEAD_LINES]
    lines = [line.decode("utf-8", "replace") for line in first]
    for delimiter in DELIMITERS:
        head = _head(lines, delimiter)
        header = find(head)
        if header:
            return delimiter, head, header
    raise Unreadable("no-header")


def _head(lines: list[str], delimiter: str) -> list[Record]:
    """The records before the first fault; a fault shows again when all is read."""
    records: list[Record] = []
    with suppress(csv.Error):
        records.extend(
            islice(csv.reader(map(_ended, lines), delimiter=delimiter), limits.HEADER_WITHIN)
        )
    return records


def _ended(line: str) -> str:
    return line + "\n"


def _by_record(data: bytes, delimiter: str, width: int) -> list[Record]:
    records: list[Record] = []
    at = 0
    for quoted in _quoted(data, delimiter, width):
        records += _plain(data[at : quoted.start], delimiter)
        records.append(quoted.record)
        at = quoted.end
    return records + _plain(data[at:], delimiter)


def _plain(data: bytes, delimiter: str) -> list[Record]:
    """The records of lines without quotes."""
    lines = data.decode("utf-8").split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.split(delimiter) if line else [] for line in lines]


@dataclass(frozen=True)
class _Quoted:
    """A record with a quote in it: where its bytes start and end, and which record it is."""

    start: int
    end: int
    at: int
    record: Record


def _quoted(data: bytes, delimiter: str, width: int) -> Iterator[_Quoted]:
    """The records that have a quote in them, over as many lines as they take.

    Raises Unreadable where a quote is never closed or swallows rows: at the row that opens it.
    """
    feed = _Feed(data)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    end = number = 0
    while (quote := data.find(b'"', end)) >= 0:
        start = data.rfind(b"\n", end, quote) + 1 or end
        number += data.count(b"\n", end, start)
        feed.begin(start)
        try:
            record = next(reader)
        except csv.Error:
            raise _broken(data, start, delimiter, number + 1) from None
        end = feed.at
        if width > 2 and _holds_rows(data[start : end - 1], delimiter, width):
            raise Unreadable("rows-in-quotes", row=number + 1, letter=_swallower(record))
        yield _Quoted(start, end, number, record)
        number += 1


def _holds_rows(record: bytes, delimiter: str, width: int) -> bool:
    """Whether more than one line of a record is a whole row by itself."""
    if b"\n" not in record:
        return False
    cuts = map(_cuts(delimiter), record.split(b"\n"))
    return sum(cut >= width - 1 for cut in cuts) > 1


class _Feed:
    """Lines to the csv reader, from wherever the next record begins."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = self.first = 0

    def begin(self, at: int) -> None:
        self.at = self.first = at

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.data):
            raise StopIteration
        end = self.data.find(b"\n", self.at) + 1 or len(self.data)
        line = self.data[self.at : end].decode("utf-8")
        self.at = end
        if end - self.first > limits.ROW_CHARACTERS:
            raise csv.Error("longer than a row may be")
        return line


def _broken(data: bytes, start: int, delimiter: str, row: int) -> Unreadable:
    end = data.find(b"\n", start)
    line = data[start : end if end >= 0 else len(data)].decode("utf-8")
    return Unreadable("quotes", row=row, letter=letter(_opened(line, delimiter) or 0))


def _opened(line: str, delimiter: str) -> int | None:
    """Which cell of a line opens a quote that the line does not close as it should."""
    cell, position = 0, 0
    while position <= len(line):
        if line[position : position + 1] != '"':
            end = line.find(delimiter, position)
        else:
            end = position + 1
            while line[end : end + 1] and (line[end] != '"' or line[end : end + 2] == '""'):
                end += 2 if line[end] == '"' else 1
            end += 1  # behind the closing quote
            if line[end - 1 : end] != '"' or line[end : end + 1] not in ("", delimiter):
                return cell
            end = end if line[end : end + 1] else -1
        if end < 0:
            return None
        cell, position = cell + 1, end + 1
    return None


def _swallower(record: Record) -> str:
    return letter(max(range(len(record)), key=lambda at: record[at].count("\n")))


def _by_column(data: bytes, delimiter: str, width: int, rows: int) -> pl.DataFrame:
    _keep_cells(rows, width)
    pieces: list[bytes] = []
    numbers: list[int] = []
    chunks: list[pl.DataFrame] = []
    chunk: list[Record] = []
    end = 0
    for quoted in _quoted(data, delimiter, width):
        pieces.append(data[end : quoted.start])
        numbers.append(quoted.at)
        chunk.append(quoted.record)
        end = quoted.end
        if len(chunk) == _CHUNK:
            chunks.append(_framed(chunk))
            chunk = []
    if not numbers:
        return _split(data, delimiter, width)
    pieces.append(data[end:])
    # every quoted record leaves an empty line in its place
    plain = _split(b"\n".join(pieces), delimiter, width)
    return _joined(plain, numbers, pl.concat([*chunks, _framed(chunk)], how="diagonal"))


def _joined(plain: pl.DataFrame, numbers: list[int], quoted: pl.DataFrame) -> pl.DataFrame:
    """The plain records with the quoted ones in their places."""
    at = pl.Series(numbers, dtype=pl.UInt32)
    empty = pl.Series([""]).new_from_index(0, plain.height)
    columns = []
    for name in map(str, range(max(plain.width, quoted.width))):
        column = plain.drop_in_place(name) if name in plain.columns else empty.clone()
        if name in quoted.columns:
            column = column.scatter(at, quoted.drop_in_place(name).fill_null(""))
        columns.append(column.alias(name))
    return pl.DataFrame(columns)


def _split(data: bytes, delimiter: str, width: int) -> pl.DataFrame:
    """Every line cut at every delimiter, as wide as the header or, if wider, the widest line."""
    try:
        return _read(data, delimiter, width)
    except (
        pl.exceptions.ComputeError,
        pl.exceptions.SchemaError,
    ):  # a line has more cells than the header
        lines = data.split(b"\n")
        widest = max(map(_cuts(delimiter), lines)) + 1
        _keep_cells(len(lines), widest)
        return _read(data, delimiter, widest)


def _cuts(delimiter: str) -> Callable[[bytes], int]:
    return lambda line: line.count(delimiter.encode())


def _keep_cells(rows: int, width: int) -> None:
    if rows * width > limits.CELLS or width > limits.COLUMNS + 1:
        raise Unreadable("too-wide", limit=limits.COLUMNS)


def _read(data: bytes, delimiter: str, width: int) -> pl.DataFrame:
    frame = pl.read_csv(
        data,
        has_header=False,
        separator=delimiter,
        quote_char=None,
        schema=dict.fromkeys(map(str, range(width)), pl.String),
        infer_schema=False,
        missing_columns="insert",
        empty_string_is_null=False,
        extra_columns="raise",
    )
    # in one piece, one column after the other so that memory holds no second copy
    return pl.DataFrame([frame.drop_in_place(name).rechunk() for name in frame.columns])


def _framed(records: list[Record]) -> pl.DataFrame:
    width = max(map(len, records), default=0)
    _keep_cells(len(records), width)
    padded = [[*record, *[""] * (width - len(record))] for record in records]
    return pl.DataFrame(
        padded, schema=dict.fromkeys(map(str, range(width)), pl.String), orient="row"
    )
