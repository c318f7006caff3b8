"""Who sent a table, for which year, and what else is said once for all its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from plan_eval.reading import cells, limits
from plan_eval.reading.notices import Notice
from plan_eval.reading.tables import Table
from plan_eval.reading.vocabulary import Vocabulary, match

Meaning = TypeVar("Meaning", str, int)
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


def sender_of(
    path: Path, name: str, table: Table, words: Vocabulary, notices: list[Notice]
) -> tuple[str | None, int | None]:
    """Department and year of a file: its columns, else the lines above the header, else its name.

    They are never guessed from contents.
    """
    by_name, year = _by_name(path, words)
    department = _first(table, "department", lambda cell: _code(words.departments, cell))
    said = table.said.get("department")
    if said and department is None:
        department = _code(words.departments, said.value)
        code = "PE120" if department else "PE122"
        notices.append(
            Notice(code, name, said.row, "department", said.value, department, said.letter)
        )
    if department and by_name and department != by_name:
        notices.append(
            Notice("PE121", name, column="department", value=by_name, expected=department)
        )
    # a self-assessment has one year: the year it reports on
    column = "report_year" if table.header.form == "indicators" else "year"
    own = _first(table, column, cells.year)
    if own is None and (said := table.said.get("report_year")):
        own = cells.year(said.value)
        notices.append(
            Notice("PE120", name, said.row, "report_year", said.value, str(own), said.letter)
        )
    return department or by_name, own or year


def _code(known: Mapping[str, str], cell: str) -> str | None:
    found = match(known, cell)
    return found.code if found else None


def _first(table: Table, column: str, read: Callable[[str], Meaning | None]) -> Meaning | None:
    """What the first filled cell of a column means."""
    if column not in table.columns:
        return None
    position = str(table.columns[column].position)
    for cell in table.body[position].head(limits.HEADER_WITHIN):
        if cells.plain(cell):
            return read(cell)
    return None


def _by_name(path: Path, words: Vocabulary) -> tuple[str | None, int | None]:
    stem = cells.plain(path.stem).casefold()
    names = [word for word in words.departments if _stands_in(word, stem)]
    department = words.departments[max(names, key=len)] if names else None
    years = set(_YEAR_IN_NAME.findall(stem))
    return department, int(years.pop()) if len(years) == 1 else None


def _stands_in(word: str, stem: str) -> bool:
    """A Chinese name anywhere, an English one between other characters than letters."""
    if not word.isascii():
        return word in stem
    return word in stem and bool(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", stem))


def unit_of(table: Table, name: str, notices: list[Notice]) -> str | None:
    """The unit of rows without one: behind the header's word, else in a line above the header."""
    value = table.columns.get("value")
    if value and value.unit:
        row, unit, letter = table.header.at + 1, value.unit, value.letter
    elif said := table.said.get("unit"):
        row, unit, letter = said.row, said.value, said.letter
    else:
        return None
    notices.append(Notice("PE120", name, row, "unit", unit, unit, letter))
    return unit


def indicator_of(table: Table, name: str, notices: list[Notice]) -> str | None:
    """The indicator of a table without a column for it, from a line above the header."""
    said = table.said.get("indicator")
    if said is None or "indicator" in table.columns:
        return None
    notices.append(
        Notice("PE120", name, said.row, "indicator", said.value, said.value, said.letter)
    )
    return said.value
