"""plan-eval targets inferred and confirm: from a list for a department to a line in the plan."""

from __future__ import annotations

import csv
import difflib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.conftest import Ran

from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., Ran]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder of one's own in a project."""
    folder = Path(shutil.copytree(ROOT / "tests/plans/tiny", tmp_path / "plan"))
    (tmp_path / "plan-eval.yaml").write_text("plan: plan\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_the_list_names_field_value_and_quote(plan: Path, plan_eval: Run) -> None:
    rows = json.loads(plan_eval("targets", "inferred", "--format", "json").out)

    assert {
        "id": "growth-02-1",
        "name": "儿童伤害死亡率",
        "code": "scope.age",
        "field": "年龄口径",
        "value": "18岁以下",
        "quote": "儿童伤害死亡率逐步降低",
        "department": "县保健院",
    } in rows


def test_one_department_gets_its_own(plan: Path, plan_eval: Run) -> None:
    text = plan_eval("targets", "inferred", "--department", "县保健院", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))

    assert {row["department"] for row in rows} == {"县保健院"}
    assert "待确认" in plan_eval("targets", "inferred", "--department", "clinic").out


def test_the_workbook_has_room_for_answers(plan: Path, plan_eval: Run) -> None:
    ran = plan_eval("targets", "inferred", "-o", "list.xlsx")

    assert ran.code == 0, ran.err
    sheet = openpyxl.load_workbook("list.xlsx").active
    assert sheet is not None
    heads = [cell.value for cell in sheet[3]]
    assert heads[-3:] == ["确认意见", "确认人", "确认日期"]
    assert sheet.cell(4, len(heads)).protection.locked is False
    assert sheet.max_row == 3 + sum(
        len(one.inferred) for one in load_plan(plan).indicators.values()
    )


def test_confirming_moves_one_mark_and_changes_nothing_else(plan: Path, plan_eval: Run) -> None:
    path = plan / "areas/01-growth.yaml"
    before = path.read_text("utf-8").replace("indicators:", "# 核对过\nindicators:  # 共两项")
    path.write_text(before, "utf-8")

    ran = plan_eval(
        *("targets", "confirm", "growth-02-1", "scope.age", "--by", "县统计局 王某"),
        *("--date", "2026-03-08", "--note", "来文"),
    )

    assert ran.code == 0, ran.err
    lines = difflib.ndiff(before.splitlines(), path.read_text("utf-8").splitlines())
    changes = [line for line in lines if line[0] in "+-"]
    assert changes == [
        "-     inferred: [unit, scope.age, rate, department, plausible, yearly_change]",
        "+     inferred: [unit, rate, department, plausible, yearly_change]",
        "+     confirmed:",
        '+       - {field: scope.age, by: 县统计局 王某, date: "2026-03-08", note: 来文}',
    ]
    confirmed = load_plan(plan).indicators["growth-02-1"].confirmed
    assert [(one.field, one.by, str(one.date)) for one in confirmed] == [
        ("scope.age", "县统计局 王某", "2026-03-08")
    ]
    exported = json.loads(plan_eval("targets", "export").out)
    assert next(one for one in exported["indicators"] if one["id"] == "growth-02-1")["confirmed"]
    assert "scope.age" not in plan_eval("targets", "inferred").out.replace("growth-01", "")


def test_all_marks_of_an_indicator_can_be_confirmed(plan: Path, plan_eval: Run) -> None:
    marks = load_plan(plan).indicators["growth-01-1"].inferred
    for mark in marks:
        assert plan_eval("targets", "confirm", "growth-01-1", mark, "--by", "某某").code == 0

    one = load_plan(plan).indicators["growth-01-1"]
    assert (one.inferred, one.fields_confirmed) == ((), marks)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["growth-02-1", "scope.sex"], "没有标为推定"),
        (["growth-02-9", "rate"], "growth-02-1"),
    ],
)
def test_2_for_what_is_not_inferred(
    plan: Path, plan_eval: Run, arguments: list[str], says: str
) -> None:
    ran = plan_eval("targets", "confirm", *arguments, "--by", "某某")

    assert ran.code == 2
    assert says in ran.err


def test_a_file_keeps_a_layout_of_its_own(plan: Path, plan_eval: Run) -> None:
    path = plan / "areas/01-growth.yaml"
    before = (
        path.read_text("utf-8")
        .replace("    goals", "goals")
        .replace("  - id: growth-01\n    printed", "  -   id: growth-01\n      printed")
        .replace("      text: 学", "      text: 学")
    )
    lines = before.splitlines()
    at = lines.index("  -   id: growth-01")
    lines[at + 2 : at + 4] = ["  " + line for line in lines[at + 2 : at + 4]]
    before = "\n".join(lines) + "\n"
    path.write_text(before, "utf-8")
    assert "growth-01" in load_plan(plan).goals

    ran = plan_eval("targets", "confirm", "growth-02-1", "rate", "--by", "某某")

    assert ran.code == 0, ran.err
    lines = list(difflib.ndiff(before.splitlines(), path.read_text("utf-8").splitlines()))
    assert [line[2:].strip()[:9] for line in lines if line[0] in "+-"] == [
        *("inferred:", "inferred:", "confirmed", "- {field:"),
    ]
