"""Who chooses the language: option > environment > project file > locale > Chinese.

What goes to others follows only what a person chose, never the locale.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.test_help import CHINESE
from tests.conftest import Ran

from plan_eval.cli.language import Chosen, choose, speak
from plan_eval.errors import PlanEvalError
from plan_eval.messages import for_others, language, t, use_language, use_messages

Run = Callable[..., Ran]
ENGLISH = {"LC_ALL": "en_GB.UTF-8"}


def in_file(folder: Path, text: str) -> None:
    path = folder / "plan-eval.yaml"
    path.write_text(f"{path.read_text('utf-8') if path.exists() else ''}{text}\n", "utf-8")


@pytest.mark.parametrize(
    ("words", "environment", "line", "chosen"),
    [
        ("--lang en lint", {"PLAN_EVAL_LANG": "zh"}, "language: zh", Chosen("en", "option")),
        ("lint --lang=zh", {"PLAN_EVAL_LANG": "en"}, "language: en", Chosen("zh", "option")),
        ("lint", {"PLAN_EVAL_LANG": "en"}, "language: zh", Chosen("en", "environment")),
        ("lint", {"PLAN_EVAL_LANG": ""}, "language: en", Chosen("en", "file")),
        ("lint", ENGLISH, "language: 'zh'  # ours", Chosen("zh", "file")),
        ("lint", ENGLISH, "", Chosen("en", "locale")),
        ("lint -- --lang en", {}, "", Chosen("zh", "default")),
        ("lint", {}, "  language: en", Chosen("zh", "default")),
        ("lint", {}, "language: [en", Chosen("zh", "default")),
    ],
)
def test_the_first_that_names_one_chooses(
    words: str,
    environment: dict[str, str],
    line: str,
    chosen: Chosen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_file(tmp_path, line)
    monkeypatch.chdir(tmp_path)
    found = choose(words.split(), environment)
    assert (found.language, found.origin) == (chosen.language, chosen.origin)


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LC_MESSAGES": "en_GB", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "zh"),
        ({"LANG": "enm"}, "zh"),
        ({}, "zh"),
    ],
)
def test_only_an_english_locale_is_english(
    locale: dict[str, str], spoken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = choose([], locale)
    assert (found.language, found.of_files) == (spoken, "zh")


def test_a_variable_that_names_no_language_is_misuse(
    plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAN_EVAL_LANG", "fr")
    ran = plan_eval("rules")
    assert ran.code == 2
    assert "PLAN_EVAL_LANG" in ran.err
    with pytest.raises(PlanEvalError):
        speak([])
    assert plan_eval("rules", "--lang", "zh").code == 0


def test_a_project_file_that_names_no_language_is_said_with_its_line(
    tiny_project: Path, plan_eval: Run
) -> None:
    in_file(tiny_project, "language: fr")
    ran = plan_eval("lint")
    assert ran.code == 2
    assert "plan-eval.yaml:3" in ran.err
    assert "language" in ran.err


@pytest.mark.parametrize("before", [True, False])
def test_the_option_stands_before_or_after_any_command(before: bool, plan_eval: Run) -> None:
    words = ["--lang", "en", "rules"] if before else ["rules", "--lang", "en"]
    ran = plan_eval(*words)
    assert ran.code == 0
    assert "Severity" in ran.out or "severity" in ran.out
    assert "强制性" not in ran.out


def test_help_is_in_the_language_chosen(tmp_path: Path) -> None:
    """In a process of its own: help texts are made when the commands are imported."""
    program = [sys.executable, "-m", "plan_eval", "--help"]
    (tmp_path / "plan-eval.yaml").write_text("language: en\n", "utf-8")

    def first_line(folder: Path, **environment: str) -> str:
        of = {"PYTHONUTF8": "1", **environment}
        return subprocess.run(
            program, cwd=folder, env=of, check=True, capture_output=True, encoding="utf-8"
        ).stdout.splitlines()[0]

    assert first_line(tmp_path) == "Usage:"
    assert first_line(tmp_path, PLAN_EVAL_LANG="zh") == "用法："
    assert first_line(tmp_path.parent, LANG="en_US.UTF-8") == "Usage:"
    assert first_line(tmp_path.parent, LANG="fr_FR.UTF-8") == "用法："


def test_a_locale_speaks_to_the_terminal_only(
    tiny_project: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENGLISH.items():
        monkeypatch.setenv(name, value)
    said = plan_eval("validate")
    assert "rows read" in said.out
    written = plan_eval("validate", "--format", "html", "-o", "found.html")
    assert CHINESE.search(written.err) is None
    assert '<html lang="zh-CN">' in Path("found.html").read_text("utf-8")

    form = plan_eval("template", "--year", "2019", "--format", "csv", "-o", "forms")
    assert form.code == 0, form.err
    words = form.out + form.err
    for path in Path("forms").glob("*.csv"):
        assert CHINESE.search(path.name)
        assert CHINESE.search(path.read_text("utf-8-sig"))
        words = words.replace(str(path), "")
    assert CHINESE.search(words) is None


@pytest.mark.parametrize("how", ["option", "environment", "file"])
def test_a_choice_holds_for_files_too(
    how: str, tiny_project: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--lang", "en"] if how == "option" else []
    if how == "environment":
        monkeypatch.setenv("PLAN_EVAL_LANG", "en")
    if how == "file":
        in_file(tiny_project, "language: en")
    ran = plan_eval("validate", "--format", "html", "-o", "found.html", *words)
    assert ran.err.startswith("written" if ran.err[0].islower() else "Written")
    assert '<html lang="en">' in Path("found.html").read_text("utf-8")


def test_data_on_stdout_follow_no_locale(
    tiny_project: Path, plan_eval: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("validate", "--format", "csv", "--select", "PE")
    plain = plan_eval(*words).out
    for name, value in ENGLISH.items():
        monkeypatch.setenv(name, value)
    assert plan_eval(*words).out == plain
    heads = next(csv.reader(plain.splitlines()))
    assert any(CHINESE.search(head) for head in heads)


def test_own_words_go_with_the_language_of_what_is_written() -> None:
    use_language("en", of_files="zh")
    use_messages({"state.met": "reached"}, of_files={"state.met": "达到"})
    assert t("state.met") == "reached"
    with for_others():
        assert (language(), t("state.met")) == ("zh", "达到")
        with for_others():
            assert t("state.met") == "达到"
    assert (language(), t("state.met")) == ("en", "reached")
    use_language("en")
    with for_others():
        assert language() == "en"
