"""plan-eval targets export and import: a person changes the plan in a spreadsheet."""

from __future__ import annotations

import datetime as dt
import difflib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from tests.conftest import Ran
from tests.spreadsheet.office import HEADER, add, change, column, delete, edit, row

from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., Ran]
EYES, HARM = "growth-01-1", "growth-02-1"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan_eval: Run) -> Path:
    """A plan folder of one's own, and beside it the workbook that was exported."""
    folder = Path(shutil.copytree(ROOT / "tests/plans/tiny", tmp_path / "plan"))
    (tmp_path / "plan-eval.yaml").write_text("plan: plan\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    ran = plan_eval("targets", "export", "--format", "xlsx", "-o", "plan.xlsx")
    assert ran.code == 0, ran.err
    return folder


BOOK = Path("plan.xlsx")
COUNTS = "numerator: 检查视力的学龄前儿童数, denominator: 学龄前儿童数"


def content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def changed(before: dict[Path, bytes], folder: Path) -> list[str]:
    """The lines that went and came, in all files."""
    after = content(folder)
    assert before.keys() == after.keys()
    return [
        line.rstrip()
        for path in before
        for line in difflib.ndiff(
            before[path].decode().splitlines(), after[path].decode().splitlines()
        )
        if line[0] in "+-"
    ]


def test_nothing_is_written_where_nothing_was_changed(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    ran = plan_eval("targets", "import", BOOK, "--yes")
    assert (ran.code, ran.out, ran.err) == (0, "没有改动\n", "")
    assert content(plan) == before


def test_a_changed_cell_changes_its_line(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    edit(BOOK, {("指标", EYES, "小数位数"): 2, ("部门", "library", "简称"): "书馆\n图书室"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.err
    assert changed(before, plan) == [
        *("-     decimals: 1", "+     decimals: 2"),
        "-   - {id: library, name: 县图书馆, name_en: County library}",
        "+   - {id: library, name: 县图书馆, name_en: County library, aliases: [书馆, 图书室]}",
    ]
    assert "growth-01-1：1 → 2" in ran.out
    assert "改动 2 处" in ran.out
    assert plan_eval("lint").code == 0
    assert plan_eval("targets", "import", BOOK, "--yes").out == "没有改动\n"


@pytest.mark.parametrize("options", [["--dry-run"], []])
def test_the_diff_is_shown_and_nothing_written_without_a_word(
    plan: Path, plan_eval: Run, options: list[str]
) -> None:
    before = content(plan)
    edit(BOOK, {("指标", EYES, "小数位数"): 2})

    ran = plan_eval("targets", "import", BOOK, *options)

    assert ran.code == 1
    assert "\n-    decimals: 1\n+    decimals: 2\n" in ran.out
    assert "没有写入" in ran.err
    assert content(plan) == before


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 1)])
def test_on_a_terminal_it_asks(
    plan: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch, answer: bool, code: int
) -> None:
    before = content(plan)
    edit(BOOK, {("指标", EYES, "小数位数"): 2})
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda _: answer)

    assert plan_eval("targets", "import", BOOK).code == code

    assert (content(plan) != before) == answer


def test_a_meaning_that_lint_refuses_is_told_at_its_cell(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    edit(BOOK, {("指标", EYES, "目标数值"): 95, ("目标", "growth-01", "对应的措施"): "growth-m09"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1
    assert content(plan) == before
    sheet = openpyxl.load_workbook(BOOK)["指标"]
    letter = get_column_letter(column(sheet, "目标数值"))
    assert f"指标表第 {row(sheet, EYES)} 行 {letter} 列（目标数值）：PL016" in ran.err
    assert "目标表第 4 行 E 列（对应的措施）" in ran.err
    assert "growth-m09" in ran.err
    assert "“目标原文”须含这个数" in ran.err, "the sheet's word for `printed`"


def test_an_approver_of_nothing_is_told(plan: Path, plan_eval: Run) -> None:
    edit(BOOK, {("指标", EYES, "核定人"): "王某"})
    ran = plan_eval("targets", "import", BOOK, "--yes")
    assert ran.code == 1
    assert "没有写核定什么" in ran.err


def test_a_faulty_plan_can_be_put_right_in_the_workbook(plan: Path, plan_eval: Run) -> None:
    path = plan / "areas/01-growth.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 90", "value: 95"), "utf-8")
    assert plan_eval("lint").code == 1
    assert plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK, "--force").code == 0
    edit(BOOK, {("指标", EYES, "目标数值"): 90})

    assert plan_eval("targets", "import", BOOK, "--yes").code == 0

    assert plan_eval("lint").code == 0


TRAPS: list[tuple[str, str, Any, str]] = [
    ("指标", "目标数值", "九成", "不是数字"),
    ("指标", "目标数值", "=45*2", "公式"),
    ("指标", "目标数值", "#REF!", "错误值"),
    ("指标", "目标数值", dt.datetime(2026, 3, 5), "日期"),
    ("指标", "目标数值", "1.2345678901234567", "15 位"),
    ("指标", "年龄口径", dt.datetime(2026, 3, 5), "日期"),
    ("指标", "小数位数", 1.5, "不是整数"),
    ("指标", "小数位数", "50%", "百分号"),
    ("指标", "目标类型", "大于等于", "可选内容"),
    ("指标", "责任单位", "县水利局", "可选内容"),
    ("指标", "合理范围", "100以内", "范围"),
    ("指标", "出处", "growth-01", "引文"),
    ("指标", "分组", "分性别、分民族", "可选内容"),
    ("指标", "每年保持", "也许", "可选内容"),
    ("指标", "推定", "责任单位", "只供查看"),
    ("指标", "领域", "儿童与玩耍", "不能在表格里移"),
    ("指标", "编码", None, "没有编码"),
    ("指标", "编码", "growth-01-9", "编码由“growth-01-1”改成了“growth-01-9”"),
    ("指标", "编码", HARM, "已在第"),
    ("指标", "核定", "全部", "没有写核定人"),
]


@pytest.mark.parametrize(("title", "heading", "typed", "says"), TRAPS, ids=str)
def test_what_cannot_be_meant_is_told_with_sheet_row_and_column(
    plan: Path, plan_eval: Run, title: str, heading: str, typed: Any, says: str
) -> None:
    before = content(plan)
    edit(BOOK, {(title, EYES, heading): typed})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1, ran.out
    assert says in ran.err
    assert "→" in ran.err
    assert f"{title}表第 " in ran.err
    assert f"列（{heading}）" in ran.err
    assert content(plan) == before


@pytest.mark.parametrize(
    ("heading", "typed", "line"),
    [
        ("目标数值", "90", None),
        ("目标数值", "９０", None),
        ("目标数值", 90.0, None),
        ("目标数值", "90%", None),
        ("年度变动限值", "1,000", "yearly_change: 1000"),
        ("年度变动限值", 20.5, "yearly_change: 20.5"),
        ("合理范围", "0-100", None),
        ("合理范围", "5 ～ 99.5", "plausible: [5, 99.5]"),
        ("分组", "分性别，分城乡", "splits: [sex, residence]"),
        ("责任单位", "保健院", None),
        ("责任单位", "clinic", None),
        ("责任单位", "县图书馆", "department: library"),
        ("配合单位", "县图书馆", "supporting: [library]"),
        ("指标名称", "  学龄前儿童视力检查覆盖率 ", None),
        ("指标名称", "检查：率", "name: 检查：率"),
        ("说明", "a: b #c", 'note: "a: b #c"'),
        ("说明", "=注", None),
        ("毛率", "是", f"rate: {{{COUNTS}, gross: true}}"),
        ("分子回溯年数", 3, f"rate: {{{COUNTS}, years: 3}}"),
        ("口径变化年份", "2017、2019", "breaks: [2017, 2019]"),
    ],
    ids=str,
)  # fmt: skip
def test_numbers_lists_and_names_are_read_as_people_write_them(
    plan: Path, plan_eval: Run, heading: str, typed: Any, line: str | None
) -> None:
    before = content(plan)
    edit(BOOK, {("指标", EYES, heading): typed})

    ran = plan_eval("targets", "import", BOOK, "--dry-run")

    assert content(plan) == before
    if line is None:
        assert "没有改动" in ran.out or "公式" in ran.err
    else:
        assert f"\n+    {line}\n" in ran.out, ran.out + ran.err


def test_a_share_may_be_typed_as_percent(plan: Path, plan_eval: Run) -> None:
    edit(BOOK, {("指标", EYES, "年度变动限值"): None, ("指标", EYES, "变动限值（按比例）"): "30%"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.err
    assert "+    yearly_change: {share: 0.3}" in ran.out
    share = load_plan(plan).indicators[EYES].yearly_change
    assert str(getattr(share, "share", None)) == "0.3"


def test_an_emptied_cell_takes_its_key_out(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    edit(BOOK, {("指标", EYES, "合理范围"): None, ("指标", EYES, "英文名称"): ""})
    edit(BOOK, {("指标", EYES, "英文名称"): "Coverage of eye tests of preschool children"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.err
    assert changed(before, plan) == ["-     plausible: [0, 100]"]


def test_a_changed_value_stays_inferred_until_it_is_approved(plan: Path, plan_eval: Run) -> None:
    edit(BOOK, {("指标", EYES, "年度变动限值"): 15})
    assert plan_eval("targets", "import", BOOK, "--yes").code == 0
    assert "yearly_change" in load_plan(plan).indicators[EYES].inferred

    edit(BOOK, {("指标", EYES, "核定"): "所改", ("指标", EYES, "年度变动限值"): 16})
    ran = plan_eval(
        *("targets", "import", BOOK, "--yes", "--by", "县统计局 王某", "--date", "2026-03-08")
    )

    assert ran.code == 1, "the plan has 15 by now, the workbook was exported with 20"
    assert "导出时为“20”" in ran.err
    plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK, "--force")
    edit(BOOK, {("指标", EYES, "核定"): "所改", ("指标", EYES, "年度变动限值"): 16})
    ran = plan_eval(
        *("targets", "import", BOOK, "--yes", "--by", "县统计局 王某", "--date", "2026-03-08")
    )
    assert ran.code == 0, ran.err
    one = load_plan(plan).indicators[EYES]
    assert "yearly_change" not in one.inferred
    assert [(c.field, c.by, str(c.date)) for c in one.confirmed] == [
        ("yearly_change", "县统计局 王某", "2026-03-08")
    ]


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ("全部", ("rate", "splits", "department", "plausible", "yearly_change")),
        ("责任单位、rate", ("rate", "department")),
    ],
)
def test_marks_are_confirmed_all_or_by_name(
    plan: Path, plan_eval: Run, asked: str, fields: tuple[str, ...]
) -> None:
    edit(BOOK, {("指标", EYES, "核定"): asked, ("指标", EYES, "核定人"): "县统计局 王某"})

    assert plan_eval("targets", "import", BOOK, "--yes").code == 0

    assert load_plan(plan).indicators[EYES].fields_confirmed == fields


def test_a_value_that_is_changed_after_it_was_confirmed_is_inferred_again(
    plan: Path, plan_eval: Run
) -> None:
    assert plan_eval("targets", "confirm", EYES, "plausible", "--by", "某某").code == 0
    plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK, "--force")
    edit(BOOK, {("指标", EYES, "合理范围"): "10～100"})

    assert plan_eval("targets", "import", BOOK, "--yes").code == 0

    one = load_plan(plan).indicators[EYES]
    assert "plausible" in one.inferred
    assert one.confirmed == ()


def test_what_the_plan_does_not_print_is_marked(plan: Path, plan_eval: Run) -> None:
    edit(BOOK, {("指标", EYES, "年龄口径"): "3-6岁", ("指标", EYES, "常住或户籍"): "常住"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.err
    assert "“年龄口径”不见于规划原文，标为推定" in ran.out
    assert {"scope.age", "scope.basis"} <= set(load_plan(plan).indicators[EYES].inferred)


def test_marks_of_another_kind_of_target_go_with_it(plan: Path, plan_eval: Run) -> None:
    path = plan / "areas/01-growth.yaml"
    around = "{kind: around, value: 90, tolerance: 1, printed: 90%以上}"
    text = path.read_text("utf-8").replace("{kind: at_least, value: 90, printed: 90%以上}", around)
    text = text.replace("inferred: [rate, splits", "inferred: [target.tolerance, rate, splits")
    path.write_text(text, "utf-8")
    plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK, "--force")
    edit(BOOK, {("指标", EYES, "目标类型"): "不低于", ("指标", EYES, "容差"): None})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.err
    one = load_plan(plan).indicators[EYES]
    assert (one.target.kind, "target.tolerance" in one.inferred) == ("at_least", False)


def test_a_field_that_the_kind_of_target_has_not_is_told_at_its_cell(
    plan: Path, plan_eval: Run
) -> None:
    edit(BOOK, {("指标", EYES, "容差"): 1})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1
    assert "列（容差）" in ran.err


def test_new_rows_are_put_where_they_stand(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    add(
        BOOK,
        "目标",
        {"编码": "growth-03", "领域": "儿童与成长", "印出的编号": "3",
         "目标原文": "儿童阅读率达到80%以上。", "对应的措施": "growth-m01"},
    )  # fmt: skip
    add(
        BOOK,
        "指标",
        {"编码": "growth-03-1", "领域": "growth", "指标名称": "儿童阅读率", "英文名称": "Reading",
         "目标类型": "不低于", "目标数值": 80, "计量单位": "%", "目标原文": "80%以上",
         "出处": "growth-03：儿童阅读率达到80%以上", "统计对象": "儿童", "责任单位": "县图书馆"},
        below=EYES,
    )  # fmt: skip

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.out + ran.err
    assert all(line.startswith("+") for line in changed(before, plan))
    of = load_plan(plan)
    assert list(of.indicators)[:3] == [EYES, "growth-03-1", HARM]
    assert of.indicators["growth-03-1"].inferred == ("department",)
    assert of.goals["growth-03"].measures == ("growth-m01",)
    assert plan_eval("targets", "import", BOOK, "--yes").code == 1  # they came meanwhile


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"编码": "growth-09"}, "属于哪个领域"),
        ({"编码": "growth-09", "领域": "儿童与海"}, "没有“儿童与海”"),
        ({"编码": "growth-09", "领域": "儿童与成长"}, "缺少键"),
        ({"目标原文": "儿童。"}, "没有编码"),
    ],
)
def test_a_new_row_that_lacks_something_is_told(
    plan: Path, plan_eval: Run, cells: dict[str, str], says: str
) -> None:
    before = content(plan)
    add(BOOK, "目标", cells)

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1
    assert says in ran.err
    assert "目标表第 " in ran.err
    assert content(plan) == before


