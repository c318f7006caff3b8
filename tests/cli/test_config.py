"""Options come before the environment, the environment before the project file; config says so."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

from plan_eval.plan_folder.project_file import VARIABLES, ProjectFile, read_project, settings
from plan_eval.resources import targets_folder

Run = Callable[..., Ran]
TINY = Path(__file__).resolve().parents[1] / "plans/tiny"


def shown(ran: Ran) -> dict[str, dict[str, object]]:
    assert ran.code == 0, ran.err
    return {one["setting"]: one for one in json.loads(ran.out)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of every key, one folder above the working folder."""
    (tmp_path / "below").mkdir()
    (tmp_path / "templates").mkdir()
    lines = [
        *(f"plan: {TINY}", "units: units.yaml", "submissions: [sent, also]", "output: out"),
        *("templates: templates", "language: en", "approval: signed.yaml", "texts: words"),
        *("people:", "  - {name: NAME, roles: [accept, close]}"),
    ]
    (tmp_path / "plan-eval.yaml").write_text("\n".join(lines), "utf-8")
    monkeypatch.chdir(tmp_path / "below")
    return tmp_path


def test_every_setting_is_shown_with_the_line_that_set_it(project: Path, plan_eval: Run) -> None:
    found = shown(plan_eval("config", "--format", "json"))
    assert set(found) == set(ProjectFile.model_fields)
    assert found["plan"] | {"value": None} == {
        **{"setting": "plan", "value": None, "origin": "file"},
        "where": str(Path("../plan-eval.yaml:1")),
    }
    assert found["submissions"]["value"] == [str(Path("../sent")), str(Path("../also"))]
    assert (found["language"]["value"], found["language"]["where"]) == (
        "en",
        str(Path("../plan-eval.yaml:6")),
    )
    assert found["people"]["value"] == ["NAME (accept, close)"]
    assert (found["reports"]["origin"], found["reports"]["where"]) == ("default", None)
    assert found["due"]["value"] is None


@pytest.mark.parametrize("key", [*VARIABLES])
def test_a_variable_comes_before_the_file(
    key: str, project: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(plan_eval("config", "--format", "json"))
    (project / "below" / "other").mkdir()
    monkeypatch.setenv(VARIABLES[key], "other")
    found = shown(plan_eval("config", "--format", "json"))[key]
    assert (found["origin"], found["where"]) == ("environment", VARIABLES[key])
    assert found["value"] in ("other", ["other"])
    monkeypatch.setenv(VARIABLES[key], "")
    assert shown(plan_eval("config", "--format", "json")) == before
    used = getattr(read_project(Path(), TINY if key != "plan" else None, os.environ), key)
    monkeypatch.setenv(VARIABLES[key], "other")
    now = getattr(read_project(Path(), TINY if key != "plan" else None, os.environ), key)
    assert now in (Path("other"), (Path("other"),))
    assert used != now


def test_an_option_comes_before_a_variable(
    project: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAN_EVAL_PLAN", "other")
    monkeypatch.setenv("PLAN_EVAL_LANG", "en")
    words = ("config", "--plan", "panyu", "--lang", "zh", "--format", "json")
    found = shown(plan_eval(*words))
    assert (found["plan"]["value"], found["plan"]["where"]) == (str(targets_folder()), "--plan")
    assert (found["language"]["value"], found["language"]["origin"]) == ("zh", "option")
    # what goes with the file's own plan goes with no other
    assert found["texts"]["value"] is None


def test_a_command_takes_its_plan_and_submissions_from_the_environment(
    tmp_path: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert plan_eval("validate").code == 2
    monkeypatch.setenv("PLAN_EVAL_PLAN", str(TINY))
    assert plan_eval("lint").code == 0
    monkeypatch.setenv("PLAN_EVAL_SUBMISSIONS", str(TINY.parent / "tiny_submissions"))
    assert plan_eval("validate").code == 0
    monkeypatch.setenv("PLAN_EVAL_TEMPLATES", "nowhere")
    ran = plan_eval("validate")
    assert ran.code == 2
    assert "nowhere" in ran.err


def test_several_submissions_stand_apart_as_in_path(tmp_path: Path) -> None:
    said = {"PLAN_EVAL_SUBMISSIONS": os.pathsep.join(["a", "b"])}
    assert read_project(tmp_path, TINY, said).submissions == (Path("a"), Path("b"))


def test_the_library_takes_nothing_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAN_EVAL_OUTPUT", "other")
    assert read_project(tmp_path, TINY).output == tmp_path / "output"


def test_without_a_project_the_defaults_are_shown(
    tmp_path: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = shown(plan_eval("config", "--format", "json"))
    assert {one["origin"] for one in found.values()} == {"default"}
    assert found["plan"]["value"] is None
    assert [one.name for one in settings(tmp_path)] + ["language"] == [*found]
    for language, head in (("zh", "出处"), ("en", "Set by")):
        ran = plan_eval("config", "--lang", language)
        assert (ran.code, head in ran.out) == (0, True)


def test_help_names_every_variable(plan_eval: Run) -> None:
    page = "".join(plan_eval("config", "--help").out.split())
    assert [name for name in (*VARIABLES.values(), "PLAN_EVAL_LANG") if name not in page] == []
