"""The hooks of pre-commit, as a repository uses them that holds a plan and what was sent."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.installing import ROOT, copy_of_the_sources, environment

from plan_eval.reading.find import SUFFIXES

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
SENT = Path("submissions/县教育局_2025.csv")
PLAN = Path("plan/areas/01-health.yaml")

Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def hooks_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The project as a repository of hooks, and where pre-commit keeps what it installs of it."""
    folder = tmp_path_factory.mktemp("hooks")
    project = copy_of_the_sources(folder / "plan-eval")
    git_in(project, folder)("init", "-q", "-b", "main")
    commit_all(git_in(project, folder))
    return project, folder / "home"


def git_in(folder: Path, home: Path) -> Git:
    def git(*words: str) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=name", "-c", "user.email=mail@example.org")
        return subprocess.run(
            ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=False,
            env=environment(PRE_COMMIT_HOME=str(home), HOME=str(home)),
        )  # fmt: skip

    return git


def commit_all(git: Git, message: str = "message") -> subprocess.CompletedProcess[str]:
    assert git("add", "-A").returncode == 0
    return git("commit", "-q", "-m", message)


@pytest.fixture
def git(hooks_home: tuple[Path, Path], tmp_path: Path) -> Git:
    """A repository of a county, with both hooks installed."""
    project, home = hooks_home
    shutil.copytree(ROOT / "examples/county", tmp_path, dirs_exist_ok=True)
    head = git_in(project, home)("rev-parse", "HEAD").stdout.strip()
    hooks = [{"id": name} for name in HOOKS]
    config = {"repos": [{"repo": str(project), "rev": head, "hooks": hooks}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git = git_in(tmp_path, home)
    assert git("init", "-q", "-b", "main").returncode == 0
    install = [sys.executable, "-m", "pre_commit", "install", "--install-hooks"]
    variables = environment(PRE_COMMIT_HOME=str(home), HOME=str(home))
    done = subprocess.run(
        install, cwd=tmp_path, capture_output=True, text=True, check=False, env=variables
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return git


def test_commits_pass_until_something_is_wrong(git: Git, tmp_path: Path) -> None:
    first = commit_all(git)
    assert first.returncode == 0, first.stdout + first.stderr
    assert first.stderr.count("Passed") == len(HOOKS)

    # what concerns neither the plan nor what was sent is not held up
    (tmp_path / "note.md").write_text("note")
    other = commit_all(git)
    assert other.returncode == 0
    assert other.stderr.count("Skipped") == len(HOOKS)

    # a file that is new alone, but says again what another says
    shutil.copy(tmp_path / SENT, tmp_path / SENT.with_name("again.csv"))
    twice = commit_all(git)
    assert twice.returncode == 1
    assert "PE501" in twice.stderr
    assert "again.csv" in twice.stderr
    (tmp_path / SENT.with_name("again.csv")).unlink()

    # a change of the plan
    text = (tmp_path / PLAN).read_text("utf-8")
    broken = re.sub(r"(?m)^(\s+)department: \w+", r"\1department: nobody", text, count=1)
    assert broken != text
    (tmp_path / PLAN).write_text(broken, "utf-8")
    refused = commit_all(git)
    assert refused.returncode == 1
    assert "01-health.yaml" in refused.stderr
    assert "nobody" in refused.stderr


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".XLSX", ".yaml", ".yml"])
def test_whatever_can_be_read_sets_off_the_check(suffix: str) -> None:
    assert re.search(HOOKS["plan-eval-validate"]["files"], f"submissions/2025/health{suffix}")


def test_rules_across_files_see_all_files() -> None:
    assert not any(hook["pass_filenames"] for hook in HOOKS.values())
