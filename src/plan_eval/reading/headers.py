"""Where a header is and what each of its columns holds.

A header may have several levels, where merged cells leave blanks, and its columns may be years,
sexes, or indicators (a wide table) instead of one column named 数值.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plan_eval.messages import t
from plan_eval.model.observation import IGNORED, NUMBERS, REQUIRED, THIS_YEAR
from plan_eval.reading import cells, limits
from plan_eval.reading.grids import Record, letter
from plan_eval.reading.notices import Unreadable
from plan_eval.reading.vocabulary import Vocabulary, column_name, match, split_unit

Coordinates = tuple[tuple[str, str], ...]
"""What a wide column fixes: ("year", "2023"), ("sex", "female"), ("indicator", "health-02-1")."""

_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:\.0+)?年?(?:度|末|底)?(?:数值|数|值|实际|实绩)?")
_OURS = frozenset(cells.plain(word) for words in IGNORED.values() for word in words)
_GROUPING = re.compile(r"其中:?|(?:按|分)(?:性别|城乡|年份|年度|镇街|地区|区域)分?")
"""Words over or between levels that only say what the columns below are split by."""

_REQUIRED = frozenset(name for names in REQUIRED.values() for name in names)
LEVELS = 3
"""The most records that a header takes."""

_OTHER_CUTS = ("，", "、", "；", "｜", " ")
"""What else people put between the cells of a text; never read, but recognised."""


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

    @property
    def measure(self) -> str | None:
        """Which of our columns its cells fill; under a year or sex alone that is the value."""
        return self.name or ("value" if self.coordinates else None)

    @property
    def of_this_year(self) -> bool:
        """Whether the column's words say 本年, which leaves the year itself to be found."""
        last = self.words.rpartition("/")[2]
        return split_unit(cells.plain(last))[0] in THIS_YEAR


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

    @property
    def below(self) -> int:
        """The first record (0-based) under the header."""
        return self.at + self.levels

    def means_the_same(self, other: Header) -> bool:
        """Whether each of its columns means what the other's in the same place means."""
        return _meanings(self) == _meanings(other)


def _meanings(header: Header) -> list[tuple[object, ...]]:
    """Words count only where a column means nothing to us."""
    return [
        (
            column.position,
            column.name or column.coordinates or column.words,
            column.coordinates,
            column.unit,
        )
        for column in header.columns
    ]


def find_header(head: Sequence[Record], vocabulary: Vocabulary) -> Header | None:
    """The first of the first records that is a header, or None."""
    found = (header_at(head, at, vocabulary) for at in range(min(len(head), limits.HEADER_WITHIN)))
    return next(filter(None, found), None)


def header_at(records: Sequence[Record], at: int, vocabulary: Vocabulary) -> Header | None:
    """The header that begins at a record, or None.

    A tidy header names two required columns of a form; a wide one names the indicator, the area or
    the year and has columns of years, sexes, towns or indicators.
    """
    if not any(names_a_column(cell, vocabulary) for cell in records[at]):
        return None
    levels = [records[at]]
    while len(levels) < LEVELS and at + len(levels) < len(records):
        below = records[at + len(levels)]
        if not _is_next_level(levels, below, vocabulary):
            break
        levels.append(below)
    columns = _agreed(list(_columns(levels, vocabulary)))
    form = _form(columns)
    return Header(at, len(levels), *form, columns) if form else None


