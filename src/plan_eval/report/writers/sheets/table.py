"""What a sheet holds: columns, and rows of words and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from plan_eval.messages import t
from plan_eval.model.wording import rounded

Ground = Literal["good", "nearly", "bad", "open"]
"""What a word means to the eye; the grounds differ in lightness, so grey print tells them apart."""

Cell = str | int | Decimal | None
"""Words; a count or a year; a figure, shown with the decimals it carries; or nothing."""

_FIGURE = re.compile(r"([+−-]?)(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head and its width in characters of the sheet.

    `shades` gives words that are shown on a ground of their own, as `GROUNDS` names it.
    """

    head: str
    width: float
    centred: bool = False
    shades: tuple[tuple[str, Ground], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. `fixed` columns stay in sight when the sheet is moved sideways.

    `listed` tables are lists to filter; the others are pages to read.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str | None = None
    fixed: int = 0
    listed: bool = True

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"{self.name}: a row of {len(wrong[0])} cells: {wrong[0]}")


def column(name: str, width: float, *, centred: bool = False, **values: object) -> Column:
    """A column headed by the words of the report, or by those of the workbook."""
    return Column(t(name, **values), width, centred)


def states(width: float) -> Column:
    """The column of states, each on its ground."""
    grounds: dict[str, Ground] = {
        "met": "good",
        "nearly_met": "nearly",
        "not_met": "bad",
        "undetermined": "open",
    }
    shades = tuple((t(f"state.{state}"), ground) for state, ground in grounds.items())
    return Column(t("report.head.state"), width, centred=True, shades=shades)


def levels(width: float) -> Column:
    """The column of early warnings, each on its ground."""
    grounds: dict[str, Ground] = {"red": "bad", "yellow": "nearly", "blue": "open"}
    shades = tuple((t(f"level.{level}"), ground) for level, ground in grounds.items())
    return Column(t("writers.head.warning"), width, centred=True, shades=shades)


def shown(words: str) -> Cell:
    """A figure as the report prints it, as the number it is; a dash is an empty cell."""
    if words in ("", "—"):
        return None
    found = _FIGURE.fullmatch(words)
    if found is None:
        return words
    figure = Decimal(found[2])
    return -figure if found[1] in ("-", "−") else figure


def per_cent(share: Fraction | None) -> Decimal | None:
    """A share in per cent with one decimal."""
    return None if share is None else rounded(share * 100, 1)


def joined(words: Iterable[str]) -> str | None:
    """Several words in one cell."""
    return t("punctuation.semicolon").join(words) or None
