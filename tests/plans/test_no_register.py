"""A plan with targets in every town and no register of towns: said wherever somebody would look."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

from plan_eval.plan_folder.load import read_plan

TINY = Path(__file__).parent / "tiny"
SENT = Path(__file__).parent / "tiny_submissions"
Run = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The second plan as it is drafted: nobody has listed the towns yet."""
    folder = shutil.copytree(TINY, tmp_path / "plan")
    (folder / "units.yaml").write_text("note: 尚未列出\nunits: []\n", "utf-8")
    (tmp_path / "plan-eval.yaml").write_text(f"plan: plan\nsubmissions: [{SENT}]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lint_remarks_on_it_where_the_indicator_is(project: Path) -> None:
    found = read_plan(project / "plan")
    (remark,) = [note for note in found.notes() if note.code == "PL111"]
    assert found.faults == []
    assert remark.path == project / "plan/projects.yaml"
    assert remark.line == 16
    assert "其中 1 项" in remark.message
    assert "units.yaml" in str(remark.hint)


def test_validate_says_what_it_cannot_tell(project: Path, plan_eval: Run) -> None:
    ran = plan_eval("validate", SENT / "library_2018.csv")
    assert "没有乡镇名录，1 项按乡镇报送的指标是否报全，无从审核" in ran.out
    # who reports nothing by town has nothing to hear of it
    assert "名录" not in plan_eval("validate", SENT / "clinic_2018.csv").out


def test_assess_says_that_there_is_no_register_to_judge_by(project: Path, plan_eval: Run) -> None:
    ran = plan_eval(
        "assess", "--stage", "midterm", "--indicator", "project-1-1", "--format", "json"
    )
    assert '"code": "no_register"' in ran.out
    assert '"state": "undetermined"' in ran.out


def test_a_floor_whose_figures_are_old_or_not_yet_due_is_told_so(
    tiny_project: Path, plan_eval: Run
) -> None:
    asked = ("--stage", "midterm", "--indicator", "project-1-1", "--format", "json")
    only = (SENT / "library_2015.csv",)
    assert '"code": "stale"' in plan_eval("assess", *only, *asked).out
    early = plan_eval("assess", *only, *asked, "--as-of", 2015)
    assert '"code": "not_due"' in early.out, early.err
