from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from tests.forms.build import (
    FILLED,
    SAID,
    figures_filled,
    form_of,
    headings,
    items_filled,
    sample_plan,
)

from plan_eval.checks.engine import validate
from plan_eval.forms.form import FIGURE_COLUMNS, ITEM_COLUMNS
from plan_eval.forms.xlsx_form import HEADER_ROW, SPARE_ROWS, form_xlsx
from plan_eval.reading.submissions import read_submissions

DAY = date(2026, 1, 15)
FIRST = HEADER_ROW + 2
"""The first row of data, as the spreadsheet counts."""


def opened(department: str) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(form_xlsx(form_of(department), DAY)))


@pytest.fixture(scope="module")
def health() -> Workbook:
    return opened("health")


def filled(department: str) -> Workbook:
    book, form = opened(department), form_of(department)
    for at, row in enumerate(figures_filled(form, department), FIRST):
        for name in FILLED:
            cell = book["指标数据"].cell(at, FIGURE_COLUMNS.index(name) + 1)
            cell.value = _typed(row[name], number=name in FILLED[:3])
    for at, row in enumerate(items_filled(form, department), FIRST):
        for name in SAID:
            book["自评"].cell(at, ITEM_COLUMNS.index(name) + 1).value = row[name] or None
    return book


def _typed(text: str, *, number: bool) -> str | int | float | None:
    """What the spreadsheet keeps of what is typed: numbers as numbers."""
    if not number or text in ("", "—"):
        return text or None
    return float(text) if "." in text else int(text)


def as_csv(sheet: Worksheet, path: Path) -> Path:
    """What the spreadsheet program's own “save as CSV” gives."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = sheet.iter_rows(values_only=True)
        csv.writer(file).writerows(["" if cell is None else cell for cell in row] for row in rows)
    return path


@pytest.mark.parametrize("department", ["health", "civil-affairs"])
def test_filled_workbook_saved_as_csv_validates_clean(department: str, tmp_path: Path) -> None:
    book, form = filled(department), form_of(department)
    paths = [as_csv(book[name], tmp_path / f"{name}.csv") for name in ("指标数据", "自评")]

    found = validate(read_submissions(paths, sample_plan()), sample_plan())

    assert [one for one in found.findings if not one.settled] == []
    assert found.observations.height == len(form.figures)
    assert found.self_assessments.height == len(form.items)


@pytest.mark.parametrize("department", ["health", "civil-affairs"])
def test_filled_workbook_validates_clean(department: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    filled(department).save(path)
    form = form_of(department)

    found = validate(read_submissions([path], sample_plan()), sample_plan())

    assert [one for one in found.findings if not one.settled] == []
    assert found.observations.height == len(form.figures)
    assert found.self_assessments.height == len(form.items)


def test_sheets_are_the_two_forms_and_the_instructions(health: Workbook) -> None:
    assert health.sheetnames == ["指标数据", "自评", "填报说明"]
    assert opened("cppcc").sheetnames == ["指标数据", "填报说明"]


@pytest.mark.parametrize(
    ("sheet", "columns"), [("指标数据", FIGURE_COLUMNS), ("自评", ITEM_COLUMNS)]
)
def test_header_is_frozen_repeated_and_locked(
    health: Workbook, sheet: str, columns: tuple[str, ...]
) -> None:
    of = health[sheet]
    header = [cell.value for cell in of[HEADER_ROW + 1]]
    assert header == headings(columns)
    assert all(cell.protection.locked for cell in of[HEADER_ROW + 1])
    assert of.freeze_panes == f"D{HEADER_ROW + 2}"
    assert of.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
    assert (of.page_setup.orientation, of.page_setup.paperSize) == ("landscape", 9)
    fitting = of.sheet_properties.pageSetUpPr
    assert fitting
    assert fitting.fitToPage
    assert (of.page_setup.fitToWidth or 1, of.page_setup.fitToHeight) == (1, 0)
    assert of.protection.sheet
    assert of.protection.password is None


def test_only_the_cells_to_fill_are_open(health: Workbook) -> None:
    sheet = health["指标数据"]
    for at, row in enumerate(form_of("health").figures, FIRST):
        open_ones = {
            name
            for column, name in enumerate(FIGURE_COLUMNS, 1)
            if not sheet.cell(at, column).protection.locked
        }
        counted = row.indicator.rate is not None
        assert open_ones == (set(FILLED) if counted else {"value", "source", "note"})


def test_spare_rows_are_open_and_empty(health: Workbook) -> None:
    sheet = health["指标数据"]
    first = FIRST + len(form_of("health").figures)
    cells = [cell for row in sheet.iter_rows(first, first + SPARE_ROWS - 1) for cell in row]
    assert len(cells) == SPARE_ROWS * len(FIGURE_COLUMNS)
    assert all(cell.value is None and not cell.protection.locked for cell in cells)


def test_values_are_checked_against_the_plausible_range(health: Workbook) -> None:
    row = next(row for row in form_of("health").figures if row.indicator.id == "health-02-1")
    assert row.indicator.plausible
    rule = _rule(health["指标数据"], f"E{FIRST}")
    assert (rule.type, rule.operator) == ("decimal", None)  # between is the default
    assert [float(rule.formula1 or ""), float(rule.formula2 or "")] == [
        float(end) for end in row.indicator.plausible
    ]
    assert "说明" in (rule.error or "")
    assert rule.errorStyle in (None, "stop")


def test_counts_are_whole_and_denominators_above_zero(health: Workbook) -> None:
    above, below = (_rule(health["指标数据"], f"{column}{FIRST}") for column in "FG")
    assert (above.type, above.operator, above.formula1) == (
        "whole",
        "greaterThanOrEqual",
        "0",
    )
    assert below.formula1 == "1"
    assert "孕产妇死亡人数" in (above.prompt or "")


def test_lists_offer_what_the_reader_knows(health: Workbook) -> None:
    plan = sample_plan()
    offered = {
        name: _offered(health, "指标数据", FIGURE_COLUMNS, name)
        for name in ("sex", "residence", "town")
    }
    assert offered["sex"] == ["合计", "女", "男"]
    assert offered["residence"] == ["合计", "城镇", "农村"]
    assert offered["town"] == [unit.name for unit in plan.units.units]
    assert _offered(health, "自评", ITEM_COLUMNS, "status") == [
        "完成",
        "基本完成",
        "推进中",
        "未启动",
    ]


def test_no_cell_is_a_formula(health: Workbook) -> None:
    kinds = {cell.data_type for sheet in health for row in sheet for cell in row}
    assert "f" not in kinds


def test_same_form_same_bytes() -> None:
    form = form_of("court")
    assert form_xlsx(form, DAY) == form_xlsx(form, DAY)


def _rule(sheet: Worksheet, cell: str) -> DataValidation:
    rules: list[DataValidation] = list(sheet.data_validations.dataValidation)
    return next(rule for rule in rules if cell in rule.sqref)


def _offered(book: Workbook, sheet: str, columns: tuple[str, ...], name: str) -> list[str]:
    letter = get_column_letter(columns.index(name) + 1)
    source = _rule(book[sheet], f"{letter}{FIRST}").formula1 or ""
    where, _, cells = source.replace("$", "").replace("'", "").partition("!")
    return [row[0].value for row in book[where][cells]]
