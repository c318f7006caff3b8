"""One file to its tables: the rows as sent, the account of the file, what was met on the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.observation import NUMBERS
from plan_eval.plan_folder.regular_file import read_regular_file
from plan_eval.reading import limits
from plan_eval.reading.find import STANDARD_INPUT
from plan_eval.reading.grids import Grid, letter
from plan_eval.reading.headers import no_header
from plan_eval.reading.merged import fill_merged
from plan_eval.reading.notices import Event, Notice, Unreadable
from plan_eval.reading.readers import TEXT, Opened, read_grids
from plan_eval.reading.readers.delimited import SMALL
from plan_eval.reading.sender import (
    indicator_of,
    names_a_department,
    sender_of,
    unit_of,
    year_of,
)
from plan_eval.reading.submitted import File
from plan_eval.reading.tables import Place, Table, locate, read_table
from plan_eval.reading.title_lines import Said
from plan_eval.reading.totals import read_totals
from plan_eval.reading.vocabulary import Vocabulary
from plan_eval.reading.wide import unfold, with_comment

_EVENT_OF: Mapping[str, Event] = {
    **dict.fromkeys(("no-header", "no-header-cut", "no-header-missing"), "header-not-found"),
    **dict.fromkeys(("wide-unknown", "wide-no-indicator", "wide-too-large"), "wide-table-not-read"),
    **dict.fromkeys(
        ("empty", "quotes", "rows-in-quotes", "row-too-long", "too-wide", "too-many-rows"),
        "not-a-table",
    ),
}

_SHOWN = 20


@dataclass(frozen=True)
class Read:
    """A file's tables: `rows` has the raw columns of the form, None where nothing can be used."""

    file: File
    notices: tuple[Notice, ...]
    rows: pl.DataFrame | None = None
    unit: str | None = None
    indicator: str | None = None


def read_file(path: Path, vocabulary: Vocabulary, *, small: int = SMALL) -> list[Read]:
    """Read one file; whatever is wrong with it is a notice.

    Texts up to `small` bytes are read record by record, larger ones column by column, with the
    same result.
    """
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        opened = read_grids(_bytes(path), vocabulary, small=small)
    except Unreadable as fault:
        return [_refused(name, fault)]
    if not opened.grids:
        return [_refused(name, Unreadable("empty"))]
    tables = [grid for grid in opened.grids if grid.header]
    if not tables:
        none = no_header(opened.grids[0].head, vocabulary)
        return [_refused(name, none.after(opened.lines, opened.encoding))]
    return list(_tables(path, name, opened, tables, vocabulary))


