"""Records and rows for other programs: JSON that keeps every number, CSV safe in a spreadsheet.

JSON: codes and not words where there is a code, days and moments as ISO 8601 writes them, moments
with their offset, one document in UTF-8. A number is written so that it reads back as it was
counted; one with more digits than a reader's binary float keeps (RFC 8259, section 6) is a text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePath

_EXACT_WHOLE = 2**53
"""Up to here a binary float tells every whole number from the next."""

Rows = Iterable[Sequence[object]]


def json_text(value: object) -> str:
    """A value as one JSON document, readable and in Chinese as it is."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False)


def json_rows(columns: Sequence[str], rows: Rows) -> str:
    """Rows as a JSON array of objects; an empty one where there are none."""
    return json_text([dict(zip(columns, row, strict=True)) for row in rows])


def rows_as(form: str, columns: Sequence[str], rows: Rows) -> str:
    """Rows as `json` or else as `csv`."""
    return (json_rows if form == "json" else csv_rows)(columns, rows)


def csv_rows(columns: Sequence[str], rows: Rows) -> str:
    """Rows as CSV under the same names as in JSON; what has parts is written in one cell.

    The parts of a list are separated by semicolons, an object reads as `name=value` for each.
    """
    import polars as pl

    from plan_eval.writing.guard import csv_text

    cells = [[_cell(plain(one)) for one in row] for row in rows]
    schema = dict.fromkeys(columns, pl.String)
    return csv_text(pl.DataFrame(cells, schema=schema, orient="row"))


def plain(value: object) -> object:
    """The value as JSON has it: objects, arrays, texts, exact numbers, true, false, null.

    A moment without a time zone is one of the database, which is UTC.
    """
    match value:
        case str() | Enum() | None:
            return value.value if isinstance(value, Enum) else value
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case _ if is_dataclass(value):
            return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
        case Iterable() if not isinstance(value, PurePath):
            return [plain(one) for one in value]
        case _:
            return _single(value)


def _single(value: object) -> object:
    match value:
        case bool():
            return value
        case int() | Decimal() | Fraction():
            return number(value)
        case float():
            return value if math.isfinite(value) else None
        case datetime():
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def number(value: float | Decimal | Fraction) -> float | str:
    """A number that reads back as it is; a text where no JSON reader would keep its digits.

    A fraction without an end (1/3) is the nearest there is.
    """
    if value == int(value):
        whole = int(value)
        return whole if abs(whole) <= _EXACT_WHOLE else str(whole)
    near = float(value)
    if isinstance(value, Fraction) or Decimal(repr(near)) == value:
        return near
    return format(value, "f")


def _cell(value: object) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case dict():
            return "; ".join(f"{key}={_cell(one) or ''}" for key, one in value.items())
        case list():
            return "; ".join(_cell(one) or "" for one in value) or None
        case _:
            return str(value)
