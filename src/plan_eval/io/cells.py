"""The text of a cell to what it says: numbers, years, codes.

Only what can be read without doubt is read; the rest stays unread and becomes a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:\.0+)?\s*年?(?:度)?", re.ASCII)
_DIGITS_ALLOWED = 26


def plain(text: str) -> str:
    """The cell without outer blanks and with full-width forms (９５％) made narrow."""
    return unicodedata.normalize("NFKC", text).strip()


def number(text: str, *, percent: bool) -> str | None:
    """The canonical text of a number, or None where the cell is no number beyond doubt.

    A percent sign is read only where the indicator's unit is % (`percent`); ASCII digits only:
    `nan`, `inf`, `1_000`, `1e5` and other scripts' digits are no numbers here.
    """
    if any(character.isdigit() and not _common_digit(character) for character in text):
        return None
    cell = plain(text)
    if percent and cell.endswith("%"):
        cell = cell[:-1].rstrip()
    if _GROUPED.fullmatch(cell):
        cell = cell.replace(",", "")
    if not PLAIN.fullmatch(cell) or len(cell) > _DIGITS_ALLOWED:
        return None
    return format(Decimal(cell), "f")


def _common_digit(character: str) -> bool:
    return character in "0123456789０１２３４５６７８９"


def year(text: str) -> int | None:
    """2023, 2023年, 2023.0, ２０２３年度 → 2023; None otherwise."""
    found = _YEAR.fullmatch(plain(text))
    return int(found.group(1)) if found else None


def lookup(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """From every spelling to its code; the code spells itself."""
    return {
        spelling.casefold(): code
        for code, spellings in words.items()
        for spelling in (code, *spellings)
    }
