"""What holds for all rules together: one bad cell is one finding, nothing is silent or lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.checks.build import HEALTH, checked

from plan_eval.checks import engine
from plan_eval.model.finding import Severity

RATE = "指标编码,年份,城乡,数值,分子,分母,计量单位,说明\n"
YEARS = "指标编码,年份,数值,说明\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("health-03-3,2025,合计,约70,700,1000,%,", "PE201"),
        ("health-03-3,2025,合计,70.0,七百,1000,%,", "PE201"),
        ("health-03-3,2025,合计,0.70,700,1000,%,", "PE210"),
        ("health-03-3,2025,合计,700,700,1000,‰,", "PE208"),
        ("health-03-3,2025,合计,-70.0,,,%,", "PE204"),
        ("health-03-3,2025,合计,70.0,1000,700,%,", "PE302"),
        ("health-03-3,2025,合计,70.0,700,0,%,", "PE303"),
    ],
)
def test_one_bad_cell_is_one_finding(row: str, code: str, tmp_path: Path) -> None:
    parts = (
        "health-03-3,2025,城镇,72.5,580,800,%,\n"
        "health-03-3,2025,农村,60.0,120,200,%,\n"
        "health-03-3,2024,合计,68.0,680,1000,%,\n"
    )
    found = checked(tmp_path, {HEALTH: RATE + row + "\n" + parts}).findings
    assert [one.code for one in found if one.row == 2] == [code]
    assert [one.code for one in found if (one.row or 0) > 2 and one.code != "PE602"] == []


def test_a_refused_year_is_not_compared_with(tmp_path: Path) -> None:
    rows = "health-03-3,2024,7.0.1,\nhealth-03-3,2025,20.1,\n"
    found = checked(tmp_path, {HEALTH: YEARS + rows}).findings
    assert {one.code for one in found if one.row} == {"PE201", "PE602"}


def test_a_note_that_names_a_rule_settles_only_that_rule(tmp_path: Path) -> None:
    rows = "health-03-3,2024,54.0,\nhealth-03-3,2025,74.6,{note}\n"
    settled = {}
    for note in ("扩大到全部行政村", "PE401：扩大到全部行政村", "PE209：改期", "无"):
        validation = checked(tmp_path, {HEALTH: YEARS + rows.format(note=note)})
        (jump,) = (one for one in validation.findings if one.code == "PE401")
        settled[note] = (jump.settled, jump.explanation)
    words = "扩大到全部行政村"
    assert settled == {
        words: (True, words),
        f"PE401：{words}": (True, words),
        "PE209：改期": (False, None),
        "无": (False, None),
    }


def test_checks_that_did_not_run_are_told_with_the_reason(tmp_path: Path) -> None:
    validation = checked(
        tmp_path,
        {
            HEALTH: "指标编码,年份,数值\nhealth-03-3,2025,70.1\n",
            "区教育局_2025.csv": "指标编码,数值\neducation-05-2,99\n",
            "区水务局_2025.csv": "",
        },
    )
    told = {(one.code, Path(one.path or "").name): one.reason for one in validation.not_run}
    assert "分子、分母" in told["PE301", HEALTH]
    assert "一年" in told["PE401", ""]
    assert "缺少必需的列" in told["*", "区教育局_2025.csv"]
    assert "没有读成" in told["*", "区水务局_2025.csv"]
    assert ("PE603", "") in told
    assert ("PE701", "") in told


def test_later_report_replaces_and_the_old_figure_stays_as_history(tmp_path: Path) -> None:
    validation = checked(
        tmp_path,
        {
            "区卫生健康局_2024.csv": YEARS + "health-03-3,2024,68.2,\n",
            HEALTH: YEARS + "health-03-3,2024,66.9,复核更正\nhealth-03-3,2025,70.1,\n",
        },
    )
    kept = validation.observations.select("year", "value").rows()
    assert [(year, float(value)) for year, value in kept] == [(2024, 66.9), (2025, 70.1)]
    assert [float(value) for value in validation.history["value"]] == [68.2]
    assert validation.account.replaced == 1
    assert validation.account.accepted == 3


def test_a_refused_later_figure_replaces_nothing(tmp_path: Path) -> None:
    validation = checked(
        tmp_path,
        {
            "区卫生健康局_2024.csv": YEARS + "health-03-3,2024,68.2,\n",
            HEALTH: YEARS + "health-03-3,2024,669,\n",
        },
    )
    assert [float(value) for value in validation.observations["value"]] == [68.2]
    assert validation.history.is_empty()


def test_no_finding_is_worse_than_its_rule_says(tmp_path: Path) -> None:
    validation = checked(tmp_path, {HEALTH: YEARS + "health-03-3,2025,９０.1,\n"})
    (tidied,) = (one for one in validation.findings if one.code == "PE202")
    assert tidied.severity is Severity.INFO
    assert validation.account.refused == 0


@pytest.mark.parametrize(
    "row",
    [
        "health-03-3,九年义务教育巩固率,2025,合计,99.5,,,%,",  # another department's
        "health-02-1,孕产妇系统管理率,2025,合计,95.2,952,1000,%,",  # in another unit and range
    ],
)
def test_a_row_pasted_one_too_high_is_one_finding(row: str, tmp_path: Path) -> None:
    head = "指标编码,指标名称,年份,城乡,数值,分子,分母,计量单位,说明\n"
    validation = checked(tmp_path, {HEALTH: head + row + "\n"})
    found = [one for one in validation.findings if one.row == 2]
    assert [one.code for one in found if one.code != "PE602"] == ["PE211"]
    assert found[0].cell == "B2"
    assert validation.observations.is_empty()


def test_a_fault_beside_the_figures_of_a_wide_row_refuses_them_all(tmp_path: Path) -> None:
    named = "指标编码,指标名称,2024年,2025年\nhealth-03-3,适龄妇女乳腺癌筛查率,68.2,69.0\n"
    validation = checked(tmp_path, {HEALTH: named})
    assert [one.code for one in validation.findings if one.code == "PE211"] == ["PE211"]
    assert validation.observations.is_empty()
    assert validation.account.refused == 1


def test_a_formula_beside_the_figures_of_a_wide_row_refuses_them_all(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book[book.sheetnames[0]]
    for row in (["指标编码", "镇街", "2024年", "2025年"], ["health-03-3", "=A1&B1", 68.2, 69.0]):
        sheet.append(row)
    book.save(tmp_path / HEALTH.replace("csv", "xlsx"))
    validation = checked(tmp_path, {})
    errors = [one for one in validation.findings if one.severity is Severity.ERROR and one.row]
    told = [(one.code, one.cell) for one in errors if one.code != "PE602"]
    assert told == [("PE212", "B2")]
    assert validation.observations.is_empty()


def test_beyond_a_number_findings_of_a_rule_in_a_file_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_MOST", 3)
    rows = "".join(f"unheard-of-{at},2025,1,\n" for at in range(10))
    validation = checked(tmp_path, {HEALTH: YEARS + rows})
    told = [one for one in validation.findings if one.code == "PE205"]
    assert [one.row for one in told] == [2, 3, 4, 5]
    assert "另有 6 处" in told[-1].message
    assert all("另有" not in one.message for one in told[:-1])
    account = validation.account
    assert (account.accepted, account.refused, account.skipped) == (0, 10, 1)
