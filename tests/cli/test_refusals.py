"""Commands that judge say what was sent and is not judged, and end in 1 for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/plans/tiny"
Run = Callable[..., Ran]
JUDGING = [
    ["assess", "--stage", "midterm"],
    ["assess", "--stage", "midterm", "--format", "json"],
    ["alerts"],
    ["status"],
    ["trace", "growth-01-1"],
    ["report", "--stage", "midterm", "--format", "html"],
]


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The submissions of a project of their own."""
    folder = Path(shutil.copytree(ROOT / "tests/plans/tiny_submissions", tmp_path / "sent"))
    (tmp_path / "plan-eval.yaml").write_text(f"plan: {TINY}\nsubmissions: [sent]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("arguments", JUDGING, ids=" ".join)
def test_nothing_is_said_when_all_is_judged(
    sent: Path, plan_eval: Run, arguments: list[str]
) -> None:
    ran = plan_eval(*arguments)

    assert "未被采用" not in ran.err
    assert ran.code == 0, ran.err


@pytest.mark.parametrize("arguments", JUDGING, ids=" ".join)
def test_refused_rows_are_counted_by_rule(sent: Path, plan_eval: Run, arguments: list[str]) -> None:
    path = sent / "clinic_2018.csv"
    text = path.read_text("utf-8").replace("85.0,850,1000", "85.0,八百五,1000")
    path.write_text(text, "utf-8")

    ran = plan_eval(*arguments)

    assert ran.code == 1
    assert "有 1 行未被采用（PE201 不是数字 1 行）" in ran.err
    assert "plan-eval validate" in ran.err


@pytest.mark.parametrize("arguments", JUDGING, ids=" ".join)
def test_files_that_cannot_be_read_are_named(
    sent: Path, plan_eval: Run, arguments: list[str]
) -> None:
    shutil.copy(ROOT / "README.md", sent / "notes.csv")

    ran = plan_eval(*arguments)

    assert ran.code == 1
    assert "有 1 个文件不能读取：" in ran.err
    assert "notes.csv" in ran.err


def test_rows_by_rule_and_of_unread_files_make_the_account(sent: Path, plan_eval: Run) -> None:
    from plan_eval.checks.engine import validate
    from plan_eval.plan_folder.load import load_plan
    from plan_eval.reading.submissions import read_submissions

    plan = load_plan(ROOT / "targets")
    faulty = validate(read_submissions([ROOT / "sample_data/faulty"], plan), plan)
    unread = sum(f.rows for f in faulty.data.submissions.files if f.path in faulty.unread_files)

    assert faulty.account.refused
    assert sum(faulty.refused_by_rule.values()) + unread == faulty.account.refused


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["assess", "--stage", "midterm", "--as-of", "1999"], "--as-of"),
        (["status", "--as-of", "2031"], "--as-of"),
        (["alerts", "--department", "clinic", "--department", "clinic"], "--department 只能写一次"),
        (["report", "--stage", "midterm", "--stage", "final"], "--stage 只能写一次"),
        (["targets", "list", "--area", "growth", "--area", "growth"], "--area 只能写一次"),
        (["report", "--stage", "midterm", "-o", "d.odt"], "d.odt"),
        (["report", "--stage", "midterm", "-o", "d.odt", "--format", "docx"], "d.odt"),
        (["report", "--stage", "midterm", "-o", "d.pdf", "--format", "docx"], "d.pdf"),
        (["assess", "--stage", "midterm", "-o", "d.odt"], "d.odt"),
        (["assess", "--stage", "midterm", "-o", "table"], "表格只在终端显示"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_2_for_options_that_mean_nothing(
    sent: Path, plan_eval: Run, arguments: list[str], says: str
) -> None:
    ran = plan_eval(*arguments)

    assert ran.code == 2
    assert says in ran.err


def test_a_file_is_written_in_the_format_its_name_ends_in(
    tmp_path: Path, sent: Path, plan_eval: Run
) -> None:
    assert plan_eval("assess", "--stage", "midterm", "-o", "results.csv").code == 0
    assert (tmp_path / "results.csv").read_text("utf-8-sig").startswith("indicator,")
