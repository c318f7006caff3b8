"""`validate` in partitions prints what it prints otherwise, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from tests.conftest import Ran

from plan_eval.checks.writers import Format
from plan_eval.cli import dividing

ROOT = Path(__file__).resolve().parents[2]
FAULTY = ROOT / "sample_data/faulty"
SELF = ROOT / "sample_data/self_assessments/2025"
PlanEval = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    text = f"plan: {ROOT / 'targets'}\nunits: {ROOT / 'sample_data/units.yaml'}\n"
    (tmp_path / "plan-eval.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("output", get_args(Format))
def test_the_output_is_the_same(output: Format, project: Path, plan_eval: PlanEval) -> None:
    how = ("validate", FAULTY, SELF, "--format", output, "--today", "2025-06-01")
    whole = plan_eval(*how)
    assert whole.code == 1
    assert plan_eval(*how, "--partitions", 5) == whole
    assert sorted(path.name for path in project.iterdir()) == ["plan-eval.yaml"]


def test_processes_selection_waivers_and_an_earlier_run(project: Path, plan_eval: PlanEval) -> None:
    earlier = project / "earlier.json"
    assert plan_eval("validate", FAULTY, "--format", "json", "-o", earlier).code == 1
    how = ("validate", FAULTY, SELF, "--since", earlier, "--select", "PE3,PE8", "--limit", 1)
    assert plan_eval(*how, "--executor", "processes", "--workers", 2) == plan_eval(*how)


def test_accepted_figures_lie_in_a_folder(project: Path, plan_eval: PlanEval) -> None:
    folder = project / "figures"
    sent = ROOT / "sample_data/submissions/2025"
    ran = plan_eval("validate", sent, "--partitions", 3, "--observations", folder)
    assert ran.code in (0, 1)
    parts = sorted(folder.glob("*.parquet"))
    assert [path.name for path in parts] == [f"observations-{n}.parquet" for n in (1, 2, 3)]
    rows = sum(pl.read_parquet(path).height for path in parts)
    assert f"{rows}" in ran.out
    again = plan_eval("validate", sent, "--partitions", 2, "--observations", folder)
    assert again.code == 2
    assert "observations-3.parquet" in again.err


def test_what_is_large_is_divided_unasked(
    project: Path, plan_eval: PlanEval, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = plan_eval("validate", FAULTY)
    made: list[int] = []

    def counted(done: Iterator[tuple[int, Path]], number: int) -> Iterator[tuple[int, Path]]:
        made.append(number)
        return done

    monkeypatch.setattr(dividing, "_LARGE", 1_000)
    monkeypatch.setattr(dividing, "_EACH", 1_000)
    monkeypatch.setattr(dividing, "_watched", counted)
    assert plan_eval("validate", FAULTY) == whole
    assert min(made) > 1


def test_a_database_and_standard_input_are_not_divided(project: Path, plan_eval: PlanEval) -> None:
    assert plan_eval("validate", "-", "--partitions", 2).code == 2
    assert plan_eval("validate", project / "monitoring.duckdb", "--partitions", 2).code == 2


def test_a_run_that_was_killed_goes_on_where_it_was(project: Path, plan_eval: PlanEval) -> None:
    how = ("validate", str(FAULTY), "--partitions", "8", "--today", "2025-06-01")
    whole = plan_eval(*how[:2], "--today", "2025-06-01")
    command = [sys.executable, "-c", "from plan_eval.cli.main import main; main()", *how]
    work = project / dividing._WORK
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and running.poll() is None:
        if len([*work.glob("[0-9a-f]*")]) >= 3:
            os.kill(running.pid, signal.SIGKILL)
            break
        time.sleep(0.005)
    running.wait()
    assert running.returncode == -signal.SIGKILL
    done = {path: path.stat().st_mtime_ns for path in work.glob("[0-9a-f]*")}
    assert done
    assert plan_eval(*how) == whole
    assert not work.exists()
