"""One file to its tables: the rows as sent, the account of the file, what was met on the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from plan_eval.model.observation import NUMBERS
from plan_eval.reading import limits
from plan_eval.reading.faults import Unreadable
from plan_eval.reading.find import STANDARD_INPUT
from plan_eval.reading.grids import Grid
from plan_eval.reading.merged import fill_merged
from plan_eval.reading.notices import Notice
from plan_eval.reading.readers import TEXT, Opened, read_grids
from plan_eval.reading.readers.delimited import SMALL
from plan_eval.reading.sender import indicator_of, sender_of, unit_of
from plan_eval.reading.tables import Table, read_table
from plan_eval.reading.vocabulary import Vocabulary
from plan_eval.reading.wide import unfold
from plan_eval.words import t

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

    `path` names the table: the file's path (`source`), with `#` and the sheet's name where a
    workbook has several tables.
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
    source: str | None = None


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
    file = File(
        path=name,
        department=None,
        year=None,
        form=None,
        encoding=fault.encoding,
        headers={},
        rows=0,
        skipped=fault.lines,
        sheet=sheet,
        source=name if sheet is None else name.removesuffix(f"#{sheet}"),
    )
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
            read = replace(read, file=replace(read.file, source=name))
        except Unreadable as fault:
            read = _refused(place, fault.after(grid.count + others, opened.encoding), grid.sheet)
        yield replace(read, notices=(*about, *read.notices))
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
    notices += _formulas(name, grid, table)
    department, year = sender_of(path, name, table, words, notices)
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
    unit = unit_of(table, name, notices)
    return Read(file, tuple(notices), rows, unit, indicator_of(table, name, notices))


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


def _formulas(name: str, grid: Grid, table: Table) -> Iterator[Notice]:
    """Formulas without a result beside the figures; those of figures are told as they are read.

    In a wide table they speak of every figure of the row. A name decides nothing, so it may wait.
    """
    besides = (*NUMBERS, "indicator_name")
    told = {of.position: column for column, of in table.columns.items() if column not in besides}
    rows = {*table.body["row"]} if grid.formulas else set()
    wide = [column.letter for column in table.header.columns if column.coordinates]
    for at, place in grid.formulas:
        if place in told and at + 1 in rows and isinstance(grid.cells, list):
            for letter in wide if table.header.wide else [None]:
                text = grid.cells[at][place]
                yield Notice("PE212", name, at + 1, told[place], text, letter=letter)


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