def names_a_column(cell: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell is the name of one of our columns, perhaps with a unit behind it."""
    if column_name(vocabulary.columns, cell):
        return True
    name, unit = split_unit(cells.plain(cell))
    return unit is not None and column_name(vocabulary.columns, name) is not None


def no_header(head: Sequence[Record], vocabulary: Vocabulary) -> Unreadable:
    """That there is no header, with what keeps the likeliest of the first records from being one.

    Its names may stand in one cell, with another sign than a comma between them; or some of the
    required ones are missing.
    """
    best: tuple[int, set[str | None]] = (0, set())
    for row, record in enumerate(head[: limits.HEADER_WITHIN], 1):
        for cell in record:
            if cut := _cut_otherwise(cell, vocabulary):
                return Unreadable("no-header-cut", row=row, cut=cut)
        names = {column_name(vocabulary.columns, split_unit(cells.plain(one))[0]) for one in record}
        if len(names & _REQUIRED) > len(best[1] & _REQUIRED):
            best = row, names
    row, names = best
    if not names & _REQUIRED:
        return Unreadable("no-header")
    form = "self_assessment" if names & {"item", "status"} else "indicators"
    lacking = "、".join(t(f"columns.{name}") for name in REQUIRED[form] if name not in names)
    return Unreadable("no-header-missing", row=row, lacking=lacking, words=_words(head[row - 1]))


def _cut_otherwise(cell: str, vocabulary: Vocabulary) -> str | None:
    """The sign between the names of columns in one cell, for people to read."""
    for cut in _OTHER_CUTS:
        parts = [one for one in cell[: limits.ROW_CHARACTERS // 8].split(cut) if one.strip()]
        if len(parts) > 2 and sum(names_a_column(part, vocabulary) for part in parts) > 1:
            return cut.strip() or t("file.blank-sign")
    return None


def _words(record: Record) -> str:
    return "、".join(filter(None, map(cells.stripped, record)))[:40]


def _form(columns: Sequence[Column]) -> tuple[str, bool] | None:
    """(form, is it wide), or None where the columns are no header."""
    free = {column.name for column in columns if not column.coordinates}
    free |= {"indicator"} if "indicator_name" in free else set()
    fixed = {kind for column in columns for kind, _ in column.coordinates}
    for form, required in REQUIRED.items():
        if len(free.intersection(required)) >= 2 and (
            form != "indicators" or "value" in free or not fixed
        ):
            form = "self_assessment" if free & {"item", "status"} else form
            return form, False
    return ("indicators", True) if fixed and free & {"indicator", "town", "year"} else None


def _is_next_level(levels: Sequence[Record], below: Record, vocabulary: Vocabulary) -> bool:
    """Whether the next record goes on with the header: words only, under blanks and groups."""
    filled = [at for at, cell in enumerate(below) if cells.stripped(cell)]
    own = {at: cell for record in levels for at, cell in enumerate(record) if cells.stripped(cell)}
    return (
        bool(filled)
        and all(
            column_name(vocabulary.columns, own.get(at, "")) in (None, *NUMBERS) for at in filled
        )
        and all(_parts(below[at], vocabulary) or _is_grouping(below[at]) for at in filled)
        and any(column_name(vocabulary.columns, cell) for record in levels for cell in record)
    )


def _is_grouping(cell: str) -> bool:
    return bool(_GROUPING.fullmatch(cells.plain(cell)))


def _agreed(columns: Sequence[Column]) -> tuple[Column, ...]:
    """合计 or 全区 stands for the total of its neighbours: 女 and 男, 城镇 and 农村, or towns."""
    fixed = {pair for column in columns for pair in column.coordinates}
    parts = {kind for kind, group in fixed if kind != "year" and group != "total"}
    of_all = next((one for one in ("sex", "residence", "town") if one in parts), None)
    if of_all is None:
        return tuple(columns)
    whole = (of_all, "" if of_all == "town" else "total")
    totals = {(kind, "total"): whole for kind in ("sex", "residence") if kind not in parts}
    return tuple(
        replace(column, coordinates=tuple(totals.get(pair, pair) for pair in column.coordinates))
        for column in columns
    )


def _columns(levels: Sequence[Record], vocabulary: Vocabulary) -> Iterator[Column]:
    """A column's words from top to bottom; a word over blanks holds for them where more follows."""
    groups = [""] * len(levels)
    for at in range(max(map(len, levels))):
        column = [_cell(record, at) for record in levels]
        for depth, cell in enumerate(column):
            if cell:
                # a word with nothing below it, or beginning a new group, ends the groups below
                groups[depth] = cell if any(column[depth + 1 :]) else ""
                groups[depth + 1 :] = [""] * (len(levels) - depth - 1)
            elif any(column[depth + 1 :]):
                column[depth] = groups[depth]
        if filled := [cell for cell in column if cell]:
            yield _column(at, filled, vocabulary)


def _cell(record: Record, at: int) -> str:
    return cells.stripped(record[at]) if at < len(record) else ""


def _column(at: int, levels: Sequence[str], vocabulary: Vocabulary) -> Column:
    name: str | None = None
    unit: str | None = None
    coordinates: dict[str, str] = {}
    for level in levels:
        part = _parts(level, vocabulary)
        if part is None:
            continue
        kind, meaning, in_brackets = part
        if kind == "column":
            name = meaning
        else:
            coordinates[kind] = meaning
        if in_brackets and (group := _group(in_brackets, vocabulary)):  # 数值（女）, 本年（2025年）
            coordinates |= [group]
        else:
            unit = in_brackets or unit
    return Column(at, "/".join(levels), name, unit, tuple(coordinates.items()))


def _parts(cell: str, vocabulary: Vocabulary) -> tuple[str, str, str | None] | None:
    """(kind, meaning, words in brackets) of one header cell; None where it means nothing to us."""
    text = cells.plain(cell)
    base, unit = split_unit(text)
    for words_, bracket in ((text, None), (base, unit)):
        if "".join(words_.split()) in _OURS:
            return "column", "reference", bracket
        if name := column_name(vocabulary.columns, words_):
            return "column", name, bracket
        if group := _group(words_, vocabulary):
            return *group, bracket
    if indicator := vocabulary.indicator(cell):
        return "indicator", indicator.code, indicator.unit
    return None


def _group(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The year, sex, residence or town that a column's words fix."""
    if year := _YEAR.fullmatch("".join(text.split())):
        return "year", year.group(1)
    lists = (
        ("sex", vocabulary.sexes),
        ("residence", vocabulary.residences),
        ("town", vocabulary.towns),
    )
    for kind, known in lists:
        if (found := match(known, text)) and found.code:  # "" is the whole district
            return kind, found.code
    return None
