from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.feedback.build import CLEAN, HOSTILE, hostile, line, sheet

from plan_eval.feedback import reply_workbook as writer
from plan_eval.feedback.reply_sheet import Feedback
from plan_eval.feedback.reply_workbook import ANSWER, feedback_xlsx


def opened(feedback: Feedback) -> Worksheet:
    made = openpyxl.load_workbook(io.BytesIO(feedback_xlsx(feedback)))["反馈单"]
    assert isinstance(made, Worksheet)
    return made


def texts(of: Worksheet) -> list[str]:
    return [str(cell.value) for row in of for cell in row if cell.value is not None]


def test_each_line_stands_with_its_place_and_an_open_cell_to_answer() -> None:
    of = opened(sheet(error=(line("约九成"),), missing=(line("—"),)))
    rows = {row[1].value: row for row in of if row[1].value in ("须更正", "缺报")}
    assert set(rows) == {"须更正", "缺报"}
    first = rows["须更正"]
    assert [cell.value for cell in first[2:8]] == [
        "约九成.csv",
        "2",
        "数值",
        "F2",
        "破案率（law-06-3）　2025年",
        "约九成",
    ]
    assert first[ANSWER].value is None
    assert not first[ANSWER].protection.locked
    assert all(cell.protection.locked for cell in first[:ANSWER])
    assert of.protection.sheet
    assert of.protection.password is None


def test_head_names_who_when_and_how_much() -> None:
    words = "\n".join(texts(opened(sheet(error=(line("x"),)))))
    for part in (
        "区法院",
        "2025年",
        "2026年3月31日",
        "须更正 1 条",
        "已规范的数字 3 处",
        "示例数据",
    ):
        assert part in words
    assert "单位负责人（签章）" in words


def test_a_department_without_findings_is_told_so() -> None:
    words = texts(opened(CLEAN))
    assert "本次报送的数据经审核没有须更正、须说明或缺报的内容。" in words
    assert "序号" not in words


def test_hostile_words_stay_words() -> None:
    of = opened(hostile())
    assert {cell.data_type for row in of for cell in row} <= {"s", "n"}
    assert all(cell.value is None for row in of for cell in row if cell.data_type == "n")
    assert not any(cell.hyperlink for row in of for cell in row)
    words = texts(of)
    assert f"'{HOSTILE[0]}" in words
    assert HOSTILE[1] in words
    starts = [word for word in words if word.lstrip().startswith(("=", "+", "-", "@"))]
    assert set(starts) == {"-5"}


def test_numbers_kept_as_sent_are_marked_as_text() -> None:
    of = opened(sheet(error=(line("-5"),)))
    cell = next(cell for row in of for cell in row if cell.value == "-5")
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_lines_left_out_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST", 3)
    words = texts(opened(sheet(error=tuple(line(str(n)) for n in range(5)))))
    assert any(word.startswith("另有 2 条") for word in words)
    assert any(word.startswith("须更正 5 条") for word in words)


def test_same_sheet_same_bytes() -> None:
    assert feedback_xlsx(hostile()) == feedback_xlsx(hostile())
