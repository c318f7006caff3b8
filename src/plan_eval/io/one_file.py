"""One file to its tables: the rows as sent, the account of the file, what was met on the way."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import polars as pl

from plan_eval.io import cells, limits
from plan_eval.io.faults import Unreadable
from plan_eval.io.find import STANDARD_INPUT
from plan_eval.io.grids import Grid
from plan_eval.io.merged import fill_merged
from plan_eval.io.notices import Notice
from plan_eval.io.readers import TEXT, Opened, read_grids
from plan_eval.io.readers.delimited import SMALL
from plan_eval.io.tables import Table, read_table
from plan_eval.io.vocabulary import Vocabulary, match
from plan_eval.io.wide import unfold
from plan_eval.words import t

Meaning = TypeVar("Meaning", str, int)
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_RULE_OF = {
    "no-header": "PE101",
    **dict.fromkeys(("wide-unknown", "wide-no-indicator", "wide-too-large"), "PE124"),
    **dict.fromkeys(
        ("empty", "quotes", "rows-in-quotes", "row-too-long", "too-wide", "too-many-rows"), "PE002"
    ),
}


@dataclass(frozen=True)
class File:
    """One table as read: who sent it for which year, its header's words, and its account.

    `path` is the file's path, with `#` and the sheet's name where a workbook has several tables.
    `headers` and `letters` give the sender's words and the spreadsheet's letters of our columns.
    records = rows (data) + skipped (title, header, note and blank lines, all of a refused file).
    """

    path: str
    department: str | None
    year: int | None
    form: str | None
    encoding: str | None
    headers: Mapping[str, str]
    rows: int
    skipped: int
    letters: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    wide: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """A file's tables: `rows` has the raw columns of the form, None where nothing can be used."""

    file: File
    notices: tuple[Notice, ...]
    rows: pl.DataFrame | None = None
    unit: str | None = None
    indicator: str | None = None


def read_file(path: Path, words: Vocabulary, *, small: int = SMALL) -> list[Read]:
    """Read one file; whatever is wrong with it is a notice.

    Texts up to `small` bytes are read record by record, larger ones column by column, with the
    same result.
    """
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        opened = read_grids(_bytes(path), words, small=small)
    except Unreadable as fault:
        return [_refused(name, fault)]
    if not opened.grids:
        return [_refused(name, Unreadable("empty"))]
    tables = [grid for grid in opened.grids if grid.header]
    if not tables:
        return [_refused(name, Unreadable("no-header").after(opened.lines, opened.encoding))]
    return list(_tables(path, name, opened, tables, words))


