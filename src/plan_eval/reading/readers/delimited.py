"""Comma, tab, semicolon or bar separated text to a grid.

Only records with a quote in them need the `csv` module. The lines between them are cut at every
delimiter: one by one in a small text, by Polars and column by column in a large one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import suppress
from itertools import islice

import polars as pl

from plan_eval.reading import limits
from plan_eval.reading.grids import Grid, Record
from plan_eval.reading.headers import Header, find_header, no_header
from plan_eval.reading.notices import Unreadable
from plan_eval.reading.readers.quotes import quoted_records
from plan_eval.reading.vocabulary import Vocabulary

DELIMITERS = (",", "\t", ";", "|")
SMALL = 2**20  # bytes: up to here record by record is as fast, and simpler to follow
_CHUNK = 50_000  # records held as Python strings at a time
_HEAD_LINES, _HEAD_BYTES = 100, 2**20


def read_delimited(data: bytes, vocabulary: Vocabulary, *, small: int = SMALL) -> Grid:
    """The grid of a text (UTF-8, line feeds). Raises Unreadable for limits and broken quotes."""
    rows = _rows_within_limits(data)
    delimiter, head, header = _delimiter(data, vocabulary)
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


def _delimiter(data: bytes, vocabulary: Vocabulary) -> tuple[str, list[Record], Header]:
    """The delimiter that makes a header, the first records, and the header."""
    first = data[:_HEAD_BYTES].split(b"\n", _HEAD_LINES)[:_HEAD_LINES]
    lines = [line.decode("utf-8", "replace") for line in first]
    for delimiter in DELIMITERS:
        head = _head(lines, delimiter)
        header = find_header(head, vocabulary)
        if header:
            return delimiter, head, header
    raise no_header(_head(lines, DELIMITERS[0]), vocabulary)


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
    for quoted in quoted_records(data, delimiter, width):
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


def _by_column(data: bytes, delimiter: str, width: int, rows: int) -> pl.DataFrame:
    _keep_cells(rows, width)
    pieces: list[bytes] = []
    numbers: list[int] = []
    chunks: list[pl.DataFrame] = []
    chunk: list[Record] = []
    end = 0
    for quoted in quoted_records(data, delimiter, width):
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
