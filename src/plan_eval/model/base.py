"""What all plan models share: frozen, strict about unknown keys, exact numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError


class Frozen(BaseModel):
    """A frozen value that refuses keys it does not know: a misplaced key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _number(value: Any) -> Any:
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        raise PydanticCustomError("number_wanted", "a number is wanted, without quotes")
    return value


# Exact from the text of the file on: the loader gives int or Decimal, never a binary float.
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]

# Strict: pydantic would otherwise read the text "010" as ten and "NO" as false.
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]

# Plan folders written before the split had its own name say `unit`, now only the unit of measure.
TOWN_BY_OLD_NAME = BeforeValidator(lambda value: "town" if value == "unit" else value)


def _month_day(value: Any) -> Any:
    try:
        due_day(value, _COMMON_YEAR - 1)
    except (TypeError, ValueError):
        problem = "a month and a day are wanted, as in 03-31"
        raise PydanticCustomError("month_day_wanted", problem) from None
    return value


# 29 February is no day of every year.
_COMMON_YEAR = 2001
MonthDay = Annotated[
    str, BeforeValidator(_month_day), WithJsonSchema({"type": "string", "pattern": r"^\d\d-\d\d$"})
]


def due_day(month_day: str, year: int) -> dt.date:
    """The day (03-31) of the year after `year`. Raises ValueError, TypeError for what is none."""
    return dt.date.fromisoformat(f"{year + 1:04d}-{month_day}")


def named(*names: str | None) -> tuple[str, ...]:
    """The names there are: an English one is optional everywhere."""
    return tuple(name for name in names if name)


class Confirmation(Frozen):
    """Somebody answers for what the plan does not print: which field (dotted), who, and when."""

    field: Text
    by: Text
    date: dt.date
    note: str | None = None


@dataclass(frozen=True)
class Defect:
    """One fault of a plan: `code` and `values` say what, the rest says where.

    `among` is the list that holds the item (empty: the whole file), `where` the place in the item
    (dotted, numbers count list entries from 0), `again` asks for the last item of that name.
    """

    code: str
    item: str
    where: str = ""
    values: dict[str, object] = field(default_factory=dict)
    among: str = ""
    again: bool = False
