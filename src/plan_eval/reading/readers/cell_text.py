"""A workbook's cell to the text people saw: whole numbers without .0, percents with their sign."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_DIGITS = 15  # what a spreadsheet keeps of a number
_DECIMALS = Decimal(1).scaleb(-12)
_YEAR_ONLY = re.compile(r'(?:\[[^\]]*\])?y{3,4}\s*\\?"?年?"?\s*(?:;@)?', re.I)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def cell_text(value: object, number_format: str | None) -> str:
    """The text of a value; `number_format` is the spreadsheet's (0.00% shows 0.953 as 95.30%)."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, percent="%" in _QUOTED.sub("", number_format or ""))
        case dt.datetime() | dt.date() if _YEAR_ONLY.fullmatch(number_format or ""):
            return f"{value.year}年"  # a year typed as a date, shown as nothing but the year
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float, *, percent: bool) -> str:
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
    return f"{text}%" if percent else text
