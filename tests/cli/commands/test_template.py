from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.conftest import Ran
from tests.forms.build import ROOT, SAMPLE

Run = Callable[..., Ran]
EARLIER = ("--submissions", SAMPLE / "submissions" / "2025" / "court_2025.csv")
pytestmark = pytest.mark.usefixtures("in_project")


@pytest.fixture
def in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_workbook_is_written_where_it_is_asked_for(plan_eval: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "form.xlsx"
    ran = plan_eval("template", "--department", "court", "--year", 2026, "-o", path, *EARLIER)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{path}（指标 1 行，自评 2 条）\n"
    assert openpyxl.load_workbook(path).sheetnames[0] == "指标数据"


@pytest.mark.parametrize("named", ["court", "区法院", "法院", " COURT "])
def test_a_department_may_be_named_by_code_name_or_alias(
    plan_eval: Run, tmp_path: Path, named: str
) -> None:
    options = ("--format", "csv", "-o", tmp_path, *EARLIER)
    ran = plan_eval("template", "--department", named, "--year", 2026, *options)
    assert ran.code == 0
    (made,) = tmp_path.glob("[!.]*")
    assert made.name == "区法院_2026年_指标报送表.csv"
    assert [row["上年数值"] for row in rows(made)] == ["90.7"]


def test_the_self_assessment_form_is_the_other_csv(plan_eval: Run, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    options = ("--format", "csv", "--form", "assessment", "-o", path, *EARLIER)
    assert plan_eval("template", "--department", "court", "--year", 2026, *options).code == 0
    assert {row["年份"] for row in rows(path)} == {"2026"}
    assert all(row["条目编码"] and not row["自评状态"] for row in rows(path))


def test_without_a_department_each_gets_a_form(plan_eval: Run, tmp_path: Path) -> None:
    ran = plan_eval("template", "--year", 2026, "--format", "csv", "-o", tmp_path, *EARLIER)
    assert ran.code == 0
    assert len(list(tmp_path.glob("[!.]*"))) == ran.out.count("\n") == 25


def test_a_project_without_submissions_gets_its_forms(
    plan_eval: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan-eval.yaml").write_text(f"plan: {ROOT / 'targets'}\n", "utf-8")
    ran = plan_eval("template", "--department", "court", "--year", 2021, "--format", "csv")
    assert ran.code == 0
    assert "2020" in ran.err
    assert (tmp_path / "output" / "forms" / "区法院_2021年_指标报送表.csv").is_file()


def test_years_without_figures_leave_last_year_empty_and_say_so(
    plan_eval: Run, tmp_path: Path
) -> None:
    options = ("--format", "csv", "-o", tmp_path / "a.csv", *EARLIER)
    ran = plan_eval("template", "--department", "court", "--year", 2029, *options)
    assert ran.code == 0
    assert "2028" in ran.err
    assert [row["上年数值"] for row in rows(tmp_path / "a.csv")] == [""]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--department", "courts", "--year", 2026), "court"),
        (("--department", "区法元", "--year", 2026), "区法院"),
        (("--department", "court", "--year", 2031), "2031"),
        (("--department", "court", "--year", 2026, "--form", "assessment"), "--format csv"),
        (("--department", "court", "--year", 2026, "--format", "csv", "-o", "a.xlsx"), ".csv"),
        (("--year", 2026, "-o", "a.xlsx"), "--output"),
        (("--department", "housing", "--year", 2026, "--format", "csv"), "区住房和城乡建设局"),
        (("--department", "court", "--year", 2026, "--submissions", "no-such"), "no-such"),
    ],
    ids=[
        *("unknown", "misspelt", "year", "form", "suffix", "several", "nothing", "no-such-path"),
    ],
)
def test_misuse_is_told(plan_eval: Run, options: tuple[object, ...], said: str) -> None:
    given = () if "--submissions" in options else EARLIER
    ran = plan_eval("template", *options, *given)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_the_baseline_year_has_figures_and_no_self_assessment(
    plan_eval: Run, tmp_path: Path
) -> None:
    assert plan_eval("template", "--year", 2020, "-o", tmp_path, *EARLIER).code == 0
    made = sorted(tmp_path.glob("*.xlsx"))
    assert made
    for path in made:
        assert openpyxl.load_workbook(path).sheetnames[0] == "指标数据"
        assert "自评" not in openpyxl.load_workbook(path).sheetnames
    # what is validated is the blank form: gaps are found in it, and no fault of the form's own
    ran = plan_eval("validate", *made, "--format", "json")
    assert "PE807" not in ran.out

    options = ("--format", "csv", "--form", "assessment", "-o", tmp_path, *EARLIER)
    refused = plan_eval("template", "--year", 2020, *options)
    assert (refused.code, "2021—2030" in refused.err) == (2, True)