def _bytes(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
        if len(data) > limits.FILE_BYTES:
            raise Unreadable("too-large", limit=limits.FILE_BYTES // 2**20)
        return data
    try:
        return read_regular_file(path, limits.FILE_BYTES)
    except FileNotFoundError as error:
        raise Unreadable("cannot-open", reason=error.strerror) from None
    except PlanEvalError as error:
        raise Unreadable("as-it-says", reason=error.message) from None


def _refused(name: str, fault: Unreadable, sheet: str | None = None) -> Read:
    event = _EVENT_OF.get(fault.problem, "unreadable-file")
    words = t(f"file.{fault.problem}", **fault.values)
    notice = Notice(event, name, row=fault.row, value=words, letter=fault.letter)
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
    path: Path, name: str, opened: Opened, grids: list[Grid], vocabulary: Vocabulary
) -> Iterator[Read]:
    """Each table of each sheet as a file of its own, named by its sheet and row if need be."""
    about = list(_about_file(path, name, opened))
    others = sum(grid.count for grid in opened.grids) - sum(grid.count for grid in grids)
    for grid in grids:
        before: Mapping[str, Said] = {}
        places = locate(grid, vocabulary)
        for place in places:
            parts = [grid.sheet or ""] if len(grids) > 1 else []
            parts += [t("file.from-row", row=place.header.at + 1)] if place != places[0] else []
            part = " ".join(parts)
            named = f"{name}#{part}" if part else name
            try:
                read, before = _table(
                    path, named, grid, place, before, opened.encoding, vocabulary, skipped=others
                )
                read = replace(read, file=replace(read.file, source=name, sheet=grid.sheet))
            except Unreadable as fault:
                lines = place.end - place.first + others
                read = _refused(named, fault.after(lines, opened.encoding), part)
            if place != places[0]:
                row, value = place.header.at + 1, _words_of(place)
                about.append(Notice("another-header", named, row, value=value))
            yield replace(read, notices=(*about, *read.notices))
            about, others = [], 0


def _about_file(path: Path, name: str, opened: Opened) -> Iterator[Notice]:
    if opened.format != TEXT and not path.suffix.lower().startswith(".xl"):
        yield Notice("renamed-workbook", name, value=opened.format)
    for sheet in opened.hidden_sheets:
        yield Notice("hidden-cells", name, value=t("file.hidden-sheet", sheet=sheet))


def _words_of(place: Place) -> str:
    return "、".join(column.words for column in place.header.columns)


def _table(
    path: Path,
    name: str,
    grid: Grid,
    place: Place,
    before: Mapping[str, Said],
    encoding: str | None,
    vocabulary: Vocabulary,
    skipped: int,
) -> tuple[Read, Mapping[str, Said]]:
    grid, filled = fill_merged(grid, place)
    table, totals = read_totals(read_table(grid, place, vocabulary, before))
    header, columns = table.header, table.columns.named
    notices = [
        Notice("merged-cells-filled", name, one.row, one.column.name, one.words, one.block)
        for one in filled
    ]
    department, year = sender_of(path, name, table, vocabulary, notices)
    of_year = year_of(table, year)
    comments = _comments(grid, table)
    year_ = of_year[0] if of_year else None
    rows, met, left_out = _rows(name, table, vocabulary, comments, year=year_)
    notices = [*met, *notices, *([replace(of_year[1], path=name)] if of_year else [])]
    notices += _formulas(name, grid, table)
    notices += _hidden(name, grid, table)
    for total in totals:
        told = t(
            "file.total-read" if total.indicator else "file.total-unread", name=total.indicator
        )
        notices.append(Notice("total-row", name, total.row, "indicator", total.words, told))
    file = File(
        path=name,
        department=department,
        year=year,
        form=header.form,
        encoding=encoding,
        headers={column: of.words for column, of in columns.items()},
        rows=table.body.height - left_out,
        skipped=table.skipped + skipped + left_out,
        letters={column: of.letter for column, of in columns.items()},
        sheet=grid.sheet,
        wide=header.wide,
        is_read=rows is not None,
        notes=table.notes,
    )
    notices += _about_shape(file, table, year_known=of_year is not None)
    unit = unit_of(table, name, notices)
    indicator = indicator_of(table, name, notices)
    return Read(file, tuple(notices), rows, unit, indicator), table.said


def _rows(
    name: str,
    table: Table,
    vocabulary: Vocabulary,
    comments: Mapping[tuple[int, int], str],
    *,
    year: str | None,
) -> tuple[pl.DataFrame | None, list[Notice], int]:
    """The rows under our names of columns; None where a required column is missing or in doubt.

    `year` is that of a table without a column for it. Besides what was met on the way, and how many
    rows were left out as parts of the row above (其中：…) that the plan does not ask for.
    """
    missing = [one for one in table.missing if one != "year" or year is None]
    in_doubt = {one.measure for one in table.columns.doubtful}
    if missing or ("value" in in_doubt and not table.columns.figures):
        return None, [], 0
    left_out = 0
    notices = [
        Notice("comment-read", name, at + 1, _column_at(table, place), text, letter=letter(place))
        for (at, place), text in comments.items()
    ]
    if table.header.wide:
        unfolded = unfold(table, vocabulary, comments)
        body = unfolded.body
        outside = "、".join(column.words for column in unfolded.outside) or "—"
        account = t("file.wide-read", figures=body.height, empty=unfolded.empty, outside=outside)
        left_out = len(unfolded.parts)
        if left_out:
            rows = "、".join(f"{row}（{cell}）" for row, cell in unfolded.parts)
            account += t("file.wide-parts", rows=rows)
        notices = [Notice("wide-table-read", name, table.header.at + 1, value=account), *notices]
    else:
        places = {column: str(of.position) for column, of in table.columns.named.items()}
        body = table.body[["row", *places.values()]]
        body.columns = ["row", *places]
        if comments:
            body = _with_comments(body, comments)
    if year is not None:
        body = body.with_columns(year=pl.lit(year))
    return body, notices, left_out


def _with_comments(body: pl.DataFrame, comments: Mapping[tuple[int, int], str]) -> pl.DataFrame:
    """The rows with the comments on their cells in the note."""
    texts: dict[int, list[str]] = {}
    for (at, _), text in sorted(comments.items()):
        texts.setdefault(at + 1, []).append(text)
    said = {row: "；".join(several) for row, several in texts.items()}
    comment = pl.col("row").replace_strict(said, default=None, return_dtype=pl.String)
    note = pl.col("note") if "note" in body.columns else None
    return body.with_columns(note=with_comment(note, comment))


def _comments(grid: Grid, table: Table) -> dict[tuple[int, int], str]:
    """The comments on cells of the rows of data, by (record, position)."""
    rows = {*table.body["row"]} if grid.comments else set()
    return {place: text for place, text in sorted(grid.comments.items()) if place[0] + 1 in rows}


def _column_at(table: Table, position: int) -> str | None:
    found = (one for one in table.header.columns if one.position == position)
    column = next(found, None)
    if column is None:
        return None
    known = table.columns.named.get(str(column.name)) is column
    return column.name if known else column.words


def _formulas(name: str, grid: Grid, table: Table) -> Iterator[Notice]:
    """Formulas without a result beside the figures; those of figures are told as they are read.

    In a wide table they speak of every figure of the row. A name decides nothing, so it may wait.
    """
    besides = (*NUMBERS, "indicator_name")
    named = table.columns.named.items()
    told = {of.position: column for column, of in named if column not in besides}
    rows = {*table.body["row"]} if grid.formulas else set()
    wide = [column.letter for column in table.columns.figures]
    for at, place in grid.formulas:
        if place in told and at + 1 in rows and isinstance(grid.cells, list):
            for letter_ in wide if table.header.wide else [None]:
                text = grid.cells[at][place]
                yield Notice(
                    "formula-not-computed", name, at + 1, told[place], text, letter=letter_
                )


def _hidden(name: str, grid: Grid, table: Table) -> Iterator[Notice]:
    """Hidden rows that hold data, and hidden columns of figures: who sent them may not know."""
    rows = (
        [row for row in table.body["row"] if row - 1 in grid.hidden_rows]
        if grid.hidden_rows
        else []
    )
    if rows:
        words = t("file.hidden-rows", count=len(rows), rows="、".join(map(str, rows[:_SHOWN])))
        yield Notice("hidden-cells", name, rows[0], value=words)
    row = table.header.at + table.header.levels
    for one in table.columns.unseen:
        words = t("file.hidden-column-unread", letter=one.letter, words=one.words)
        yield Notice("hidden-cells", name, row, one.words, words, letter=one.letter)
    figures = [*table.columns.named.values(), *table.columns.figures]
    for figure in figures:
        if figure.position in grid.hidden_columns and figure.measure in NUMBERS:
            words = t("file.hidden-column-read", letter=figure.letter, words=figure.words)
            yield Notice("hidden-cells", name, row, figure.words, words, letter=figure.letter)


def _about_shape(file: File, table: Table, *, year_known: bool) -> Iterator[Notice]:
    header_row = table.header.at + table.header.levels
    for column in table.missing:
        if column != "year" or not year_known:
            yield Notice("missing-column", file.path, header_row, expected=t(f"columns.{column}"))
    for one in table.columns.unknown:
        yield Notice(
            "unknown-column", file.path, header_row, one.words, one.words, letter=one.letter
        )
    for first, one in table.columns.repeated:
        key = "neither" if one in table.columns.doubtful else "first"
        told = t(f"file.repeated-{key}", letter=one.letter, first=first.letter, words=first.words)
        yield Notice(
            "repeated-column", file.path, header_row, one.words, one.words, told, one.letter
        )
    for place in table.unnamed:
        yield Notice(
            "column-without-header",
            file.path,
            header_row,
            value=letter(place),
            letter=letter(place),
        )
    for row, count in table.ragged:
        yield Notice("too-many-cells", file.path, row, value=str(count))
    if file.department is None and not names_a_department(table):
        yield Notice("department-unknown", file.path)
    if not file.rows:
        yield Notice("no-rows", file.path, header_row)