def _bytes(path: Path) -> bytes:
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
        else:
            with path.open("rb") as file:
                data = file.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise Unreadable("cannot-open", reason=error.strerror or str(error)) from None
    if len(data) > limits.FILE_BYTES:
        raise Unreadable("too-large", limit=limits.FILE_BYTES // 2**20)
    return data


def _refused(name: str, fault: Unreadable, sheet: str | None = None) -> Read:
    code = _RULE_OF.get(fault.problem, "PE001")
    words = t(f"file.{fault.problem}", **fault.values)
    notice = Notice(code, name, row=fault.row, value=words, letter=fault.letter)
    file = File(name, None, None, None, fault.encoding, {}, 0, fault.lines, sheet=sheet)
    return Read(file, (notice,))


def _tables(
    path: Path, name: str, opened: Opened, tables: list[Grid], words: Vocabulary
) -> Iterator[Read]:
    renamed = opened.format != TEXT and not path.suffix.lower().startswith(".xl")
    about = [Notice("PE010", name, value=opened.format)] if renamed else []
    others = sum(grid.count for grid in opened.grids) - sum(grid.count for grid in tables)
    for grid in tables:
        place = name if len(tables) == 1 else f"{name}#{grid.sheet}"
        try:
            read = _table(path, place, grid, opened.encoding, words, skipped=others)
        except Unreadable as fault:
            read = _refused(place, fault.after(grid.count + others, opened.encoding), grid.sheet)
        yield Read(read.file, (*about, *read.notices), read.rows, read.unit, read.indicator)
        about, others = [], 0


def _table(
    path: Path, name: str, grid: Grid, encoding: str | None, words: Vocabulary, skipped: int
) -> Read:
    grid, filled = fill_merged(grid)
    table = read_table(grid, words)
    header = table.header
    rows, notices = _rows(name, table, words)
    notices += [
        Notice("PE221", name, one.row, one.column.name, one.words, one.block) for one in filled
    ]
    department, year = _sender(path, name, table, words, notices)
    file = File(
        path=name,
        department=department,
        year=year,
        form=header.form,
        encoding=encoding,
        headers={column: of.words for column, of in table.columns.items()},
        rows=table.body.height,
        skipped=table.skipped + skipped,
        letters={column: of.letter for column, of in table.columns.items()},
        sheet=grid.sheet,
        wide=header.wide,
        notes=table.notes,
    )
    notices += _about_shape(file, table)
    unit = _unit(table, name, notices)
    return Read(file, tuple(notices), rows, unit, _indicator(table, name, notices))


def _rows(name: str, table: Table, words: Vocabulary) -> tuple[pl.DataFrame | None, list[Notice]]:
    """The rows under our names of columns; None where a required column is missing."""
    if table.header.wide:
        unfolded = unfold(table, words)
        outside = "、".join(column.words for column in unfolded.outside) or "—"
        account = t(
            "file.wide-read", figures=unfolded.body.height, empty=unfolded.empty, outside=outside
        )
        return unfolded.body, [Notice("PE123", name, table.header.at + 1, value=account)]
    if table.missing:
        return None, []
    places = {column: str(of.position) for column, of in table.columns.items()}
    body = table.body[["row", *places.values()]]
    body.columns = ["row", *places]
    return body, []


def _sender(
    path: Path, name: str, table: Table, words: Vocabulary, notices: list[Notice]
) -> tuple[str | None, int | None]:
    """Department and year of a file: its columns, else the lines above the header, else its name.

    They are never guessed from contents.
    """
    by_name, year = _by_name(path, words)
    department = _first(table, "department", lambda cell: _code(words.departments, cell))
    said = table.said.get("department")
    if said and department is None:
        department = _code(words.departments, said.value)
        code = "PE120" if department else "PE122"
        notices.append(
            Notice(code, name, said.row, "department", said.value, department, said.letter)
        )
    if department and by_name and department != by_name:
        notices.append(
            Notice("PE121", name, column="department", value=by_name, expected=department)
        )
    # a self-assessment has one year: the year it reports on
    column = "report_year" if table.header.form == "indicators" else "year"
    own = _first(table, column, cells.year)
    if own is None and (said := table.said.get("report_year")):
        own = cells.year(said.value)
        notices.append(
            Notice("PE120", name, said.row, "report_year", said.value, str(own), said.letter)
        )
    return department or by_name, own or year


def _code(known: Mapping[str, str], cell: str) -> str | None:
    found = match(known, cell)
    return found.code if found else None


def _first(table: Table, column: str, read: Callable[[str], Meaning | None]) -> Meaning | None:
    """What the first filled cell of a column means."""
    if column not in table.columns:
        return None
    position = str(table.columns[column].position)
    for cell in table.body[position].head(limits.HEADER_WITHIN):
        if cells.plain(cell):
            return read(cell)
    return None


def _by_name(path: Path, words: Vocabulary) -> tuple[str | None, int | None]:
    stem = cells.plain(path.stem).casefold()
    names = [word for word in words.departments if _stands_in(word, stem)]
    department = words.departments[max(names, key=len)] if names else None
    years = set(_YEAR_IN_NAME.findall(stem))
    return department, int(years.pop()) if len(years) == 1 else None


def _stands_in(word: str, stem: str) -> bool:
    """A Chinese name anywhere, an English one between other characters than letters."""
    if not word.isascii():
        return word in stem
    return word in stem and bool(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", stem))


def _unit(table: Table, name: str, notices: list[Notice]) -> str | None:
    """The unit of rows without one: behind the header's word, else in a line above the header."""
    value = table.columns.get("value")
    if value and value.unit:
        row, unit, letter = table.header.at + 1, value.unit, value.letter
    elif said := table.said.get("unit"):
        row, unit, letter = said.row, said.value, said.letter
    else:
        return None
    notices.append(Notice("PE120", name, row, "unit", unit, unit, letter))
    return unit


def _indicator(table: Table, name: str, notices: list[Notice]) -> str | None:
    said = table.said.get("indicator")
    if said is None or "indicator" in table.columns:
        return None
    notices.append(
        Notice("PE120", name, said.row, "indicator", said.value, said.value, said.letter)
    )
    return said.value


def _about_shape(file: File, table: Table) -> Iterator[Notice]:
    header_row = table.header.at + table.header.levels
    for column in () if table.header.wide else table.missing:
        yield Notice("PE102", file.path, header_row, expected=t(f"columns.{column}"))
    for code, columns in (("PE103", table.unknown), ("PE104", table.repeated)):
        for one in columns:
            yield Notice(code, file.path, header_row, one.words, one.words, letter=one.letter)
    for row, count in table.ragged:
        yield Notice("PE003", file.path, row, value=str(count))
    if file.department is None:
        yield Notice("PE105", file.path)
    if not file.rows:
        yield Notice("PE106", file.path, header_row)
