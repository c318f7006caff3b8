"""Which plan a command takes: the one that is named, never one by default."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/plans/tiny"
SENT = ROOT / "tests/plans/tiny_submissions"
Run = Callable[..., Ran]
OF_A_PLAN = [
    ["validate", SENT],
    ["template", "--year", "2024"],
    ["feedback", SENT],
    ["assess", "--stage", "midterm"],
    ["alerts"],
    ["status"],
    ["trace", "growth-01-1"],
    ["report", "--stage", "midterm"],
    ["lint"],
    ["targets", "list"],
    ["targets", "show", "growth-01"],
    ["targets", "footnotes"],
    ["targets", "export"],
    ["targets", "inferred"],
    ["targets", "confirm", "growth-02-1", "rate", "--by", "某某"],
]
OF_NONE = [["rules"], ["explain", "PE301"], ["doctor"], ["lint", "--write-schema", "schema"]]


def name(arguments: list[object]) -> str:
    return " ".join(map(str, arguments[:2]))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a project, in which a user stands."""
    folder = tmp_path / "office/desk"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("arguments", OF_A_PLAN, ids=name)
def test_2_when_nobody_says_which_plan(
    empty: Path, plan_eval: Run, arguments: list[object]
) -> None:
    ran = plan_eval(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert "番禺区妇女发展规划" in ran.err, "the plan that it would have been"
    assert "--plan panyu" in ran.err
    assert "plan-eval init" in ran.err
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("arguments", OF_NONE, ids=name)
def test_what_needs_no_plan_asks_for_none(
    empty: Path, plan_eval: Run, arguments: list[object]
) -> None:
    assert plan_eval(*arguments).code in (0, 1)


@pytest.mark.parametrize("arguments", [["lint", "panyu"], ["targets", "list", "--plan", "panyu"]])
def test_the_packaged_plan_is_taken_when_it_is_named(
    empty: Path, plan_eval: Run, arguments: list[object]
) -> None:
    ran = plan_eval(*arguments)

    assert (ran.code, ran.err) == (0, "")


def test_a_project_file_further_up_is_used_and_named(
    empty: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = empty.parent / "plan-eval.yaml"
    above.write_text(f"plan: {TINY}\nsubmissions: [{SENT}]\noutput: out\n", "utf-8")

    ran = plan_eval("validate", "--format", "json")
    written = plan_eval("assess", "--stage", "midterm", "--format", "json")

    assert str(above) in ran.err
    assert str(above) in written.err
    monkeypatch.chdir(empty.parent)
    here = plan_eval("validate", "--format", "json")
    assert json.loads(ran.out) == json.loads(here.out)
    assert str(above) not in here.err


def test_paths_of_a_project_file_further_up_are_relative_to_it(empty: Path, plan_eval: Run) -> None:
    (empty.parent / "plan-eval.yaml").write_text(f"plan: {TINY}\noutput: out\n", "utf-8")

    ran = plan_eval("template", "--year", "2018", "--format", "csv")

    assert ran.code == 0, ran.err
    assert list((empty.parent / "out/forms").glob("*.csv"))


def test_a_fault_of_a_project_file_further_up_is_told_with_its_place(
    empty: Path, plan_eval: Run
) -> None:
    (empty.parent / "plan-eval.yaml").write_text("plans: x\n", "utf-8")

    ran = plan_eval("lint")

    assert ran.code == 2
    assert "plan-eval.yaml:1" in ran.err


def test_waivers_are_those_of_the_plan_in_use(empty: Path, plan_eval: Run) -> None:
    """The waivers of the plan that the file names say nothing of another plan."""
    own = empty / "own"
    own.mkdir()
    (own / "waivers.yaml").write_text("waivers: broken\n", "utf-8")
    (empty / "plan-eval.yaml").write_text("plan: own\n", "utf-8")

    ran = plan_eval("assess", SENT, "--stage", "midterm", "--plan", TINY)

    assert ran.code == 0, ran.err
