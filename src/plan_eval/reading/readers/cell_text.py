"""A workbook's cell to the text people saw: percents with their sign, decimals as printed.

A number shown with more decimals than it needs keeps them (42 as 0.0 is 42.0), for they say how
exact it is and a CSV file of the sheet has them; one shown with fewer is not cut.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_DIGITS = 15  # what a spreadsheet keeps of a number
_DECIMALS = Decimal(1).scaleb(-12)
_YEAR_ONLY = re.compile(r'(?:\[[^\]]*\])?y{3,4}\s*\\?"?年?"?\s*(?:;@)?', re.I)
_ALWAYS = re.compile(r"\.(0+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def cell_text(value: object, number_format: str | None) -> str:
    """The text of a value; `number_format` is the spreadsheet's (0.00% shows 0.953 as 95.30%)."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, _QUOTED.sub("", number_format or "").partition(";")[0])
        case dt.datetime() | dt.date() if _YEAR_ONLY.fullmatch(number_format or ""):
            return f"{value.year}年"  # a year typed as a date, shown as nothing but the year
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float, shape: str) -> str:
    percent, printed = "%" in shape, _printed(shape)
    try:
        exact = Decimal(format(value, f".{_DIGITS}g"))
        if percent:
            exact *= 100
        if exact.is_finite() and exact.as_tuple().exponent < -12:  # type: ignore[operator]
            exact = exact.quantize(_DECIMALS)
        text = format(exact, "f")
    except ArithmeticError:
        return str(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    if "E" not in text and len(decimals) < printed:
        text = f"{whole}.{decimals.ljust(printed, '0')}"
    return f"{text}%" if percent else text


def _printed(shape: str) -> int:
    """The decimals that a number format always prints: two of 0.00, one of 0.0#."""
    found = _ALWAYS.search(shape)
    return min(len(found.group(1)), 12) if found else 0
