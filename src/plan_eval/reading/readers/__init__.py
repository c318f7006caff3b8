"""One file per format; a file is read as what its first bytes say it is, not as its name says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plan_eval.reading.decoding import decode
from plan_eval.reading.grids import Grid
from plan_eval.reading.headers import find_header
from plan_eval.reading.notices import Unreadable
from plan_eval.reading.readers.delimited import SMALL, read_delimited
from plan_eval.reading.vocabulary import Vocabulary

TEXT, XLSX, XLS = "text", "xlsx", "xls"
_SIGNS = (
    (b"PK\x03\x04", XLSX),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", XLS),
    (b"PK\x05\x06", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
)
_WEB = (b"mime-version:", b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta")


@dataclass(frozen=True)
class Opened:
    """The grids of a file (a text has one, a workbook one per visible sheet) and what it was.

    `lines` counts the records of a workbook; `hidden_sheets` hold a table that nobody sees.
    """

    grids: tuple[Grid, ...]
    format: str
    encoding: str | None
    lines: int = 0
    hidden_sheets: tuple[str, ...] = ()


def read_grids(data: bytes, vocabulary: Vocabulary, *, small: int = SMALL) -> Opened:
    """Read one file. Raises Unreadable when it is no text and no workbook, or a harmful one."""
    kind = format_of(data)
    if kind == XLSX:
        from plan_eval.reading.readers.xlsx import read_xlsx

        return _workbook(read_xlsx(data), kind, vocabulary)
    if kind == XLS:
        from plan_eval.reading.readers.xls import read_xls

        return _workbook(read_xls(data), kind, vocabulary)
    if kind != TEXT:
        raise Unreadable(kind)
    decoded = decode(data)
    try:
        if not decoded.data or decoded.data.isspace():
            raise Unreadable("empty")
        grid = read_delimited(decoded.data, vocabulary, small=small)
    except Unreadable as fault:
        raise fault.after(decoded.lines, decoded.encoding) from None
    return Opened((grid,), TEXT, decoded.encoding)


def format_of(data: bytes) -> str:
    """`text`, `xlsx`, `xls`, or the words' key for something that no reader takes."""
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return kind
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "web-page" if start.startswith(_WEB) else TEXT


def _workbook(grids: Sequence[Grid], kind: str, vocabulary: Vocabulary) -> Opened:
    found = [replace(grid, header=find_header(grid.head, vocabulary)) for grid in grids]
    seen = tuple(grid for grid in found if not grid.hidden)
    hidden = tuple(grid.sheet or "" for grid in found if grid.hidden and grid.header)
    return Opened(seen, kind, None, sum(grid.count for grid in seen), hidden)
