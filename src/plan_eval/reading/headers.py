"""Where the header is and what each of its columns holds.

A header may have two levels, where merged cells leave blanks, and its columns may be years,
sexes, or indicators (a wide table) instead of one column named 数值.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from plan_eval.model.observation import IGNORED, NUMBERS, REQUIRED
from plan_eval.reading import cells, limits
from plan_eval.reading.grids import Record, letter
from plan_eval.reading.vocabulary import Vocabulary, column_name, match, split_unit

Coordinates = tuple[tuple[str, str], ...]
"""What a wide column fixes: ("year", "2023"), ("sex", "female"), ("indicator", "health-02-1")."""

_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:\.0+)?年?(?:度|末|底)?")
_OURS = frozenset(cells.plain(word) for words in IGNORED.values() for word in words)


@dataclass(frozen=True)
class Column:
    """One column: its place, the sender's words, and what they mean.

    `name` is one of our columns; `unit` stands in brackets behind the words; `coordinates` is
    what a wide column fixes.
    """

    position: int
    words: str
    name: str | None = None
    unit: str | None = None
    coordinates: Coordinates = ()

    @property
    def letter(self) -> str:
        """The column's letters in a spreadsheet."""
        return letter(self.position)


@dataclass(frozen=True)
class Header:
    """A header: `at` is its first record (0-based), `levels` how many records it takes."""

    at: int
    levels: int
    form: str
    wide: bool
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        """How many columns it has, trailing empty ones not counted."""
        return self.columns[-1].position + 1


def find_header(head: Sequence[Record], words: Vocabulary) -> Header | None:
    """The first of the first records that is a header, or None.

    A tidy header names two required columns of a form; a wide one names the indicator, the area or
    the year and has columns of years or indicators.
    """
    for at, record in enumerate(head[: limits.HEADER_WITHIN]):
        if not any(column_name(words.columns, cell) for cell in record):
            continue
        below = head[at + 1] if at + 1 < len(head) else []
        levels = 2 if _is_second_level(record, below, words) else 1
        columns = _agreed(list(_columns(record, below if levels == 2 else [], words)))
        form = _form(columns)
        if form:
            return Header(at, levels, *form, columns)
    return None


def said_again(header: Header, words: Vocabulary) -> list[tuple[int, frozenset[str]]]:
    """What a row holds that names the columns again, as tables over pages do: (position, words).

    The first two columns tell: no data is written as the names of its columns.
    """
    telling = [column for column in header.columns if column.name or column.coordinates][:2]
    return [(column.position, frozenset(_spellings(column, words))) for column in telling]


def _spellings(column: Column, words: Vocabulary) -> Iterator[str]:
    yield column.words
    for word, name in words.columns.items():
        if name == column.name:
            yield from (word, word.capitalize(), word.title(), word.upper())


def _form(columns: Sequence[Column]) -> tuple[str, bool] | None:
    """(form, is it wide), or None where the columns are no header."""
    free = {column.name for column in columns if not column.coordinates}
    free |= {"indicator"} if "indicator_name" in free else set()
    for form, required in REQUIRED.items():
        if len(free.intersection(required)) >= 2 and (
            form != "indicators" or "value" in free or not _fixed(columns)
        ):
            form = "assessment" if free & {"item", "status"} else form
            return form, False
    fixed = _fixed(columns)
    wide = fixed & {"year", "indicator"} or (fixed and {"indicator", "year"} <= free)
    return ("indicators", True) if wide and free & {"indicator", "area", "year"} else None


def _fixed(columns: Sequence[Column]) -> set[str]:
    return {kind for column in columns for kind, _ in column.coordinates}


def _is_second_level(record: Record, below: Record, words: Vocabulary) -> bool:
    """Whether the next record goes on with the header: words only, under blanks and groups."""
    filled = [at for at, cell in enumerate(below) if cells.stripped(cell)]
    if not filled:
        return False
    own = {at: column_name(words.columns, cell) for at, cell in enumerate(record)}
    return all(
        own.get(at) in (None, *NUMBERS) and _parts(below[at], words) is not None for at in filled
    ) and any(own.values())


def _agreed(columns: Sequence[Column]) -> tuple[Column, ...]:
    """合计 stands for the total of its neighbours: of 城镇 and 农村, else of 女 and 男."""
    fixed = _fixed(columns)
    if "residence" not in fixed or any(
        pair in column.coordinates
        for column in columns
        for pair in (("sex", "female"), ("sex", "male"))
    ):
        return tuple(columns)
    total = {("sex", "total"): ("residence", "total")}
    return tuple(
        replace(column, coordinates=tuple(total.get(pair, pair) for pair in column.coordinates))
        for column in columns
    )


def _columns(record: Record, below: Record, words: Vocabulary) -> Iterator[Column]:
    group = ""
    for at, (upper, lower) in enumerate(zip_longest(record, below, fillvalue="")):
        upper, lower = cells.stripped(upper), cells.stripped(lower)
        if upper:
            group = upper if lower else ""
        levels = [cell for cell in (upper or (group if lower else ""), lower) if cell]
        if levels:
            yield _column(at, levels, words)


def _column(at: int, levels: Sequence[str], words: Vocabulary) -> Column:
    name: str | None = None
    unit: str | None = None
    coordinates: list[tuple[str, str]] = []
    for level in levels:
        part = _parts(level, words)
        if part is None:
            continue
        kind, meaning, in_brackets = part
        unit = in_brackets or unit
        if kind == "column":
            name = meaning
        else:
            coordinates.append((kind, meaning))
    return Column(at, "/".join(levels), name, unit, tuple(coordinates))


def _parts(cell: str, words: Vocabulary) -> tuple[str, str, str | None] | None:
    """(kind, meaning, unit) of one header cell, or None where it means nothing to us."""
    text = cells.plain(cell)
    if text in _OURS:
        return "column", "reference", None
    base, unit = split_unit(text)
    for words_, bracket in ((text, None), (base, unit)):
        if name := column_name(words.columns, words_):
            return "column", name, bracket
        if year := _YEAR.fullmatch("".join(words_.split())):
            return "year", year.group(1), bracket
    for kind, known in (("sex", words.sexes), ("residence", words.residences)):
        if found := match(known, text):
            return kind, found.code, None
    if indicator := words.indicator(cell):
        return "indicator", indicator.code, indicator.unit
    return None
