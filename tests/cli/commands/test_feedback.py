from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.forms.build import ROOT, SAMPLE

from plan_eval.writing.saving import REGISTER

Run = Callable[..., Ran]
pytestmark = pytest.mark.usefixtures("in_project")
COURT = SAMPLE / "submissions" / "2025" / "court_2025.csv"
DATED = ("--date", "2026-03-31")


@pytest.fixture
def in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != REGISTER)


def test_both_files_are_written_for_the_department_asked_for(
    plan_eval: Run, tmp_path: Path
) -> None:
    ran = plan_eval("feedback", COURT, "--department", "区法院", "-o", tmp_path, *DATED)
    assert (ran.code, ran.err) == (0, "")
    assert names(tmp_path) == ["反馈单_区法院_2026-03-31.pdf", "反馈单_区法院_2026-03-31.xlsx"]
    assert ran.out.startswith("区法院：须更正 0 条，须说明 0 条，缺报 0 条")


def test_faults_give_exit_code_one_and_a_sheet_each(plan_eval: Run, tmp_path: Path) -> None:
    options = ("--format", "xlsx", "-o", tmp_path, *DATED)
    ran = plan_eval("feedback", SAMPLE / "faulty", *options)
    assert ran.code == 1
    assert len(names(tmp_path)) == ran.out.count("\n") > 5
    assert "反馈单_填报单位不明_2026-03-31.xlsx" in names(tmp_path)


def test_one_format_gives_one_file(plan_eval: Run, tmp_path: Path) -> None:
    options = ("--department", "court", "--format", "pdf", "-o", tmp_path, *DATED)
    assert plan_eval("feedback", COURT, *options).code == 0
    assert names(tmp_path) == ["反馈单_区法院_2026-03-31.pdf"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((COURT, "--department", "courts"), "court"),
        ((COURT, "--department", "housing"), "区住房和城乡建设局"),
        (("no-such-folder",), "no-such-folder"),
    ],
    ids=["unknown", "silent", "no-such-path"],
)
def test_misuse_is_told(plan_eval: Run, options: tuple[object, ...], said: str) -> None:
    ran = plan_eval("feedback", *options)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_a_file_that_cannot_be_written_is_told(plan_eval: Run, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", "utf-8")
    ran = plan_eval("feedback", COURT, "--format", "xlsx", "-o", taken)
    assert ran.code == 2
    assert "taken" in ran.err


def test_marked_copies_are_written_beside_nothing_that_was_sent(
    plan_eval: Run, tmp_path: Path
) -> None:
    sent = []
    for year in ("2024", "2025"):
        (tmp_path / year).mkdir()
        path = tmp_path / year / "区卫生健康局_2025.csv"
        path.write_text("指标编码,年份,数值\nhealth-04-4,2025,约95\n", "utf-8")
        sent.append((path, path.read_bytes()))
    ran = plan_eval("feedback", tmp_path, "--format", "marked", "-o", tmp_path.parent / "out")
    assert ran.code == 1
    assert names(tmp_path.parent / "out") == [
        "2024_csv_区卫生健康局_2025_审核意见.xlsx",
        "2025_csv_区卫生健康局_2025_审核意见.xlsx",
    ]
    assert all(path.read_bytes() == content for path, content in sent)
    for path, _ in sent:
        assert names(path.parent) == [path.name]
