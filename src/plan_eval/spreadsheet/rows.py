"""What stands in the plan's YAML, as rows of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan_eval.messages import t
from plan_eval.plan_folder.load import PlanFolder
from plan_eval.plan_folder.patching import same
from plan_eval.plan_folder.strict_yaml import Location, Marked
from plan_eval.spreadsheet.cells import CellError, read_cell, show_cell
from plan_eval.spreadsheet.sheets import APPROVE, APPROVER, PARENT, Column, Sheet
from plan_eval.writing.guard import guarded, is_formula


@dataclass(frozen=True)
class Row:
    """One item of the plan: its place in the YAML and the texts of its cells by column.

    `closed` are the columns whose value no cell can hold and give back as it is; they are shown.
    """

    key: str
    path: Path
    at: Location
    cells: Mapping[str, str]
    closed: frozenset[str]


def rows(sheet: Sheet, folder: PlanFolder) -> list[Row]:
    """The rows of a sheet, in the order of the plan."""
    return [row for document in folder.documents for row in _of_file(sheet, document)]


def value_at(item: Mapping[str, Any], path: str) -> Any:
    """What stands under a dotted path; None where nothing does, or where more than a value does."""
    found: Any = item
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return None if isinstance(found, Mapping) else found


def parent_words(document: Marked) -> str:
    """What the items of a file belong to: the title of the area, or the key projects."""
    return str(document.data.get("title") or t("parts.projects"))


def unguarded(text: str) -> str:
    """The text without the mark that keeps spreadsheets from running it."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


def _of_file(sheet: Sheet, document: Marked) -> Iterator[Row]:
    if not isinstance(document.data, dict):
        return
    if sheet.inside:
        for place, outer in enumerate(document.data.get(sheet.inside) or []):
            number = str(outer["number"])
            for n, item in enumerate(outer.get(sheet.among) or []):
                at: Location = (sheet.inside, place, sheet.among, n)
                yield _row(sheet, document.path, at, {**item, "id": f"{number}-{n + 1}"}, number)
        return
    for place, item in enumerate(document.data.get(sheet.among) or []):
        yield _row(sheet, document.path, (sheet.among, place), item, parent_words(document))


def _row(sheet: Sheet, path: Path, at: Location, item: Mapping[str, Any], parent: str) -> Row:
    cells: dict[str, str] = {}
    closed: set[str] = set()
    for column in sheet.columns:
        if column.path == PARENT:
            cells[PARENT] = parent
            continue
        if column.path in (APPROVE, APPROVER):
            cells[column.path] = ""
            continue
        value = value_at(item, column.path)
        cells[column.path] = show_cell(column.cell, value)
        if column.fixed or not _comes_back(column, value, cells[column.path]):
            closed.add(column.path)
    return Row(str(item[sheet.key]), path, at, cells, frozenset(closed))


def _comes_back(column: Column, value: Any, text: str) -> bool:
    """Whether a workbook gives back what it is given: not an overlong text, say."""
    try:
        read = read_cell(column.cell, unguarded(guarded(text)))
    except CellError:
        return False
    return same(read, None if value == [] else value)
