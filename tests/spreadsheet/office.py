"""A person with a spreadsheet program: opens the workbook, changes cells, saves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADER = 3
Edit = tuple[str, str, str]
"""A cell: title of the sheet, id of the row, heading of the column."""


def column(sheet: Worksheet, heading: str) -> int:
    """The 1-based column of a heading."""
    return [cell.value for cell in sheet[HEADER]].index(heading) + 1


def row(sheet: Worksheet, key: str) -> int:
    """The 1-based row of an id, which stands in the first column."""
    keys = sheet.iter_rows(min_row=HEADER + 1, max_col=1, values_only=True)
    return [str(one) for (one,) in keys].index(key) + HEADER + 1


def edit(path: Path, cells: Mapping[Edit, Any]) -> None:
    """Type values into cells."""

    def type_in(book: openpyxl.Workbook) -> None:
        for (title, key, heading), value in cells.items():
            sheet = book[title]
            sheet.cell(row(sheet, key), column(sheet, heading)).value = value

    change(path, type_in)


def change(path: Path, what: Callable[[openpyxl.Workbook], None]) -> None:
    """Open, do something, save."""
    book = openpyxl.load_workbook(path)
    what(book)
    book.save(path)


def add(path: Path, title: str, cells: Mapping[str, Any], below: str | None = None) -> None:
    """Insert a row below another, or write one under the last."""

    def type_in(book: openpyxl.Workbook) -> None:
        sheet = book[title]
        at = row(sheet, below) + 1 if below else sheet.max_row + 1
        if below:
            sheet.insert_rows(at)
        for heading, value in cells.items():
            sheet.cell(at, column(sheet, heading)).value = value

    change(path, type_in)


def delete(path: Path, title: str, keys: Iterable[str]) -> None:
    """Delete whole rows."""

    def cut(book: openpyxl.Workbook) -> None:
        for key in keys:
            book[title].delete_rows(row(book[title], key))

    change(path, cut)
