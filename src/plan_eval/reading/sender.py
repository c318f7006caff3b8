"""Who sent a table, for which year, and what else is said once for all its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from plan_eval.reading import cells, limits
from plan_eval.reading.notices import Event, Notice
from plan_eval.reading.tables import Table
from plan_eval.reading.vocabulary import Vocabulary, match

Meaning = TypeVar("Meaning", str, int)
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


def sender_of(
    path: Path, name: str, table: Table, vocabulary: Vocabulary, notices: list[Notice]
) -> tuple[str | None, int | None]:
    """Department and year of a file: its columns, else the lines above the header, else its name.

    They are never guessed from contents.
    """
    by_name, year = _by_name(path, vocabulary)
    department = _first(table, "department", lambda cell: _code(vocabulary.departments, cell))
    said = table.said.get("department")
    if said and department is None:
        department = _code(vocabulary.departments, said.value)
        event: Event = "taken-from-title" if department else "unknown-department"
        notices.append(
            Notice(event, name, said.row, "department", said.value, department, said.letter)
        )
    if department and by_name and department != by_name:
        notices.append(
            Notice("sender-differs", name, column="department", value=by_name, expected=department)
        )
    # a self-assessment has one year: the year it reports on
    column = "report_year" if table.header.form == "indicators" else "year"
    own = _first(table, column, cells.year)
    if own is None and (said := table.said.get("report_year")):
        own = cells.year(said.value)
        notices.append(
            Notice(
                "taken-from-title", name, said.row, "report_year", said.value, str(own), said.letter
            )
        )
    return department or by_name, own or year


def _code(known: Mapping[str, str], cell: str) -> str | None:
    found = match(known, cell)
    return found.code if found else None


def _first(table: Table, column: str, read: Callable[[str], Meaning | None]) -> Meaning | None:
    """What the first filled cells of a column mean: of those that mean something, the first."""
    if column not in table.columns.named:
        return None
    position = str(table.columns.named[column].position)
    for cell in table.body[position].head(limits.HEADER_WITHIN):
        if cells.plain(cell) and (meaning := read(cell)) is not None:
            return meaning
    return None


def names_a_department(table: Table) -> bool:
    """Whether a column, or a line above the table, says who sends it, if in unknown words."""
    if "department" in table.said:
        return True
    column = table.columns.named.get("department")
    sent = table.body[str(column.position)] if column else ()
    return any(cells.plain(cell) for cell in sent)


def year_of(table: Table, report_year: int | None) -> tuple[str, Notice] | None:
    """The year of a table that has no column for it, as text, and where it was taken from.

    From 年份：… above the table; where the figure is called 本年, from the year reported on or the
    one that the title names. 数值 alone says nothing of its year.
    """
    figures = table.columns.figures
    value = table.columns.named.get("value")
    if "year" in table.columns.named or any(
        "year" in dict(figure.coordinates) for figure in figures
    ):
        return None
    said = table.said.get("year")
    if said and (year := cells.year(said.value)):
        return str(year), Notice(
            "taken-from-title", "", said.row, "year", said.value, str(year), said.letter
        )
    if not any(one.of_this_year for one in ((value,) if value else figures)):
        return None
    titled = table.said.get("title_year")
    year = report_year or (cells.year(titled.value) if titled else None)
    if year is None:
        return None
    shown = value or figures[0]
    words = f"{shown.words}（{year}）"
    row = table.header.at + table.header.levels
    return str(year), Notice("taken-from-title", "", row, "year", words, str(year), shown.letter)


def _by_name(path: Path, vocabulary: Vocabulary) -> tuple[str | None, int | None]:
    stem = cells.plain(path.stem).casefold()
    names = [word for word in vocabulary.departments if _stands_in(word, stem)]
    department = vocabulary.departments[max(names, key=len)] if names else None
    years = set(_YEAR_IN_NAME.findall(stem))
    return department, int(years.pop()) if len(years) == 1 else None


def _stands_in(word: str, stem: str) -> bool:
    """A Chinese name anywhere, an English one between other characters than letters."""
    if not word.isascii():
        return word in stem
    return word in stem and bool(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", stem))


def unit_of(table: Table, name: str, notices: list[Notice]) -> str | None:
    """The unit of rows without one: behind the header's word, else in a line above the header."""
    value = table.columns.named.get("value")
    if value and value.unit:
        row, unit, letter = table.header.at + 1, value.unit, value.letter
    elif said := table.said.get("unit"):
        row, unit, letter = said.row, said.value, said.letter
    else:
        return None
    notices.append(Notice("taken-from-title", name, row, "unit", unit, unit, letter))
    return unit


def indicator_of(table: Table, name: str, notices: list[Notice]) -> str | None:
    """The indicator of a table without a column for it, from a line above the header."""
    said = table.said.get("indicator")
    if said is None or "indicator" in table.columns.named:
        return None
    notices.append(
        Notice("taken-from-title", name, said.row, "indicator", said.value, said.value, said.letter)
    )
    return said.value
