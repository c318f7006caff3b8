"""plan-eval.yaml: what it names, and what is said of its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_eval.errors import PlanEvalError
from plan_eval.plan_folder.project_file import NAME, plan_named, read_project
from plan_eval.resources import targets_folder, templates_folder

PACKAGED = "番禺区妇女发展规划"


def test_without_a_file_there_is_no_plan_but_the_one_that_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(PlanEvalError, match="没有指明用哪一个规划") as raised:
        read_project(tmp_path)
    assert PACKAGED in str(raised.value)
    assert "--plan panyu" in str(raised.value.hint)

    project = read_project(tmp_path, tmp_path / "ours")

    assert (project.plan, project.templates) == (tmp_path / "ours", templates_folder())
    assert (project.named, project.units, project.submissions) == (None, None, ())
    assert project.output == tmp_path / "output"


@pytest.mark.parametrize("text", ["", "# nothing set\n", "{}\n", "submissions: [sent]\n"])
def test_a_file_that_names_no_plan_stands_for_none(text: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text, "utf-8")

    with pytest.raises(PlanEvalError, match=PACKAGED) as raised:
        read_project(tmp_path)

    assert (raised.value.path, raised.value.hint is not None) == (tmp_path / NAME, True)
    assert read_project(tmp_path, tmp_path / "ours").plan == tmp_path / "ours"


@pytest.mark.parametrize("name", ["panyu", "panyu-women", "panyu-women-2030"])
def test_the_packaged_plan_has_a_name(name: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(f"plan: {name}\n", "utf-8")

    assert plan_named(name, tmp_path) == read_project(tmp_path).plan == targets_folder()


@pytest.mark.parametrize("name", ["pan", "panyu-", "women", "", "panyu/"])
def test_nothing_else_is_the_packaged_plan(name: str, tmp_path: Path) -> None:
    assert plan_named(name, tmp_path) == tmp_path / name


def test_a_folder_comes_before_a_packaged_plan_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "panyu").mkdir()
    assert plan_named("panyu", tmp_path) == tmp_path / "panyu"


def test_the_nearest_file_above_is_the_projects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    (tmp_path / NAME).write_text("plan: far\n", "utf-8")
    monkeypatch.chdir(below)
    assert read_project(Path()).plan == Path("../../far")

    (tmp_path / "a" / NAME).write_text("plan: near\nsubmissions: [sent]\n", "utf-8")

    project = read_project(Path())
    assert (project.file, project.plan) == (Path("..") / NAME, Path("../near"))
    assert (project.submissions, project.output) == ((Path("../sent"),), Path("../output"))


def test_a_register_of_towns_goes_with_the_plan_that_the_file_names(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("plan: ours\nunits: towns.yaml\n", "utf-8")

    assert read_project(tmp_path, tmp_path / "ours").units == tmp_path / "towns.yaml"
    assert read_project(tmp_path, tmp_path / "other").units is None


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    lines = ["plan: our-plan", "units: towns.yaml", "submissions: [2024, /elsewhere]"]
    lines[2] = 'submissions: ["2024", /elsewhere]'
    lines += ["templates: ours", "output: out"]
    (tmp_path / NAME).write_text("\n".join(lines), "utf-8")
    (tmp_path / "ours").mkdir()

    project = read_project(tmp_path)

    assert project.plan == tmp_path / "our-plan"
    assert project.units == tmp_path / "towns.yaml"
    assert project.submissions == (tmp_path / "2024", Path("/elsewhere"))
    assert (project.templates, project.output) == (tmp_path / "ours", tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("plan: a\nsubmision: [b]\n", 2, "不认识的键“submision”"),
        ("plan: a\nsubmissions: 5\n", 2, "“submissions”应为列表，现为 5"),
        ("submissions:\n  - a\n  - 2024\n", 3, "“submissions”应为文字，现为 2024"),
        ("plan: a\nplan: b\n", 2, "键“plan”重复"),
        ("plan: [a\n", 1, "没有写完"),
        ("- plan\n", 1, "“plan-eval.yaml”应为一组键值"),
    ],
)
def test_mistakes_are_told_with_line_and_hint(
    text: str, line: int, says: str, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_text(text, "utf-8")

    with pytest.raises(PlanEvalError, match=says) as raised:
        read_project(tmp_path)

    assert (raised.value.path, raised.value.line) == (tmp_path / NAME, line)
    assert raised.value.hint


def test_the_hint_names_the_keys(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("plans: a\n", "utf-8")

    with pytest.raises(PlanEvalError) as raised:
        read_project(tmp_path)
    assert "plan、units、submissions、templates、output" in str(raised.value.hint)