def test_rows_that_are_gone_are_taken_out_when_asked_only(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    delete(BOOK, "指标", [HARM])

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1
    assert f"少了 1 行：{HARM}" in ran.err
    assert "--remove" in ran.err
    assert content(plan) == before

    ran = plan_eval("targets", "import", BOOK, "--yes", "--remove")
    assert ran.code == 1, "the goal's clause would be covered by nothing"
    assert "目标表第 5 行 D 列（目标原文）：PL013" in ran.err
    assert content(plan) == before

    delete(BOOK, "目标", ["growth-02"])
    assert plan_eval("targets", "import", BOOK, "--yes", "--remove").code == 0
    assert HARM not in load_plan(plan).indicators
    assert "growth-02" not in load_plan(plan).goals
    assert all(line.startswith("-") for line in changed(before, plan))
    assert plan_eval("lint").code == 0


def test_benchmarks_come_and_go_in_their_footnotes(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    delete(BOOK, "对标值", ["1-1"])
    add(
        BOOK,
        "对标值",
        {"脚注": "1", "指标": EYES, "文件": "province-children-2020", "比较": "不低于",
         "对标数值": 85, "统计对象": "学龄前儿童", "脚注中的依据": "视力检查覆盖率达到85%",
         "说明": "新写"},
    )  # fmt: skip

    ran = plan_eval("targets", "import", BOOK, "--yes", "--remove")

    assert ran.code == 0, ran.out + ran.err
    (one,) = load_plan(plan).benchmarks_of(EYES)
    assert (one.note, one.scope and one.scope.population) == ("新写", "学龄前儿童")
    plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK, "--force")
    delete(BOOK, "对标值", ["1-1"])
    assert plan_eval("targets", "import", BOOK, "--yes", "--remove").code == 0
    assert load_plan(plan).benchmarks_of(EYES) == ()
    assert any("benchmarks: []" in line for line in changed(before, plan))


def test_what_the_folder_changed_meanwhile_is_kept(plan: Path, plan_eval: Run) -> None:
    """Another cell changed in the folder stays; the same cell changed alike is no change."""
    path = plan / "areas/01-growth.yaml"
    path.write_text(
        path.read_text("utf-8").replace("yearly_change: 20", "yearly_change: 25"), "utf-8"
    )
    edit(BOOK, {("指标", EYES, "小数位数"): 2})

    assert plan_eval("targets", "import", BOOK, "--yes").code == 0

    one = load_plan(plan).indicators[EYES]
    assert (one.decimals, str(one.yearly_change)) == (2, "25")
    edit(BOOK, {("指标", EYES, "年度变动限值"): 25})
    assert "没有改动" in plan_eval("targets", "import", BOOK, "--yes").out


def test_what_both_changed_is_left_to_a_person(plan: Path, plan_eval: Run) -> None:
    path = plan / "areas/01-growth.yaml"
    path.write_text(
        path.read_text("utf-8").replace("yearly_change: 20", "yearly_change: 25"), "utf-8"
    )
    before = content(plan)
    edit(BOOK, {("指标", EYES, "年度变动限值"): 30, ("指标", EYES, "小数位数"): 2})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1
    assert "导出时为“20”，规划文件里已改为“25”，工作簿里改为“30”" in ran.err
    assert content(plan) == before


def test_an_item_that_the_folder_lost_meanwhile_is_told(plan: Path, plan_eval: Run) -> None:
    path = plan / "departments.yaml"
    path.write_text(path.read_text("utf-8").replace("id: library", "id: reading-room"), "utf-8")
    for file in (plan / "areas").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("library", "reading-room"), "utf-8")
    projects = plan / "projects.yaml"
    projects.write_text(projects.read_text("utf-8").replace("library", "reading-room"), "utf-8")
    edit(BOOK, {("部门", "library", "名称"): "县书馆"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1
    assert "已从规划文件中删去" in ran.err


def test_a_sheet_a_column_or_the_headings_lost_are_told(plan: Path, plan_eval: Run) -> None:
    def cut(book: openpyxl.Workbook) -> None:
        del book["脚注"]
        book["目标"].delete_cols(column(book["目标"], "目标原文"))
        book["措施"].delete_rows(HEADER)
        book["部门"].merge_cells("B4:B5")
        book["指标"].cell(HEADER, column(book["指标"], "指标名称")).value = "编码"

    change(BOOK, cut)

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1
    for says in (
        *("脚注表第 1 行：这个工作表不见了", "目标原文”不见了", "找不到栏目名称", "合并的单元格"),
        "有两栏都叫“编码”",
    ):
        assert says in ran.err


def test_a_column_of_ones_own_is_passed_over_and_named(plan: Path, plan_eval: Run) -> None:
    def scribble(book: openpyxl.Workbook) -> None:
        sheet = book["指标"]
        at = sheet.max_column + 1
        sheet.cell(HEADER, at).value = "我的记号"
        sheet.cell(HEADER + 1, at).value = "看过"

    change(BOOK, scribble)

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.err
    assert "自加的栏目，不导入：我的记号" in ran.out


@pytest.mark.parametrize(
    "name", ["other.csv", "other.xlsx", "gone.xlsx", "broken.xlsx", "bare.xlsx"]
)
def test_2_for_another_file(plan: Path, plan_eval: Run, name: str) -> None:
    Path("other.csv").write_text("编码,名称\n", "utf-8")
    openpyxl.Workbook().save("other.xlsx")
    Path("broken.xlsx").write_bytes(BOOK.read_bytes()[:5000])
    book = openpyxl.load_workbook(BOOK)
    del book["_plan_eval"]
    book.save("bare.xlsx")

    ran = plan_eval("targets", "import", name, "--yes")

    assert ran.code == 2
    assert name in ran.err
    what = "最接近的是：other.xlsx" if name == "gone.xlsx" else "plan-eval targets export"
    assert what in ran.err


def test_2_for_the_workbook_of_another_plan(plan: Path, plan_eval: Run) -> None:
    ran = plan_eval("targets", "import", BOOK, "--plan", "panyu")
    assert ran.code == 2
    assert "yunling-children-2020" in ran.err


def test_what_a_cell_cannot_hold_is_shown_and_closed(plan: Path, plan_eval: Run) -> None:
    path = plan / "areas/01-growth.yaml"
    long = "长" * 2_500
    text = path.read_text("utf-8").replace(f"  - id: {HARM}", f"  - id: {HARM}\n    note: {long}")
    path.write_text(text, "utf-8")
    assert load_plan(plan).indicators[HARM].note == long
    before = content(plan)
    plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK, "--force")
    assert plan_eval("targets", "import", BOOK, "--yes").out == "没有改动\n"
    edit(BOOK, {("指标", HARM, "说明"): "短"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 1
    assert "只供查看" in ran.err
    assert content(plan) == before


def test_words_that_a_spreadsheet_might_run_come_back_as_they_were(
    plan: Path, plan_eval: Run
) -> None:
    path = plan / "areas/01-growth.yaml"
    text = path.read_text("utf-8").replace(
        f"  - id: {HARM}", f'  - id: {HARM}\n    note: "-1 为缺数"\n    sentinels: ["-9"]'
    )
    path.write_text(text, "utf-8")
    before = content(plan)
    plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK, "--force")
    change(BOOK, lambda book: None)

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert (ran.code, ran.out) == (0, "没有改动\n")
    assert content(plan) == before


def test_the_sheets_have_lists_and_help(plan: Path) -> None:
    book = openpyxl.load_workbook(BOOK)
    assert book.sheetnames[:9] == [
        *("指标", "目标", "措施", "项目", "脚注", "对标值", "文件", "部门", "下级单位"),
    ]
    sheet = book["指标"]
    rules = {str(rule.promptTitle): rule for rule in sheet.data_validations.dataValidation}
    for heading in ("目标类型", "目标方向", "计量单位", "责任单位", "领域", "毛率", "核定"):
        assert rules[heading].type == "list", heading
        assert rules[heading].prompt
    assert {str(book[name].sheet_state) for name in ("_lists", "_plan_eval")} == {"veryHidden"}


def test_a_register_of_towns_that_lies_elsewhere_is_changed_there(
    plan: Path, plan_eval: Run
) -> None:
    register = Path(shutil.move(plan / "units.yaml", "register.yaml"))
    Path("plan-eval.yaml").write_text("plan: plan\nunits: register.yaml\n", "utf-8")
    plan_eval("targets", "export", "--format", "xlsx", "-o", BOOK, "--force")
    before = register.read_text("utf-8")
    add(BOOK, "下级单位", {"编码": "south", "名称": "南岭镇"})

    ran = plan_eval("targets", "import", BOOK, "--yes")

    assert ran.code == 0, ran.out + ran.err
    assert register.read_text("utf-8") == f"{before}  - {{id: south, name: 南岭镇}}\n"
    add(BOOK, "下级单位", {"编码": "south2", "名称": "南岭镇"})
    ran = plan_eval("targets", "import", BOOK, "--yes")
    assert ran.code == 1, "two towns of one name, or one that came meanwhile"
    assert "下级单位表第" in ran.err


def test_the_workbook_is_valid_for_excel(plan: Path) -> None:
    validator = pytest.importorskip("openxml_audit").OpenXmlValidator()
    result = validator.validate(BOOK)
    assert result.errors == []


def test_an_english_workbook_is_read_as_english(plan: Path, plan_eval: Run) -> None:
    before = content(plan)
    options = ("--format", "xlsx", "--lang", "en", "-o", "en.xlsx")
    assert plan_eval("targets", "export", *options).code == 0
    english = Path("en.xlsx")
    edit(
        english,
        {
            ("Indicators", EYES, "splits"): "by sex、by residence",
            ("Indicators", EYES, "Gross rate"): "yes",
            ("Indicators", EYES, "Approve"): "changed",
            ("Indicators", EYES, "Approved by"): "Bureau",
        },
    )

    ran = plan_eval("targets", "import", english, "--yes")

    assert ran.code == 0, ran.err
    one = load_plan(plan).indicators[EYES]
    assert (one.splits, one.rate and one.rate.gross) == (("sex", "residence"), True)
    assert one.fields_confirmed == ("rate", "splits")
    assert len(changed(before, plan)) == 9
