"""The sheet of instructions (填报说明), with the lists that the drop-downs offer."""

from __future__ import annotations

from plan_eval.forms.form import Form
from plan_eval.forms.lists import TOP, Lists
from plan_eval.messages import t
from plan_eval.writing.workbook import Sheet, Workbook, protect

_STEPS = (*("fill", "value", "none", "rate", "explain", "extra", "status", "inferred", "file"),)
_COLOURS = ("input", "text", "closed", "wrong")
_WIDTHS = (10, 10, 12, 14, 18, 100)


def write(book: Workbook, form: Form, lists: Lists) -> None:
    """Numbered steps, what the colours mean, and the lists below them."""
    sheet = book.sheet(t("forms.sheet.instructions"))
    sheet.fit_to_pages(1, 1)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    book.merge(sheet, 0, (0, _LAST), t("forms.sheet.instructions"), "title")
    sheet.set_row(0, 34)
    row = _steps(book, sheet, form)
    row = _colours(book, sheet, row + 1)
    assert row < TOP - 1, "the lists would stand on the instructions"
    book.merge(sheet, TOP - 2, (0, _LAST), t("forms.list.title"), "section")
    _lists(book, sheet, form, lists)
    protect(sheet)


_LAST = len(_WIDTHS) - 1


def _steps(book: Workbook, sheet: Sheet, form: Form) -> int:
    book.merge(sheet, 1, (0, _LAST), t("forms.steps.title"), "section")
    for row, step in enumerate(_STEPS, 2):
        name = "extra-alone" if step == "extra" and not form.towns else step
        book.write(sheet, row, 0, str(row - 1), "centre")
        book.merge(sheet, row, (1, _LAST), t(f"forms.steps.{name}", year=form.year), "text")
        sheet.set_row(row, 20)
    return 2 + len(_STEPS)


def _colours(book: Workbook, sheet: Sheet, row: int) -> int:
    book.merge(sheet, row, (0, _LAST), t("forms.colours.title"), "section")
    for at, style in enumerate(_COLOURS, row + 1):
        book.write(sheet, at, 0, "", style)
        book.merge(sheet, at, (1, _LAST), t(f"forms.colours.{style}"), "text")
    return row + 1 + len(_COLOURS)


def _lists(book: Workbook, sheet: Sheet, form: Form, lists: Lists) -> None:
    welcome = {indicator.id for indicator in form.welcome}
    columns = {
        **lists.columns,
        "name": [
            t("forms.list.welcome", name=name) if code in welcome else name
            for code, name in lists.names.items()
        ],
    }
    for at, (name, words) in enumerate(columns.items()):
        book.write(sheet, TOP - 1, at, t(f"forms.list.{name}"), "head")
        for row, word in enumerate(words, TOP):
            book.write(sheet, row, at, word, "text")
