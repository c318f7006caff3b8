"""The blank form as a workbook: the figures, the self-assessment, and a sheet of instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from plan_eval.forms import cell_checks as form_checks
from plan_eval.forms import instructions as form_instructions
from plan_eval.forms.form import INPUTS, ITEM_COLUMNS, FigureRow, Form, heading
from plan_eval.forms.lists import Lists
from plan_eval.messages import speaking_of, t
from plan_eval.writing.workbook import Sheet, Workbook, protect

HEADER_ROW = 2
"""0-based: a title and a line of who reports stand above."""

SPARE_ROWS = 10
_WIDTHS = {
    **{"indicator": 13, "indicator_name": 22, "group": 7, "unit": 7},
    **{"value": 9, "numerator": 9, "denominator": 9, "source": 13, "note": 18},
    **{"last_year": 8, "target": 9, "definition": 32},
    **{"year": 5, "town": 8, "sex": 5, "age": 8, "residence": 5},
    **{"department": 12, "report_year": 5},
    **{"item": 13, "kind": 8, "text": 36, "status": 9, "evidence": 20},
    **{"achievements": 22, "problems": 22, "next_steps": 22},
}
"""In characters; together about 190, which prints at seven tenths on A4 landscape."""

_NUMBERS = ("value", "numerator", "denominator", "last_year")
_CENTRED = (
    *("unit", "year", "sex", "age", "residence", "group", "kind"),
    *("report_year", "status", "target"),
)


def form_xlsx(form: Form, day: date) -> bytes:
    """The workbook of a form; `day` is the date it is made.

    Sheets: the figures and the self-assessment where the department owes any, then the
    instructions with the lists that the drop-downs offer.
    """
    with speaking_of(form.level):
        return _workbook(form, day)


def _workbook(form: Form, day: date) -> bytes:
    title = t("forms.title", department=form.department.name, year=form.year)
    book = Workbook(title, form.plan_title, day)
    lists = Lists(form)
    if form.figures:
        _figures(book, form, lists)
    if form.items:
        _items(book, form, lists)
    form_instructions.write(book, form, lists)
    return book.content()


def _figures(book: Workbook, form: Form, lists: Lists) -> None:
    columns = form.figure_columns
    sheet = _sheet(book, form, "figures", columns)
    first = HEADER_ROW + 1
    for at, row in enumerate(form.figures, first):
        _line(book, sheet, at, columns, row.cells)
        _figure_inputs(book, sheet, at, row, columns)
        sheet.set_row(at, _height(row.cells, "definition", "indicator_name"))
    spare = first + len(form.figures)
    for at in range(spare, spare + SPARE_ROWS):
        for column, name in enumerate(columns):
            style = "input_number" if name in _NUMBERS else "input"
            sheet.write_blank(at, column, None, book.style(style))
    last = spare + SPARE_ROWS - 1
    form_checks.choices(sheet, (first, last), columns, lists.of_figures())
    form_checks.spare_numbers(sheet, (spare, last), columns)
    form_checks.marks(sheet, form, first, columns, book.style("wrong"))
    _foot(book, sheet, last, len(columns))


def _figure_inputs(
    book: Workbook, sheet: Sheet, at: int, row: FigureRow, columns: Sequence[str]
) -> None:
    indicator = row.indicator
    digits = "0" + ("." + "0" * indicator.decimals if indicator.decimals else "")
    column = columns.index("value")
    sheet.write_blank(at, column, None, book.style("input_number", digits))
    for name in ("numerator", "denominator"):
        style = "input_number" if indicator.rate else "closed"
        sheet.write_blank(at, columns.index(name), None, book.style(style))
    form_checks.numbers(sheet, at, columns, indicator)


def _items(book: Workbook, form: Form, lists: Lists) -> None:
    sheet = _sheet(book, form, "items", ITEM_COLUMNS)
    first = HEADER_ROW + 1
    for at, row in enumerate(form.items, first):
        _line(book, sheet, at, ITEM_COLUMNS, row.cells)
        sheet.set_row(at, _height(row.cells, "text", least=3))
    last = first + len(form.items) - 1
    form_checks.choices(sheet, (first, last), ITEM_COLUMNS, lists.of_items())
    form_checks.unproven(sheet, (first, last), ITEM_COLUMNS, book.style("wrong"))
    _foot(book, sheet, last, len(ITEM_COLUMNS))


def _sheet(book: Workbook, form: Form, name: str, columns: Sequence[str]) -> Sheet:
    """A sheet with title, sender and header; the header stays in view and on every page."""
    sheet = book.sheet(t(f"forms.sheet.{name}"))
    across = (0, len(columns) - 1)
    book.merge(sheet, 0, across, t(f"forms.title-of.{name}", year=form.year), "title")
    sender = t("forms.sender", department=form.department.name, year=form.year)
    mark = t("forms.synthetic") if form.synthetic else ""
    book.merge(sheet, 1, across, sender + mark, "line")
    sheet.set_row(0, 34)
    sheet.set_row(1, 20)
    sheet.set_row(HEADER_ROW, 30)
    for at, column in enumerate(columns):
        style = "head_input" if column in INPUTS else "head"
        book.write(sheet, HEADER_ROW, at, heading(column), style)
        sheet.set_column(at, at, _WIDTHS[column])
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.repeat_rows(HEADER_ROW)
    protect(sheet)
    return sheet


def _line(
    book: Workbook, sheet: Sheet, at: int, columns: Sequence[str], cells: Mapping[str, str]
) -> None:
    for column, name in enumerate(columns):
        if name in INPUTS:
            sheet.write_blank(at, column, None, book.style("input"))
        elif name in _NUMBERS:
            book.write(sheet, at, column, cells[name], "number")
        else:
            book.write(sheet, at, column, cells[name], "centre" if name in _CENTRED else "text")


def _foot(book: Workbook, sheet: Sheet, last: int, width: int) -> None:
    """The line of signatures, each with room to write; the reader knows it as no data."""
    names = ("head", "filler", "phone", "day")
    step = width // len(names)
    for at, name in enumerate(names):
        end = width - 1 if name == names[-1] else (at + 1) * step - 1
        book.merge(sheet, last + 2, (at * step, end), t(f"forms.foot.{name}"), "sign")
    sheet.print_area(0, 0, last + 2, width - 1)


def _height(cells: Mapping[str, str], *names: str, least: int = 2) -> float:
    """Points for texts that wrap: a Chinese character is as wide as two of a column's units."""
    lines = (-(-len(cells[name]) // (_WIDTHS[name] // 2)) for name in names)
    return 13.5 * max(least, *lines) + 3
