"""A shell completes commands, options and ids; the shell itself asks, as it does for a user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

from plan_eval.checks.registry import all_rules
from plan_eval.plan_folder.load import load_plan

Run = Callable[..., Ran]
TINY = Path(__file__).resolve().parents[1] / "plans/tiny"
PLAN = load_plan(TINY)


def asked(words: str, shell: str = "bash", **environment: str) -> subprocess.CompletedProcess[str]:
    """What the program answers to a shell that stands at the end of `words`."""
    parts = words.split(" ")
    protocol = {
        "bash": {"COMP_WORDS": words, "COMP_CWORD": str(len(parts) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": words},
        "fish": {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        "powershell": {
            "_TYPER_COMPLETE_ARGS": words,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": parts[-1],
        },
    }[shell]
    of = {"_PLAN_EVAL_COMPLETE": f"complete_{shell}", **protocol, **environment}
    return subprocess.run(
        [sys.executable, "-m", "plan_eval"],
        env={**os.environ, **of},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def given(words: str, **environment: str) -> list[str]:
    ran = asked(words, **environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.split()


INDICATORS, DEPARTMENTS = [*PLAN.indicators], [one.id for one in PLAN.departments]
AREAS = [one.id for one in PLAN.areas]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("plan-eval trace ", INDICATORS),
        ("plan-eval trace growth-02", [one for one in INDICATORS if one.startswith("growth-02")]),
        ("plan-eval targets confirm ", INDICATORS),
        ("plan-eval assess --stage midterm --indicator ", INDICATORS),
        *(
            (f"plan-eval {command} --department ", DEPARTMENTS)
            for command in (
                *("alerts", "report", "template", "feedback", "letters"),
                *("targets list", "targets inferred", "texts", "assess"),
            )
        ),
        *(
            (f"plan-eval {command} --area ", AREAS)
            for command in ("status", "alerts", "report", "targets list", "texts", "assess")
        ),
        ("plan-eval explain PE30", [code for code in all_rules() if code.startswith("PE30")]),
        ("plan-eval validate --select PE80", [c for c in all_rules() if c.startswith("PE80")]),
        ("plan-eval report --stage ", ["annual", "midterm", "final"]),
        ("plan-eval rep", ["report"]),
        ("plan-eval targets conf", ["confirm"]),
        ("plan-eval report --draf", ["--draft"]),
        ("plan-eval --lang ", ["zh", "en"]),
        ("plan-eval trace nosuch", []),
    ],
)
def test_what_may_come_next(words: str, offered: list[str], tiny_project: Path) -> None:
    assert given(words) == offered


def test_anything_in_the_plan_can_be_shown(tiny_project: Path) -> None:
    offered = given("plan-eval targets show ")
    assert set(offered) == {*PLAN.items, *INDICATORS} - {duty.id for duty in PLAN.duties.values()}


def test_the_plan_is_that_of_the_line_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert given("plan-eval trace ") == []
    assert given(f"plan-eval trace --plan {TINY} ") == INDICATORS
    assert given("plan-eval trace ", PLAN_EVAL_PLAN=str(TINY)) == INDICATORS


@pytest.mark.parametrize(
    "broken", ["plan: [", "plan: nowhere\n", "nosuch: 1\n", "\x00", "language: fr\n"]
)
def test_a_broken_project_file_is_silence(broken: str, tiny_project: Path) -> None:
    (tiny_project / "plan-eval.yaml").write_text(broken, "utf-8")
    assert given("plan-eval trace ") == []
    assert given("plan-eval rep", PLAN_EVAL_LANG="nosuch") == ["report"]


def test_a_broken_plan_is_silence(tiny_project: Path) -> None:
    broken = Path(shutil.copytree(TINY, tiny_project / "plan"))
    (broken / "departments.yaml").write_text("departments: [", "utf-8")
    (tiny_project / "plan-eval.yaml").write_text("plan: plan\n", "utf-8")
    assert given("plan-eval alerts --department ") == []
    assert given("plan-eval trace ") == INDICATORS


def test_names_stand_beside_ids_in_the_language(tiny_project: Path) -> None:
    indicator = PLAN.indicators[INDICATORS[0]]
    for shell in ("zsh", "fish", "powershell"):
        shown = asked("plan-eval trace ", shell).stdout
        assert indicator.id in shown
        assert indicator.name in shown
    english = asked("plan-eval alerts --department ", "fish", PLAN_EVAL_LANG="en").stdout
    assert str(PLAN.departments[0].name_en) in english
    commands = asked("plan-eval ", "fish").stdout
    assert "审核报送数据，逐条指出文件、行、列、问题和改法。" in commands
    assert "..." not in commands


def test_completing_imports_nothing_heavy(tiny_project: Path) -> None:
    program = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "from plan_eval.cli.main import main; main()"
    )
    of = {"_PLAN_EVAL_COMPLETE": "complete_bash", "COMP_WORDS": "plan-eval trace g"}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **of, "COMP_CWORD": "2"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.split() == INDICATORS[:2]
    loaded = {*ran.stderr.split()}
    assert loaded & {"polars", "scipy", "weasyprint", "altair", "rapidfuzz", "duckdb"} == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_script(shell: str, plan_eval: Run) -> None:
    ran = plan_eval("completion", shell)
    assert ran.code == 0
    assert "_PLAN_EVAL_COMPLETE" in ran.out


def test_bash_completes(tiny_project: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/plan-eval"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m plan_eval "$@"\n')
    program.chmod(0o755)
    script = """
eval "$(plan-eval completion bash)"
[[ $(complete -p plan-eval) =~ -F\\ ([^ ]+) ]]
COMP_WORDS=(plan-eval trace growth-0) COMP_CWORD=2
"${BASH_REMATCH[1]}" plan-eval
echo "${COMPREPLY[@]}"
"""
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        [bash, "--norc", "-c", script],
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.split() == [one for one in INDICATORS if one.startswith("growth-0")]
