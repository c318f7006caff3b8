"""The plan of this repository goes into a workbook and comes back; what was not touched stays."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.spreadsheet.office import change, edit

from plan_eval.messages import speaking_of, use_language
from plan_eval.plan_folder.load import PlanFolder, read_plan
from plan_eval.spreadsheet.applying import Outcome, apply
from plan_eval.spreadsheet.cells import (
    ChoiceCell,
    CodeCell,
    FlagCell,
    ListCell,
    NumberCell,
    PairCell,
    SourcesCell,
)
from plan_eval.spreadsheet.merging import Merge, merge
from plan_eval.spreadsheet.returned import read_returned
from plan_eval.spreadsheet.rows import rows
from plan_eval.spreadsheet.sheets import APPROVE, APPROVER, PARENT, Column, sheets
from plan_eval.spreadsheet.workbook import plan_workbook

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 3, 8)


@pytest.fixture
def folder(tmp_path: Path) -> PlanFolder:
    ignored = shutil.ignore_patterns("schema")
    return read_plan(Path(shutil.copytree(ROOT / "targets", tmp_path / "plan", ignore=ignored)))


def exported(folder: PlanFolder, path: Path) -> Path:
    assert folder.plan is not None
    path.write_bytes(plan_workbook(folder, folder.plan, DAY))
    return path


def came_back(folder: PlanFolder, path: Path, **options: Any) -> tuple[Merge, Outcome]:
    assert folder.plan is not None
    with speaking_of(folder.plan.header.level_words):
        returned = read_returned(path.read_bytes(), path.name)
        asked = merge(returned, folder, folder.plan)
        return asked, apply(asked, returned, folder, day=DAY, **options)


def changed_lines(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """The lines that go and come, by their sign, but for those that list what is inferred."""
    for path, after in outcome.texts.items():
        before = path.read_text("utf-8").splitlines()
        lines = list(difflib.unified_diff(before, after.splitlines(), lineterm="", n=0))[2:]
        found = ((line[0], line[1:].strip()) for line in lines if line[0] in "+-")
        yield from (one for one in found if not one[1].startswith("inferred: ["))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("saved_again", [False, True])
def test_nothing_changes_where_nothing_was_changed(
    folder: PlanFolder, tmp_path: Path, lang: Any, saved_again: bool
) -> None:
    use_language(lang)
    try:
        path = exported(folder, tmp_path / "plan.xlsx")
        if saved_again:
            change(path, lambda book: None)
        asked, outcome = came_back(folder, path)
    finally:
        use_language("zh")

    assert (asked.changes, asked.additions, asked.removals, asked.troubles) == ([], [], [], [])
    assert (outcome.texts, outcome.troubles) == ({}, [])


def test_sheets_columns_and_rows_may_be_moved(folder: PlanFolder, tmp_path: Path) -> None:
    path = exported(folder, tmp_path / "plan.xlsx")

    def shuffle(book: openpyxl.Workbook) -> None:
        book.move_sheet("部门", -5)
        sheet = book["脚注"]
        lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]
        for at, line in enumerate(reversed(lines), 4):
            for place, value in enumerate(line, 1):
                sheet.cell(at, place).value = value
        sheet.insert_rows(1, 2)
        sheet.insert_cols(2)
        sheet.cell(5, 2).value = "我的记号"
        sheet.cell(6, 2).value = "看过"

    change(path, shuffle)
    asked, outcome = came_back(folder, path)

    assert (asked.changes, asked.additions, asked.removals) == ([], [], [])
    assert outcome.texts == {}


def other(column: Column, text: str) -> Any:
    """Something else that a person could type there."""
    cell = column.cell
    match cell:
        case NumberCell():
            return float(Decimal(text) + 1)
        case FlagCell():
            return "否" if text == "是" else "是"
        case ChoiceCell() | CodeCell():
            return next(one for one in cell.options if one != text)
        case PairCell():
            low, high = text.split("～")
            return f"{low} - {Decimal(high) + 1}"
        case SourcesCell():
            return f"{text}改"
        case ListCell(of=ChoiceCell() as of):
            return next(one for one in of.options if one not in text.split("、"))
        case ListCell(of=CodeCell() as of):
            return next(one for one in of.options if one not in text.split("、"))
        case ListCell(of=NumberCell()):
            return "2029"
        case _:
            return f"{text}改"


def test_every_column_changed_once_changes_its_line_and_no_other(
    folder: PlanFolder, tmp_path: Path
) -> None:
    assert folder.plan is not None
    path = exported(folder, tmp_path / "plan.xlsx")
    cells: dict[tuple[str, str, str], Any] = {}
    with speaking_of(folder.plan.header.level_words):
        for sheet in sheets(folder.plan):
            left = rows(sheet, folder)
            for column in sheet.columns:
                if column.fixed or column.path in (sheet.key, PARENT, APPROVE, APPROVER):
                    continue
                holding = (one for one in left if one.cells[column.path])
                of = next((one for one in holding if column.path not in one.closed), None)
                if of is not None:  # else the plan has none
                    left.remove(of)
                    value = other(column, of.cells[column.path])
                    cells[sheet.title, of.key, sheet.heading(column)] = value
    edit(path, cells)

    asked, outcome = came_back(folder, path)

    assert asked.troubles == []
    assert len(asked.changes) == len(cells) > 70
    signs = [sign for sign, _ in changed_lines(outcome)]
    assert (signs.count("-"), signs.count("+")) == (len(cells), len(cells))
    assert outcome.troubles
    assert all(trouble.place.row for trouble in outcome.troubles), "each at its cell"


def test_no_heading_stands_twice_on_a_sheet_and_each_has_words(folder: PlanFolder) -> None:
    assert folder.plan is not None
    for sheet in sheets(folder.plan):
        headings = [sheet.heading(column) for column in sheet.columns]
        assert len(set(headings)) == len(headings)
        assert [one for one in headings if one.isascii()] == []
