"""Workbooks as offices use them: safe text, a few styles, locked cells, A4 print set-up.

XlsxWriter is imported where a workbook is made. It has no published types.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from plan_eval.messages import t
from plan_eval.reading.cells import PLAIN
from plan_eval.writing.guard import guarded, is_formula

Sheet = Any
Style = Any

_TEXT_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_BASE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_BOX = _BASE | {"border": 1, "border_color": "#A6ADB8"}
_STYLES: dict[str, dict[str, object]] = {
    "title": _BASE | {"font_name": "方正小标宋简体", "font_size": 18, "align": "center"},
    "line": _BASE | {"font_size": 11, "text_wrap": False},
    "note": _BASE | {"font_size": 11, "valign": "top"},
    "section": _BASE | {"font_name": "黑体", "font_size": 12},
    "head": _BOX | {"font_name": "黑体", "align": "center", "bg_color": "#E3E7EC"},
    "head_input": _BOX | {"font_name": "黑体", "align": "center", "bg_color": "#FFE699"},
    "text": _BOX,
    "centre": _BOX | {"align": "center"},
    "number": _BOX | {"align": "right"},
    "group": _BOX | {"font_name": "黑体", "bg_color": "#F1F3F5"},
    "closed": _BOX | {"bg_color": "#E3E7EC"},
    "input": _BOX | {"bg_color": "#FFFBE8", "locked": False},
    "input_number": _BOX | {"bg_color": "#FFFBE8", "locked": False, "align": "right"},
    "sign": _BASE | {"font_size": 11, "locked": False},
    "wrong": {"bg_color": "#F8CBC6", "font_color": "#9C1C12"},
}


_TITLE, _PROMPT = 32, 255
"""The most characters that a spreadsheet shows in the title of a message and in the message."""


@dataclass(frozen=True)
class Question:
    """What a cell asks for: a title, a message, and the address of the list it offers.

    What is not in the list is refused, or with `open` taken as it is.
    """

    title: str
    message: str
    source: str | None = None
    open: bool = False
    refusal: str = ""

    def rule(self) -> dict[str, object]:
        """The same as XlsxWriter takes it."""
        said = {"input_title": _cut(self.title, _TITLE), "input_message": self.message[:_PROMPT]}
        if self.source is None:
            return {"validate": "any", **said}
        refused = {"error_title": _cut(self.title, _TITLE), "error_message": self.refusal[:_PROMPT]}
        choice = {"validate": "list", "source": self.source, "show_error": not self.open}
        return {**choice, **said, **(refused if self.refusal else {})}


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


class Workbook:
    """A workbook in the making; `content` closes it and gives its bytes."""

    def __init__(self, title: str, author: str, day: date) -> None:
        import xlsxwriter

        self._buffer = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self._buffer, _TEXT_ONLY)
        moment = datetime(day.year, day.month, day.day)
        self.book.set_properties({"title": title, "author": author, "created": moment})
        self._styles: dict[tuple[str, str | None], Style] = {}

    def style(self, name: str, number: str | None = None) -> Style:
        """A named style; `number` is its number format."""
        key = (name, number)
        if key not in self._styles:
            shape = _STYLES[name] | ({"num_format": number} if number else {})
            self._styles[key] = self.book.add_format(shape)
        return self._styles[key]

    def sheet(self, name: str) -> Sheet:
        """A new sheet, A4 landscape, as wide as the page."""
        made = self.book.add_worksheet(name)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        made.center_horizontally()
        made.set_footer(t("forms.sheet.page"))
        made.hide_gridlines(2)
        return made

    def write(
        self, sheet: Sheet, row: int, column: int, text: str, style: str, number: str | None = None
    ) -> None:
        """Text as text, whatever it begins with; `number` as "@" keeps what is typed there text."""
        sheet.write_string(row, column, guarded(text), self._quoted(style, text, number))

    def merge(
        self, sheet: Sheet, row: int, columns: tuple[int, int], text: str, style: str
    ) -> None:
        """Text over several columns of one row."""
        first, last = columns
        if first < last:
            sheet.merge_range(row, first, row, last, "", self.style(style))
        self.write(sheet, row, first, text, style)

    def _quoted(self, style: str, text: str, number: str | None) -> Style:
        """Numbers such as -5 that are kept as sent also carry the spreadsheet's own text mark."""
        if not (is_formula(text) and PLAIN.fullmatch(text)):
            return self.style(style, number)
        key = (f"{style} quoted", None)
        if key not in self._styles:
            self._styles[key] = self.book.add_format(_STYLES[style] | {"quote_prefix": True})
        return self._styles[key]

    def ask(self, sheet: Sheet, cells: tuple[int, int, int, int], question: Question) -> None:
        """Say beside some cells (first row and column, last row and column) what goes there."""
        sheet.data_validation(*cells, question.rule())

    def content(self) -> bytes:
        """Close the workbook and give the bytes of the file."""
        self.book.close()
        return self._buffer.getvalue()


def protect(sheet: Sheet) -> None:
    """Lock what is not meant for typing; no password, for this guards against slips only."""
    allowed = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
    sheet.protect("", allowed)
