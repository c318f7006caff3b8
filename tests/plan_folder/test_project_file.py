"""plan-eval.yaml: what it names, and what is said of its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_eval.errors import PlanEvalError
from plan_eval.plan_folder.project_file import NAME, read_project
from plan_eval.resources import targets_folder, templates_folder


def test_without_a_file_the_shipped_plan_is_used(tmp_path: Path) -> None:
    project = read_project(tmp_path)

    assert (project.plan, project.templates) == (targets_folder(), templates_folder())
    assert (project.units, project.submissions) == (None, ())
    assert project.output == tmp_path / "output"


@pytest.mark.parametrize("text", ["", "# nothing set\n", "{}\n"])
def test_an_empty_file_sets_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text, "utf-8")
    assert read_project(tmp_path).plan == targets_folder()


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
        ("plan: a\nsubmissions: b\n", 2, "“submissions”应为列表，现为 b"),
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
