"""watch, as a process of its own: what is saved is checked, whatever else happens to the files."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from tests.conftest import Ran

PLANS = Path(__file__).resolve().parents[2] / "plans"
PATIENCE = 60.0
"""Seconds for one answer on a machine that is busy with other things."""
CLINIC = "clinic_2018.csv"
GOOD, WRONG = "合计,85.0,850,1000", "合计,185.0,850,1000"
STANDING = "现有须更正"


class Watching:
    """A running `plan-eval watch`, whose lines are read as they come."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "plan_eval", "watch", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "PLAN_EVAL_LANG": "zh"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        assert self.process.stdout
        self.reader = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self.reader.start()

    def _read(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self.lines.put(line.rstrip("\n"))

    def until(self, wanted: str) -> list[str]:
        """The lines up to one that has `wanted` in it."""
        got: list[str] = []
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                got.append(self.lines.get(timeout=max(end - time.monotonic(), 0.01)))
            except queue.Empty:
                break
            if wanted in got[-1]:
                return got
        raise AssertionError((wanted, got))

    def settled(self) -> None:
        """Wait until it waits, and forget what it said."""
        self.until("按 Ctrl-C 结束")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()


@pytest.fixture
def project(tiny_project: Path) -> Path:
    shutil.copytree(PLANS / "tiny_submissions", tiny_project / "sent")
    return tiny_project


@pytest.fixture
def watching(project: Path) -> Iterator[Watching]:
    started = Watching(project, "sent")
    started.settled()
    yield started
    started.end()


def change(project: Path, before: str, after: str) -> None:
    path = project / "sent" / CLINIC
    text = path.read_text("utf-8-sig")
    assert before in text
    # as a spreadsheet saves: beside it, then in its place
    part = path.with_suffix(".part")
    part.write_text(text.replace(before, after), "utf-8")
    part.replace(path)


def test_a_fault_comes_and_goes_and_ctrl_c_ends_it(project: Path, watching: Watching) -> None:
    change(project, GOOD, WRONG)
    came = watching.until(STANDING)
    assert any(line.startswith(f"+ sent/{CLINIC} 第 2 行") for line in came)
    assert "现有须更正 0 处" not in came[-1]
    watching.settled()

    change(project, WRONG, GOOD)
    went = watching.until(STANDING)
    assert any(line.startswith(f"- sent/{CLINIC} 第 2 行") for line in went)
    assert not any(line.startswith("+") for line in went)
    assert "现有须更正 0 处" in went[-1]
    watching.settled()

    assert watching.stop() == 130
    rest = list(watching.lines.queue)
    assert not any("Traceback" in line for line in rest)


def test_a_file_that_is_written_bit_by_bit(project: Path, watching: Watching) -> None:
    path = project / "sent" / CLINIC
    text = path.read_text("utf-8-sig").replace(GOOD, WRONG)
    with path.open("w", encoding="utf-8") as file:
        for at in range(0, len(text), 40):
            file.write(text[at : at + 40])
            file.flush()
            time.sleep(0.05)

    came = watching.until(STANDING)
    while "现有须更正 0 处" in came[-1] or not any("第 2 行" in line for line in came):
        came = watching.until(STANDING)  # on a slow machine the half was looked at first
    assert watching.process.poll() is None


def test_files_that_go_and_come_and_many_at_once(project: Path, watching: Watching) -> None:
    sent = project / "sent"
    content = (sent / CLINIC).read_bytes()
    (sent / CLINIC).unlink()
    assert any(line.startswith("+") for line in watching.until(STANDING))
    watching.settled()
    (sent / CLINIC).write_bytes(content)
    assert any(line.startswith("-") for line in watching.until(STANDING))
    watching.settled()

    for number in range(200):
        (sent / f"library_{number}.csv").write_text("指标编码,年份,数值\n", "utf-8")
    watching.until(STANDING)
    for number in range(200):
        (sent / f"library_{number}.csv").unlink()
    change(project, GOOD, WRONG)
    lines = watching.until(f"+ sent/{CLINIC}")
    checks = [line for line in lines if STANDING in line]
    assert len(checks) < 20
    assert watching.process.poll() is None


def test_a_lock_of_excel_is_no_change(project: Path, watching: Watching) -> None:
    for name in ("~$clinic_2018.xlsx", ".~lock.clinic_2018.csv#", "clinic_2018.csv.bak"):
        (project / "sent" / name).write_bytes(b"\0locked")
    time.sleep(2)
    change(project, GOOD, WRONG)

    came = watching.until(STANDING)

    assert any(f"sent/{CLINIC}" in line for line in came)
    assert not any(mark in line for line in came for mark in ("~$", "lock", "bak"))


def test_the_folder_is_taken_away_and_made_again(project: Path, watching: Watching) -> None:
    (project / "sent").rename(project / "away")
    watching.until("找不到")
    (project / "away").rename(project / "sent")
    watching.settled()
    change(project, GOOD, WRONG)

    assert any(f"+ sent/{CLINIC}" in line for line in watching.until(f"+ sent/{CLINIC}"))


def test_one_file_is_watched_alone_and_until_it_is_clean(project: Path) -> None:
    change(project, GOOD, WRONG)
    started = Watching(project, f"sent/{CLINIC}", "--until-clean", "--ignore", "PE603")
    try:
        started.settled()
        (project / "sent" / "library_2018.csv").write_text("nonsense", "utf-8")
        change(project, WRONG, GOOD)

        assert "现有须更正 0 处" in started.until(STANDING)[-1]
        assert started.process.wait(PATIENCE) == 0
    finally:
        started.end()


@pytest.mark.parametrize("given", ["nowhere.csv", "-", "m.duckdb"])
def test_what_cannot_be_watched_is_a_misuse(
    given: str, project: Path, plan_eval: Callable[..., Ran]
) -> None:
    ran = plan_eval("watch", given)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_without_the_library_it_is_a_misuse(
    project: Path, plan_eval: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    ran = plan_eval("watch", "sent")

    assert (ran.code, ran.out) == (2, "")
    assert "plan-eval[watch]" in ran.err


def test_an_empty_folder_is_said_to_be_waited_for(project: Path) -> None:
    (project / "empty").mkdir()
    started = Watching(project, "empty", "--until-clean")
    try:
        started.until("等待")
    finally:
        started.end()


def test_quiet_says_nothing_where_nothing_is_wrong(
    project: Path, plan_eval: Callable[..., Ran]
) -> None:
    ran = plan_eval("watch", "sent", "--until-clean", "-q")

    assert (ran.code, ran.out) == (0, "")
