"""`--format xlsx`: the tables of the report as a workbook, figures as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import east_asian_width

from plan_eval.messages import joined, speaking_of, t
from plan_eval.report.context import Context
from plan_eval.report.outline import Outline
from plan_eval.report.sections import cover
from plan_eval.report.writers.sheets import SHEETS
from plan_eval.report.writers.sheets.about import build as first_page
from plan_eval.report.writers.sheets.table import Cell, Ground, Table
from plan_eval.writing.guard import LONGEST
from plan_eval.writing.saving import save
from plan_eval.writing.workbook import Sheet, Workbook

_A3 = 8
_LINE = 13.0  # points a line
_ROOM = 2.0  # points between the words and the lines
_ACROSS = 6  # columns that the title spans: enough to read it, few enough to see it
_GROUNDS: dict[Ground, dict[str, object]] = {
    "good": {"bg_color": "#EDF6EF", "font_color": "#14603F"},
    "open": {"bg_color": "#DDE2E8", "font_color": "#39424E"},
    "nearly": {"bg_color": "#F3D98B", "font_color": "#5C4D00"},
    "bad": {"bg_color": "#E9A49A", "font_color": "#6E130B", "bold": True},
}
"""From light to dark, so that they differ in grey print too; the word always stands beside."""
_WIDEST = 220
"""Characters of the sheet that A4 across still shows in a size one can read."""


def write_xlsx(context: Context, destination: Path, *, force: bool = False) -> Path:
    """Write the workbook: a page that says what it is, then the sheets of `sheets.SHEETS`.

    Raises PlanEvalError when the file cannot be written.
    """
    return save(destination, xlsx_bytes(context), force=force)


def xlsx_bytes(context: Context) -> bytes:
    """The workbook as bytes: equal results give equal bytes."""
    with speaking_of(context.plan.header.level_words):
        return _bytes(context)


def _bytes(context: Context) -> bytes:
    own = replace(context, outline=Outline())  # the report's own numbering is not used up
    about = cover.build(own)
    tables = [build(own) for build in SHEETS]
    return tables_bytes((first_page(own, tables), *tables), about, context.day)


def tables_bytes(tables: Iterable[Table], about: cover.Cover, day: date) -> bytes:
    """A workbook with a sheet for each table, headed as a cover is; equal ones give equal bytes."""
    book = Workbook(about.running, about.issuer, day)
    for table in tables:
        _sheet(book, table, about)
    return book.content()


def _sheet(book: Workbook, table: Table, about: cover.Cover) -> None:
    sheet = book.sheet(table.name)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
    last = len(table.columns) - 1
    head = _top(book, sheet, table, about)
    for at, column in enumerate(table.columns):
        book.write(sheet, head, at, column.head, "head")
    heads = [column.head for column in table.columns]
    sheet.set_row(head, _LINE * _lines(heads, table) + _ROOM)
    for row, cells in enumerate(table.rows, head + 1):
        sheet.set_row(row, _LINE * _lines(cells, table) + _ROOM)
        for at, cell in enumerate(cells):
            _write(book, sheet, (row, at), cell, centred=table.columns[at].centred)
    end = max(head + len(table.rows), head + 1)
    if not table.rows:
        book.merge(sheet, end, (0, last), t("report.none"), "centre")
    elif table.listed:
        sheet.autofilter(head, 0, end, last)
    _grounds(book, sheet, table, (head + 1, end))
    if table.note:
        book.write(sheet, end + 1, 0, table.note, "line")
    if table.listed:
        sheet.freeze_panes(head + 1, table.fixed)
    sheet.print_area(0, 0, end + bool(table.note), last)
    _print_setup(sheet, table, about, head)


def _print_setup(sheet: Sheet, table: Table, about: cover.Cover, head: int) -> None:
    """Heads on every page; a table too wide for A4 goes on A3."""
    sheet.repeat_rows(head)
    sheet.set_header(_header(about))
    if sum(column.width for column in table.columns) > _WIDEST:
        sheet.set_paper(_A3)


def _grounds(book: Workbook, sheet: Sheet, table: Table, rows: tuple[int, int]) -> None:
    """Words on their grounds, by a rule and not by hand: a word that an office changes follows."""
    for at, column in enumerate(table.columns):
        for words, ground in column.shades:
            shade = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{words}"',
                "format": book.book.add_format(_GROUNDS[ground]),
            }
            sheet.conditional_format(rows[0], at, rows[1], at, shade)


def _lines(cells: Sequence[Cell], table: Table) -> int:
    """How many lines the longest cell of a row takes; not every program reckons it by itself."""
    return max(
        max(1, -(-_breadth(cell) // int(column.width - 1)))
        for cell, column in zip(cells, table.columns, strict=True)
    )


def _breadth(cell: Cell) -> int:
    """Characters of the sheet: a Chinese one takes two."""
    words = str(cell or "")[:LONGEST]
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)


def _top(book: Workbook, sheet: Sheet, table: Table, about: cover.Cover) -> int:
    """The marks that warn, the title, the report it belongs to; gives the row of the head."""
    lines = [(_marks(about), "section")] if about.marks else []
    lines += [(table.title, "section"), (joined([about.running, about.day], "apart"), "line")]
    for row, (words, style) in enumerate(lines):
        book.merge(sheet, row, (0, min(len(table.columns), _ACROSS) - 1), words, style)
    return len(lines)


def _marks(about: cover.Cover) -> str:
    marks = t("punctuation.comma").join(about.marks)
    return t("writers.marked", marks=marks)


def _header(about: cover.Cover) -> str:
    """The running head; a & in a name would be a code."""
    left = about.running.replace("&", "&&")
    right = joined(about.marks, "apart").replace("&", "&&")
    return f"&L{left}&R{right}"


def _write(book: Workbook, sheet: Sheet, at: tuple[int, int], cell: Cell, *, centred: bool) -> None:
    match cell:
        case None | "":
            sheet.write_blank(*at, None, book.style("text"))
        case str():
            book.write(sheet, *at, cell, "centre" if centred else "text")
        case Decimal():
            places = max(0, -int(cell.as_tuple().exponent))
            style = book.style("number", "0." + "0" * places if places else "0")
            sheet.write_number(*at, float(cell), style)
        case int():
            sheet.write_number(*at, cell, book.style("centre" if centred else "number", "0"))
