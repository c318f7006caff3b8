"""The text of a cell to what it says: numbers and years.

Only what can be read without doubt is read; the rest stays unread and becomes a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal, localcontext

from plan_eval.reading.grids import BLANK

PLAIN = re.compile(r"[+-]?[0-9]{1,26}(?:\.[0-9]{1,12})?")
"""Numbers as they are computed with: no exponent, at most 26 and 12 digits (`EXACT`)."""

_LONG = re.compile(r"[+-]?[0-9]{1,26}(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_YEAR = re.compile(
    r"([0-9]{4})(?:(?:\.0+)?\s*年?(?:度|末|底|全年)?|-(?:01-01|12-31)(?:T00:00:00)?|年12月31日)"
)
COMMON_DIGITS = frozenset("0123456789０１２３４５６７８９")
_HAS_DIGIT = re.compile(r"[0-9]")
_DECIMALS = re.compile(r"\.([0-9]+)")
_DASH = re.compile("[\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}─━ー_]")
_REPEATED = re.compile(r"([-./…])\1+")
_LAST = Decimal(1).scaleb(-12)


def stripped(text: str) -> str:
    """The cell without blanks at its edges."""
    return text.strip(BLANK)


def plain(text: str) -> str:
    """The cell without outer blanks and with full-width forms (９５％) made narrow."""
    return stripped(unicodedata.normalize("NFKC", text))


def number(text: str, unit: str | None = None) -> str | None:
    """The canonical text of a number, or None where the cell is no number beyond doubt.

    Behind it may stand the indicator's own `unit` (95.6%, 12个), which says what is so anyway; any
    other may change the figure. ASCII and full-width digits only: `nan`, `inf`, `1_000`, `1e5` and
    other scripts' digits are no numbers here. More than twelve decimals are rounded (half up).
    """
    if any(one.isdigit() and one not in COMMON_DIGITS for one in text):
        return None
    cell = plain(text).replace("\N{MINUS SIGN}", "-")
    if unit and not _HAS_DIGIT.search(unit):
        cell = cell.removesuffix(unit).rstrip()
    if _GROUPED.fullmatch(cell):
        cell = cell.replace(",", "")
    if not _LONG.fullmatch(cell):
        return None
    with localcontext(prec=len(cell) + 1):
        exact = Decimal(cell)
        if len(cell.partition(".")[2]) > 12:
            exact = exact.quantize(_LAST, ROUND_HALF_UP)
        return format(exact, "f")


def places(text: str) -> int:
    """The decimals a number was written with, at most twelve."""
    found = _DECIMALS.search(plain(text))
    return min(12, len(found.group(1))) if found else 0


def is_absent(text: str, marks: Collection[str]) -> bool:
    """Whether a cell says that there is no figure: a mark of the plan, however often repeated.

    `marks` are the plan's, made alike by `mark`: ——, — — and ――― are one.
    """
    return mark(text) in marks


def mark(text: str) -> str:
    """A mark of absence in one form: narrow, without blanks and repetition, dashes alike."""
    short = _REPEATED.sub(r"\1", _DASH.sub("-", "".join(plain(text).split())))
    return short.casefold()


def year(text: str) -> int | None:
    """2023, 2023年, 2023.0, ２０２３年度, 2023年底, 2023-12-31 → 2023; None otherwise."""
    found = _YEAR.fullmatch(plain(text))
    return int(found.group(1)) if found else None
