from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.forms.build import SAMPLE, form_of, sample_checked, sample_plan, sample_sent

from plan_eval.checks.engine import validate
from plan_eval.feedback.phrases import counts, head_lines, period_words
from plan_eval.feedback.reply_sheet import Feedback
from plan_eval.feedback.sheets import feedback_sheets
from plan_eval.forms.xlsx_form import form_xlsx
from plan_eval.model.finding import Severity
from plan_eval.reading.submissions import read_submissions

DAY = date(2026, 3, 31)
HEAD = "指标编码,年份,镇街,性别,城乡,数值,分子,分母,计量单位,数据来源,说明,填报单位\n"


def sheets_of(folder: Path, **files: str) -> list[Feedback]:
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text(HEAD + rows, "utf-8")
    sent = read_submissions([folder], sample_plan())
    return feedback_sheets(sent, validate(sent, sample_plan()), sample_plan(), DAY)


def test_every_department_that_reported_gets_a_sheet_in_the_order_of_the_plan() -> None:
    sheets = feedback_sheets(sample_sent(), sample_checked(), sample_plan(), DAY)
    senders = {file.department for file in sample_sent().files}
    expected = [one.name for one in sample_plan().departments if one.id in senders]
    assert [sheet.department for sheet in sheets] == expected
    assert all(sheet.clean and sheet.synthetic for sheet in sheets)


def test_explained_findings_are_counted_and_ask_nothing() -> None:
    sheets = feedback_sheets(sample_sent(), sample_checked(), sample_plan(), DAY)
    settled = sum(one.settled for one in sample_checked().findings)
    assert sum(sheet.settled for sheet in sheets) == settled > 0


def test_no_finding_is_lost() -> None:
    sent = read_submissions([SAMPLE / "faulty"], sample_plan())
    checked = validate(sent, sample_plan())
    sheets = feedback_sheets(sent, checked, sample_plan(), DAY)
    told = sum(
        sum(map(len, sheet.parts.values())) + sheet.noticed + sheet.settled for sheet in sheets
    )
    assert told == len(checked.findings) > 0
    assert sum(sheet.errors for sheet in sheets) == checked.count(Severity.ERROR)


def test_a_fault_is_told_with_its_cell_value_and_remedy(tmp_path: Path) -> None:
    (sheet,) = sheets_of(
        tmp_path, court_2025="law-06-4,2025,,女,合计,约九成,322,355,%,台账,,区法院\n"
    )
    (line,) = sheet.parts["error"]
    assert (line.code, line.file) == ("PE201", "court_2025.csv")
    assert (line.row, line.column, line.cell) == ("2", "数值", "F2")
    assert line.value == "约九成"
    assert "约九成" in line.message
    assert line.fix
    assert "law-06-4" in line.subject


def test_a_fault_in_a_workbook_is_told_with_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "court_2025.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(form_xlsx(form_of("court"), DAY)))
    book["指标数据"]["E4"] = "约九成"
    book.save(path)
    sent = read_submissions([path], sample_plan())

    (sheet,) = feedback_sheets(sent, validate(sent, sample_plan()), sample_plan(), DAY)

    cells = {line.cell: line.value for line in sheet.parts["error"]}
    assert cells["E4"] == "约九成"
    assert sheet.files == ("court_2025.xlsx",)


def test_questions_and_gaps_have_their_own_parts(tmp_path: Path) -> None:
    (sheet,) = sheets_of(
        tmp_path, police_2025="law-06-2,2025,,女,合计,,,,1/10万,台账,,区公安分局\n"
    )
    assert [line.code for line in sheet.parts["verify"]] == ["PE209"]
    assert {line.code for line in sheet.parts["missing"]} == {"PE601"}
    assert sheet.parts["error"] == ()
    assert sheet.errors == 1


def test_what_was_normalised_is_only_counted(tmp_path: Path) -> None:
    (sheet,) = sheets_of(
        tmp_path, court_2025="law-06-4,2025,,女,合计,９０.7,322,355,%,台账,,区法院\n"
    )
    assert sheet.clean
    assert sheet.notices == (("已规范的数字", 1),)


def test_files_of_nobody_come_last_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    row = "law-06-4,2025,,女,合计,90.7,322,355,%,台账,,{}\n"
    sheets = sheets_of(tmp_path, a=row.format(""), court_2025=row.format("区法院"))
    assert sheets[-1].department is None
    assert "填报单位不明" in head_lines(sheets[-1])[0]


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    for year in ("2024", "2025"):
        (tmp_path / year).mkdir()
        row = f"law-06-4,{year},,女,合计,90.7,322,355,%,台账,,区法院\n"
        (tmp_path / year / "court.csv").write_text(HEAD + row, "utf-8")
    sent = read_submissions([tmp_path], sample_plan())
    (sheet,) = feedback_sheets(sent, validate(sent, sample_plan()), sample_plan(), DAY)
    assert set(sheet.files) == {"2024/court.csv", "2025/court.csv"}


def test_counts_name_all_five_kinds(tmp_path: Path) -> None:
    (sheet,) = sheets_of(tmp_path, court_2025="law-06-4,2025,,女,合计,x,322,355,%,,,区法院\n")
    assert counts(sheet).startswith("须更正 1 条，须说明 0 条，缺报 0 条；")


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((), "—"),
        ((2025,), "2025年"),
        ((2023, 2024, 2025), "2023—2025年"),
        ((2020, 2025), "2020、2025年"),
    ],
)
def test_period_in_words(years: tuple[int, ...], words: str) -> None:
    assert period_words(years) == words
