"""What the program writes is never read back as a submission, and nothing sent is written over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/plans/tiny"
Run = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose submissions lie in its own folder."""
    shutil.copytree(ROOT / "tests/plans/tiny_submissions", tmp_path / "sent")
    (tmp_path / "plan-eval.yaml").write_text(f"plan: {TINY}\nsubmissions: [sent]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--format", "csv", "--output", "sent/findings.csv"],
        ["validate", "--format", "csv", "--output", "sent/clinic_2018.csv"],
        ["validate", "sent/clinic_2018.csv", "--output", "sent/clinic_2018.csv"],
        ["assess", "--stage", "midterm", "--format", "csv", "--output", "sent/results.csv"],
        ["report", "--stage", "midterm", "--format", "xlsx", "--output", "sent/new/report.xlsx"],
        ["feedback", "--output", "sent/feedback"],
    ],
    ids=" ".join,
)
def test_2_for_output_among_the_submissions(
    project: Path, plan_eval: Run, arguments: list[str]
) -> None:
    before = {path: path.read_bytes() for path in sorted((project / "sent").rglob("*"))}

    ran = plan_eval(*arguments)

    assert ran.code == 2
    assert "sent" in ran.err
    assert {path: path.read_bytes() for path in sorted((project / "sent").rglob("*"))} == before


def test_output_that_nobody_reads_may_lie_beside_the_submissions(
    project: Path, plan_eval: Run
) -> None:
    into = project / "sent/findings.json"

    ran = plan_eval("validate", "--format", "json", "--output", into)

    assert (ran.code, into.is_file()) == (0, True)
