"""Records with quotes in them: read by the `csv` module, held against what a quote may hold."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.reading import limits
from plan_eval.reading.grids import Record, letter
from plan_eval.reading.notices import Unreadable


@dataclass(frozen=True)
class Quoted:
    """A record with a quote in it: where its bytes start and end, and which record it is."""

    start: int
    end: int
    at: int
    record: Record


def quoted_records(data: bytes, delimiter: str, width: int) -> Iterator[Quoted]:
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
        yield Quoted(start, end, number, record)
        number += 1


def _holds_rows(record: bytes, delimiter: str, width: int) -> bool:
    """Whether more than one line of a record is a whole row by itself."""
    if b"\n" not in record:
        return False
    cut = delimiter.encode()
    return sum(line.count(cut) >= width - 1 for line in record.split(b"\n")) > 1


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
