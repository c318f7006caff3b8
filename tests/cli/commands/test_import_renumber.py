"""A row in the middle goes or comes, a department is new and is named: all in one import."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.conftest import Ran
from tests.spreadsheet.office import add, delete, edit

from plan_eval.plan_folder.load import load_plan, read_plan

ROOT = Path(__file__).resolve().parents[3]
BOOK = Path("plan.xlsx")
Run = Callable[..., Ran]
READING = """
  - id: growth-03-1
    name: 儿童阅读量
    target: {kind: trend, towards: up, printed: 提高}
    unit: 本
    scope: {population: 儿童}
    department: library
    sources:
      - {item: growth-03, quote: 儿童阅读量提高}
    inferred: [unit, department]
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan_eval: Run) -> Path:
    """A plan of one's own with a third goal, and beside it the workbook that was exported."""
    folder = Path(shutil.copytree(ROOT / "tests/plans/tiny", tmp_path / "plan"))
    area = folder / "areas/01-growth.yaml"
    text = area.read_text("utf-8")
    third = '  - {id: growth-03, printed: "3", text: 儿童阅读量提高。, measures: [growth-m01]}\n'
    text = text.replace("\nmeasures:\n", f"{third}\nmeasures:\n", 1)
    area.write_text(text + READING, "utf-8")
    (tmp_path / "plan-eval.yaml").write_text("plan: plan\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_plan(folder).faults == []
    assert plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK).code == 0
    return folder


