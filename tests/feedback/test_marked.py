"""The marked copy: what it shows, what it leaves alone, and that it can be sent again."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from tests.checks.build import plan

from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.feedback.marked import Marked, marked, to_mark
from plan_eval.model.finding import Finding
from plan_eval.model.observation import MARKS_SHEET
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.vocabulary import vocabulary_of

HEADER = ["指标编码", "年份", "性别", "数值", "分子", "分母", "说明"]
WRONG = ["health-04-4", "2025", "女", "约95.2", "26180", "27500", ""]
ALSO = ["health-05-1", "2025", "合计", "-5", "", "", "=HYPERLINK(1)"]
NAME = "区卫生健康局_2025"


def checked(path: Path) -> Validation:
    return validate(read_submissions([path], plan()), plan())


def findings(path: Path) -> list[Finding]:
    """What must be corrected or explained in the file itself."""
    return [one for one in to_mark(checked(path).findings) if not one.code.startswith("PE6")]


def copy_of(path: Path) -> Marked:
    sheets = {file.path: file.sheet for file in read_submissions([path], plan()).files}
    found: dict[str | None, list[Finding]] = defaultdict(list)
    for one in findings(path):
        found[sheets[one.path]].append(one)
    return marked(path.read_bytes(), found, vocabulary_of(plan()))


def opened(made: Marked) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made.content))


def csv_file(folder: Path) -> Path:
    path = folder / f"{NAME}.csv"
    lines = [["卫生健康指标"], HEADER, WRONG, ALSO]
    path.write_text("\n".join(",".join(line) for line in lines) + "\n", "utf-8")
    return path


def xlsx_file(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "报'表"
    sheet.append(["卫生健康指标"])
    sheet.merge_cells("A1:G1")
    for line in (HEADER, WRONG, ALSO):
        sheet.append(line)
    sheet["G4"] = "已核对"
    sheet["E3"] = 26180
    sheet["E3"].number_format = "#,##0"
    sheet["H2"], sheet["H3"] = "测算", "=E3*2"
    sheet["A3"].font = Font(bold=True, color="FF00FF00")
    sheet["D3"].comment = Comment("旧批注", "某人")
    sheet.column_dimensions["C"].width = 33
    sheet.column_dimensions["F"].hidden = True
    validation = DataValidation(type="list", formula1='"女,男,合计"')
    validation.add("C3:C9")
    sheet.add_data_validation(validation)
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "不动"
    hidden.sheet_state = "hidden"
    path = folder / f"{NAME}.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("file", [csv_file, xlsx_file])
def test_a_cell_is_coloured_commented_and_linked(file: object, tmp_path: Path) -> None:
    path = file(tmp_path)  # type: ignore[operator]
    book = opened(copy_of(path))
    sheet, listed = book.worksheets[0], book[MARKS_SHEET]
    cell = sheet["D3"]
    assert cell.fill.start_color.rgb == "FFF8CBC6"
    assert "约数" in cell.comment.text
    heads = {one.value: one.column for one in sheet[2]}
    problem = sheet.cell(3, heads["问题"])
    assert "约数" in problem.value
    places = [row[1].value for row in listed.iter_rows(min_row=2)]
    assert problem.hyperlink.location == f"{MARKS_SHEET}!A{2 + places.index('D3')}"
    assert "D3" in places
    assert len(places) == len(findings(path))


@pytest.mark.parametrize("file", [csv_file, xlsx_file])
def test_marks_do_not_change_what_is_read(file: object, tmp_path: Path) -> None:
    path = file(tmp_path)  # type: ignore[operator]
    (again := tmp_path / "again").mkdir()
    copy = again / f"{NAME}_审核意见.xlsx"
    copy.write_bytes(copy_of(path).content)
    before, after = checked(path).findings, checked(copy).findings
    wanted = sorted((one.code, one.row or 0, one.cell or "") for one in before)
    assert sorted((one.code, one.row or 0, one.cell or "") for one in after) == wanted


@pytest.mark.parametrize("file", [csv_file, xlsx_file])
def test_a_corrected_copy_has_no_findings_and_can_be_marked_again(
    file: object, tmp_path: Path
) -> None:
    path = file(tmp_path)  # type: ignore[operator]
    (again := tmp_path / "again").mkdir()
    book = opened(copy_of(path))
    sheet = book.worksheets[0]
    sheet["D3"], sheet["D4"] = "95.2", "65"
    copy = again / path.with_suffix(".xlsx").name
    book.save(copy)
    # that a column with figures is hidden stays a question
    assert [one for one in findings(copy) if one.code != "PE109"] == []
    second = opened(copy_of(copy)).worksheets[0]
    column = [one.value for one in second[2]].index("问题") + 1
    assert [one.value for one in second[2]].count("问题") == 1
    assert [second.cell(row, column).value for row in (3, 4)] == [None, None]
    assert second["D4"].comment is None
    assert second["D4"].fill.fill_type is None


def test_everything_else_of_a_workbook_stays(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path)
    sent = path.read_bytes()
    made = copy_of(path)
    assert path.read_bytes() == sent
    assert made.dropped == ()
    book = opened(made)
    sheet = book.worksheets[0]
    assert [str(block) for block in sheet.merged_cells.ranges] == ["A1:G1"]
    assert sheet["H3"].value == "=E3*2"
    assert (sheet["E3"].value, sheet["E3"].number_format) == (26180, "#,##0")
    assert sheet["A3"].font.bold
    assert sheet["D3"].comment.text.startswith("旧批注")
    assert sheet.column_dimensions["C"].width == 33
    assert sheet.column_dimensions["F"].hidden
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ['"女,男,合计"']
    assert book["底稿"].sheet_state == "hidden"


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    sheet = opened(copy_of(csv_file(tmp_path))).worksheets[0]
    cell = sheet["G4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)
