"""Cells of an .xlsx whose formula was never computed: what a program wrote and no one opened since.

A spreadsheet keeps the last result beside each formula. openpyxl writes none, and such a cell reads
as blank; XlsxWriter writes 0 and asks to recalculate (fullCalcOnLoad) when the book is opened.
Either would be a figure that the sender never sent: on his screen the cell is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*"
    rb"<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v(?:\s[^>]*)?(?:/>|>([^<]*)</(?:\w+:)?v>)\s*)?"
    rb"</(?:\w+:)?c>"
)
_ANY = re.compile(rb"<(?:\w+:)?f[\s/>]")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_TEXT = re.compile(rb'\bt="str"')
_RECALCULATE = re.compile(rb'<(?:\w+:)?calcPr\s[^>]*fullCalcOnLoad="(?:1|true)"')

Formulas = Mapping[int, Mapping[int, str]]
"""By record, then by position, both 0-based: the formula as text, "=" first."""


def waits_for_recalculation(workbook: bytes) -> bool:
    """Whether a workbook (xl/workbook.xml) was written by a program and not saved since."""
    return bool(_RECALCULATE.search(workbook))


def not_computed(sheet: bytes, *, waiting: bool) -> Formulas:
    """The formulas of a sheet's XML without a result; in a `waiting` book 0 is none either.

    An empty text (t="str") is a result.
    """
    found: dict[int, dict[int, str]] = {}
    if not _ANY.search(sheet):
        return found
    for cell in _CELL.finditer(sheet):
        attributes, formula, value = cell.groups()
        place = _PLACE.search(attributes)
        none = not (value or b"").strip() and not _TEXT.search(attributes)
        if place and (none or (waiting and value == b"0")):
            text = "=" + unescape((formula or b"").decode("utf-8", "replace"))
            found.setdefault(int(place[2]) - 1, {})[position(place[1].decode())] = text
    return found


def position(letters: str) -> int:
    """The 0-based place of a column: A → 0, AA → 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