def content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_goal_in_the_middle_goes_and_those_behind_it_move(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    delete(BOOK, "目标", ["growth-01"])
    delete(BOOK, "指标", ["growth-01-1"])
    delete(BOOK, "脚注", ["1"])
    edit(BOOK, {("措施", "growth-m01", "承诺事项"): None})

    refused = plan_eval("targets", "import", BOOK, "--yes", "--remove")
    assert refused.code == 1
    assert "growth-02 变为 growth-01" in refused.err
    assert "--renumber" in refused.err
    assert content(plan) == before

    ran = plan_eval("targets", "import", BOOK, "--yes", "--remove", "--renumber")
    assert ran.code == 0, ran.err + ran.out
    assert "编码 growth-02-1 变为 growth-01-1" in ran.out
    after = load_plan(plan)
    assert [goal.text for goal in after.goals.values()] == [
        "儿童伤害死亡率逐步降低。",
        "儿童阅读量提高。",
    ]
    assert [*after.goals] == ["growth-01", "growth-02"]
    assert after.indicators["growth-01-1"].name == "儿童伤害死亡率"
    assert after.indicators["growth-01-1"].owner == "growth-01"
    # what a person laid out is as it was, but for the codes
    assert "# yaml-language-server" in (plan / "areas/01-growth.yaml").read_text("utf-8")


def test_what_was_imported_takes_nothing_more_out_when_it_is_imported_again(
    plan: Path, plan_eval: Run
) -> None:
    delete(BOOK, "目标", ["growth-01"])
    delete(BOOK, "指标", ["growth-01-1"])
    delete(BOOK, "脚注", ["1"])
    edit(BOOK, {("措施", "growth-m01", "承诺事项"): None})
    words = ("targets", "import", BOOK, "--yes", "--remove", "--renumber")
    assert plan_eval(*words).code == 0
    after = content(plan)

    again = plan_eval(*words)

    assert again.code == 1
    assert "growth-01 导出之后在规划文件里已改成别的内容" in again.err
    assert content(plan) == after


def test_a_goal_that_comes_in_the_middle_moves_those_behind_it_once(
    plan: Path, plan_eval: Run
) -> None:
    cells = {"编码": "growth-01b", "领域": "儿童与成长", "印出的编号": "2"}
    cells |= {"目标原文": "新目标。", "对应的措施": "growth-m01"}
    add(BOOK, "目标", cells, below="growth-01")
    quotes = "growth-02：儿童伤害死亡率逐步降低\ngrowth-01b：新目标"
    edit(BOOK, {("指标", "growth-02-1", "出处"): quotes})
    assert "growth-02 变为 growth-03" in plan_eval("targets", "import", BOOK, "--yes").err

    words = ("targets", "import", BOOK, "--yes", "--renumber")
    ran = plan_eval(*words)
    assert ran.code == 0, ran.err
    after = load_plan(plan)
    assert [*after.goals] == ["growth-01", "growth-02", "growth-03", "growth-04"]
    assert after.goals["growth-02"].text == "新目标。"
    assert after.indicators["growth-03-1"].owner == "growth-03"
    assert after.footnotes[0].place.item == "growth-01"
    once = content(plan)
    assert plan_eval(*words).code == 1
    assert content(plan) == once


def test_a_new_row_behind_the_last_needs_no_renumbering(plan: Path, plan_eval: Run) -> None:
    cells = {"编码": "growth-04", "领域": "儿童与成长", "印出的编号": "4"}
    add(BOOK, "目标", {**cells, "目标原文": "新目标。", "对应的措施": "growth-m01"})
    quotes = "growth-02：儿童伤害死亡率逐步降低\ngrowth-04：新目标"
    edit(BOOK, {("指标", "growth-02-1", "出处"): quotes})
    ran = plan_eval("targets", "import", BOOK, "--yes")
    assert ran.code == 0, ran.err


def test_a_new_department_is_named_in_the_same_import(plan: Path, plan_eval: Run) -> None:
    add(BOOK, "部门", {"编码": "market", "名称": "县市场监管局"})
    edit(BOOK, {("指标", "growth-02-1", "责任单位"): "县市场监管局"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.err
    after = load_plan(plan)
    assert after.indicators["growth-02-1"].department == "market"
    assert after.department["market"].name == "县市场监管局"


def test_a_department_is_renamed_and_named_by_its_new_name(plan: Path, plan_eval: Run) -> None:
    edit(BOOK, {("部门", "library", "名称"): "县文化馆"})
    edit(BOOK, {("指标", "growth-02-1", "责任单位"): "县文化馆"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.err
    after = load_plan(plan)
    assert after.indicators["growth-02-1"].department == "library"
    assert after.indicators["project-1-1"].department == "library"
    text = (plan / "projects.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["indicators"][0]["department"] == "library"


def test_a_department_that_nobody_lists_is_still_refused(plan: Path, plan_eval: Run) -> None:
    edit(BOOK, {("指标", "growth-02-1", "责任单位"): "县什么局"})
    ran = plan_eval("targets", "import", BOOK, "--yes")
    assert (ran.code, "县什么局" in ran.err) == (1, True)


WRONG: dict[str, tuple[dict[tuple[str, str, str], str], tuple[str, ...]]] = {
    "a quote": (
        {("指标", "growth-02-1", "出处"): "growth-02：儿童伤害死亡率逐步下降"},
        ("H 列（出处）：PL014", "“出处”必须与规划原文逐字一致", "须列入其“承诺事项”"),
    ),
    "the text that is quoted": (
        {("目标", "growth-02", "目标原文"): "儿童伤害死亡率逐步下降。"},
        ("H 列（出处）：PL014", "“出处”必须与规划原文逐字一致", "让已有指标的“出处”覆盖"),
    ),
    "groups without ages": (
        {("指标", "growth-01-1", "年龄组"): "7岁"},
        ("“分组”含“分年龄”", "选中单元格，即显示这一栏怎样填"),
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_lint_says_is_said_in_the_headings_of_the_column_that_is_wrong(
    what: str, plan: Path, plan_eval: Run
) -> None:
    cells, said = WRONG[what]
    edit(BOOK, cells)
    ran = plan_eval("targets", "import", BOOK, "--yes")
    assert ran.code == 1
    assert [one for one in said if one not in ran.err] == []
    assert "基期原文" not in ran.err
    assert "indicators.0" not in ran.err
