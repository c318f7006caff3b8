"""What a cell of the plan's workbook holds: a value of the YAML in words, and back.

Each kind of cell shows a value and reads what a person or the spreadsheet program made of it.
An empty cell is a key that is not there (None).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal, Protocol

from plan_eval.messages import t
from plan_eval.reading.grids import BLANK

Value = object

_DATED = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+)?|\d\d:\d\d:\d\d")
"""How the reader gives a cell that the spreadsheet program made a date or time of."""

_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!")
_SEPARATORS = re.compile(r"[、,，;；\n]+")
_RANGE = re.compile(r"\s*(-?[\d.]+)\s*[~～—–－-]+\s*(-?[\d.]+)\s*")
_DIGITS = 15


class CellError(Exception):
    """A cell does not say what its column is for; `key` of the `spreadsheet.cell` words."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Cell(Protocol):
    """One kind of cell."""

    @property
    def options(self) -> tuple[str, ...]:
        """What a drop-down offers; nothing where none is."""

    @property
    def help(self) -> str:
        """The key of the `spreadsheet.help` words that say how it is filled in."""

    def show(self, value: Value) -> str:
        """The text of a value that is there."""

    def read(self, text: str) -> Value:
        """The value of a text that is not empty. Raises CellError."""


def read_cell(cell: Cell, text: str) -> Value:
    """What a cell says, None where it is empty. Raises CellError for what cannot be meant."""
    text = text.replace("\r\n", "\n").strip(BLANK)
    if not text:
        return None
    if text.startswith("="):
        raise CellError("formula")
    if text in _ERRORS:
        raise CellError("error", given=text)
    if _DATED.fullmatch(text):
        raise CellError("date", given=text)
    return cell.read(text)


def show_cell(cell: Cell, value: Value) -> str:
    """The text of a value; empty where there is none."""
    return "" if value is None or value == [] else cell.show(value)


@dataclass(frozen=True)
class TextCell:
    """Words as they are; `options` are offered, and others may be written."""

    options: tuple[str, ...] = ()
    help: str = "text"

    def show(self, value: Value) -> str:
        return str(value)

    def read(self, text: str) -> Value:
        return text


@dataclass(frozen=True)
class CodeCell:
    """The id of something: letters, digits and hyphens; `options` are those there are."""

    options: tuple[str, ...] = ()
    help: str = "code"

    def show(self, value: Value) -> str:
        return str(value)

    def read(self, text: str) -> Value:
        return unicodedata.normalize("NFKC", text).strip().replace("_", "-").casefold()


Percent = Literal["refused", "face", "share"]
"""What 75% means in a column of numbers: nothing, 75 (the unit stands elsewhere), or 0.75."""


@dataclass(frozen=True)
class NumberCell:
    """A number, exact; `whole` where it counts something."""

    whole: bool = False
    percent: Percent = "refused"
    options: tuple[str, ...] = ()

    @property
    def help(self) -> str:
        return "whole" if self.whole else "number"

    def show(self, value: Value) -> str:
        return str(value) if isinstance(value, int) else format(Decimal(str(value)), "f")

    def read(self, text: str) -> Value:
        number = self._number(text)
        if number == number.to_integral_value():
            return int(number)  # 75.0, as a spreadsheet may show it, is 75
        if self.whole:
            raise CellError("whole", given=text)
        return number

    def _number(self, text: str) -> Decimal:
        """A number as people write it: full-width digits, separators of thousands, a percent."""
        plain = unicodedata.normalize("NFKC", text).replace(" ", "")
        rate = plain.endswith("%")
        if rate and self.percent == "refused":
            raise CellError("percent", given=text)
        plain = plain.removesuffix("%")
        if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
            plain = plain.replace(",", "")
        if not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", plain, re.ASCII):
            raise CellError("number", given=text)
        number = Decimal(plain)
        if len(number.as_tuple().digits) > _DIGITS:
            raise CellError("number-too-long", given=text, digits=_DIGITS)
        return number / 100 if rate and self.percent == "share" else number


@dataclass(frozen=True)
class FlagCell:
    """Yes or no."""

    help: str = "flag"

    @property
    def options(self) -> tuple[str, ...]:
        return (t("spreadsheet.yes"), t("spreadsheet.no"))

    def show(self, value: Value) -> str:
        return self.options[0] if value is True else self.options[1]

    def read(self, text: str) -> Value:
        yes, no = self.options
        known = {yes: True, no: False, "true": True, "false": False, "√": True, "×": False}
        if text.casefold() not in known:
            raise CellError("choice", given=text, options=_listed(self.options))
        return known[text.casefold()]


@dataclass(frozen=True)
class ChoiceCell:
    """One of several codes, each shown in words of its own."""

    words: Mapping[str, str]
    help: str = "choice"
    aliases: Callable[[str], str | None] | None = None

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(self.words.values())

    def show(self, value: Value) -> str:
        return self.words.get(str(value), str(value))

    def read(self, text: str) -> Value:
        found = next((code for code, words in self.words.items() if words == text), None)
        if found is None and text in self.words:
            found = text
        if found is None and self.aliases:
            found = self.aliases(text)
        if found is None:
            raise CellError("choice", given=text, options=_listed(self.options))
        return found


@dataclass(frozen=True)
class ListCell:
    """Several values of one kind, in one line with marks between or one to a line."""

    of: Cell
    lines: bool = False
    options: tuple[str, ...] = ()

    @property
    def help(self) -> str:
        return "lines" if self.lines else "list"

    def show(self, value: Value) -> str:
        assert isinstance(value, Sequence)
        return ("\n" if self.lines else "、").join(self.of.show(one) for one in value)

    def read(self, text: str) -> Value:
        parts = text.split("\n") if self.lines else _SEPARATORS.split(text)
        return [self.of.read(part.strip(BLANK)) for part in parts if part.strip(BLANK)]


@dataclass(frozen=True)
class PairCell:
    """A range of two numbers: 0～100."""

    of: NumberCell
    help: str = "pair"
    options: tuple[str, ...] = ()

    def show(self, value: Value) -> str:
        assert isinstance(value, Sequence)
        return "～".join(self.of.show(one) for one in value)

    def read(self, text: str) -> Value:
        found = _RANGE.fullmatch(unicodedata.normalize("NFKC", text))
        if not found:
            raise CellError("pair", given=text)
        return [self.of.read(part) for part in found.groups()]


@dataclass(frozen=True)
class SourcesCell:
    """Items and the clauses quoted from them, one to a line: health-03：适龄妇女……"""

    fields: ClassVar[tuple[str, ...]] = ("item", "quote")
    help: str = "sources"
    options: tuple[str, ...] = ()

    def show(self, value: Value) -> str:
        assert isinstance(value, Sequence)
        return "\n".join(f"{one['item']}：{one['quote']}" for one in value)

    def read(self, text: str) -> Value:
        found = []
        for line in filter(None, (line.strip(BLANK) for line in text.split("\n"))):
            item, mark, quote = re.sub("[：:]", "\0", line, count=1).partition("\0")
            if not mark or not quote.strip(BLANK):
                raise CellError("source", given=line)
            found.append({"item": CodeCell().read(item), "quote": quote.strip(BLANK)})
        return found


@dataclass(frozen=True)
class ShownCell:
    """What a workbook shows and does not take back: shapes that no cell can hold."""

    words: Callable[[Value], str]
    help: str = "shown"
    options: tuple[str, ...] = ()

    def show(self, value: Value) -> str:
        return self.words(value)

    def read(self, text: str) -> Value:
        return text


def _listed(options: Sequence[str]) -> str:
    return t("punctuation.list").join(options)
