"""Hostile and broken calls end in 1 or 2 with a sentence: never in a bug, a hang or much memory."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/plans/tiny"
COMMAND = [sys.executable, "-c", "from plan_eval.cli.main import main; main()"]
SECONDS, MEMORY = 10, 2**30

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pipes, devices and /proc of Linux")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with a plan, submissions and settings to break."""
    shutil.copytree(TINY, tmp_path / "plan")
    shutil.copytree(ROOT / "tests/plans/tiny_submissions", tmp_path / "sent")
    (tmp_path / "plan-eval.yaml").write_text("plan: plan\nsubmissions: [sent]\n", "utf-8")
    return tmp_path


def call(
    project: Path, *arguments: str, seconds: int = SECONDS, **environment: str
) -> tuple[subprocess.CompletedProcess[str], int]:
    """What a call gives, and the most memory it took in bytes."""
    # not ru_maxrss: at its start a child inherits the peak of the process that made it
    peak = (
        "import atexit, re, sys;"
        "atexit.register(lambda: open('peak', 'w').write("
        "re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1]));"
        "from plan_eval.cli.main import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", peak, *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")} | environment,
        capture_output=True,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    )
    return ran, int((project / "peak").read_text()) * 1024


def _settings(text: str) -> Callable[[Path], object]:
    return lambda project: (project / "plan-eval.yaml").write_text(text, "utf-8")


def _plan(text: str) -> Callable[[Path], object]:
    return lambda project: (project / "plan/projects.yaml").write_text(text, "utf-8")


def _fifo(name: str) -> Callable[[Path], object]:
    def make(project: Path) -> None:
        (project / name).unlink(missing_ok=True)
        os.mkfifo(project / name)

    return make


def _folder(name: str) -> Callable[[Path], object]:
    def make(project: Path) -> None:
        (project / name).unlink(missing_ok=True)
        (project / name).mkdir()

    return make


def _link(name: str, to: str) -> Callable[[Path], object]:
    def make(project: Path) -> None:
        (project / name).unlink(missing_ok=True)
        (project / name).symlink_to(to)

    return make


def _since(text: str) -> Callable[[Path], object]:
    return lambda project: (project / "before.json").write_text(text, "utf-8")


def _nothing(_: Path) -> None:
    pass


BASE = "plan: plan\nsubmissions: [sent]\n"
LONG = "n" * 300
VALIDATE = ["validate"]
REPORT = ["report", "--stage", "midterm", "--format", "html"]
HOSTILE: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "huge integer": (_plan("projects: " + "9" * 5000), VALIDATE),
    "huge fraction": (_plan("projects: 0." + "9" * 5000), VALIDATE),
    "1,500 levels of flow": (_plan("[" * 1500 + "]" * 1500), VALIDATE),
    "1,500 levels of block": (_plan("\n".join(" " * n + "a:" for n in range(1500))), VALIDATE),
    "100,000 levels": (_plan("[" * 100_000), VALIDATE),
    "100,000 levels of lists": (_plan("- " * 100_000), VALIDATE),
    "100,000 levels in settings": (_settings("{a: " * 100_000), VALIDATE),
    "settings is a folder": (_folder("plan-eval.yaml"), VALIDATE),
    "settings is a pipe": (_fifo("plan-eval.yaml"), VALIDATE),
    "settings is a loop": (_link("plan-eval.yaml", "plan-eval.yaml"), VALIDATE),
    "settings is a device": (_link("plan-eval.yaml", "/dev/zero"), VALIDATE),
    "settings leads nowhere": (_link("plan-eval.yaml", "gone"), VALIDATE),
    "units is a folder": (_settings(BASE + "units: sent\n"), VALIDATE),
    "units is missing": (_settings(BASE + "units: gone\n"), VALIDATE),
    "units is a device": (_settings(BASE + "units: /dev/zero\n"), VALIDATE),
    "units has a long name": (_settings(BASE + f"units: {LONG}\n"), VALIDATE),
    "plan has a long name": (_settings(f"plan: {LONG}\nsubmissions: [sent]\n"), VALIDATE),
    "submissions have a long name": (_settings(f"plan: plan\nsubmissions: [{LONG}]\n"), VALIDATE),
    "approval is a folder": (_settings(BASE + "approval: sent\n"), REPORT),
    "approval is a device": (_settings(BASE + "approval: /dev/zero\n"), REPORT),
    "approval is missing": (_settings(BASE + "approval: gone\n"), REPORT),
    "templates are missing": (_settings(BASE + "templates: gone\n"), REPORT),
    "templates are a file": (_settings(BASE + "templates: plan/plan.yaml\n"), REPORT),
    "templates have a long name": (_settings(BASE + f"templates: {LONG}\n"), REPORT),
    "output has a long name": (_settings(BASE + f"output: {LONG}\n"), REPORT),
    "plan file is a pipe": (_fifo("plan/footnotes.yaml"), VALIDATE),
    "plan file is a folder": (_folder("plan/footnotes.yaml"), VALIDATE),
    "waivers are a folder": (_folder("plan/waivers.yaml"), VALIDATE),
    "waivers are a loop": (_link("sent/waivers.yaml", "waivers.yaml"), VALIDATE),
    "waivers named: device": (_nothing, [*VALIDATE, "--waivers", "/dev/zero"]),
    "waivers named: folder": (_nothing, [*VALIDATE, "--waivers", "sent"]),
    "waivers named: pipe": (_fifo("p"), [*VALIDATE, "--waivers", "p"]),
    "waivers named: long": (_nothing, [*VALIDATE, "--waivers", LONG]),
    "waivers named: gone": (_nothing, [*VALIDATE, "--waivers", "gone"]),
    "since: deep": (_since('{"findings": ' + "[" * 100_000), [*VALIDATE, "--since", "before.json"]),
    "since: huge integer": (_since("9" * 5000), [*VALIDATE, "--since", "before.json"]),
    "since: device": (_nothing, [*VALIDATE, "--since", "/dev/zero"]),
    "since: folder": (_nothing, [*VALIDATE, "--since", "sent"]),
    "since: pipe": (_fifo("p"), [*VALIDATE, "--since", "p"]),
    "since: long": (_nothing, [*VALIDATE, "--since", LONG]),
    "argument: long": (_nothing, [*VALIDATE, LONG]),
    "plan: long": (_nothing, [*VALIDATE, "--plan", LONG]),
    "output: long": (_nothing, [*VALIDATE, "-o", LONG]),
    "output: folder": (_nothing, [*VALIDATE, "-o", "sent"]),
    "output: below a file": (_nothing, [*VALIDATE, "-o", "plan-eval.yaml/a"]),
    "output: no such system folder": (_nothing, [*VALIDATE, "-o", "/proc/none/a"]),
    "schema: below a file": (_nothing, ["lint", "--write-schema", "plan-eval.yaml"]),
}


@pytest.mark.parametrize(("prepare", "arguments"), HOSTILE.values(), ids=HOSTILE)
def test_ends_in_a_sentence(
    project: Path, prepare: Callable[[Path], object], arguments: list[str]
) -> None:
    prepare(project)

    ran, peak = call(project, *arguments)

    assert ran.returncode in (1, 2), ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stderr.startswith("错误：") or ran.returncode == 1
    assert peak < MEMORY


@pytest.mark.parametrize("epoch", ["soon", "-1", "9" * 30, "１２"])
def test_an_odd_source_date_epoch_is_misuse(project: Path, epoch: str) -> None:
    ran, _ = call(project, "feedback", "--format", "xlsx", SOURCE_DATE_EPOCH=epoch)
    assert (ran.returncode, "SOURCE_DATE_EPOCH" in ran.stderr) == (2, True)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize("arguments", [["targets", "list"], ["validate"]])
def test_a_terminal_of_another_encoding_shows_what_it_can(
    project: Path, encoding: str, arguments: list[str]
) -> None:
    ran, _ = call(project, *arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout


@pytest.mark.parametrize("redirected", [">/dev/full", ">&-"])
def test_stdout_that_takes_nothing_is_misuse(project: Path, redirected: str) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -c "$1" targets list {redirected}', *COMMAND[::2]],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert "错误：" in ran.stderr


@pytest.mark.parametrize("after", [0.15, 0.4, 0.7])
def test_interrupted_is_130(project: Path, after: float) -> None:
    with subprocess.Popen(
        [*COMMAND, "report", "--stage", "midterm"], cwd=project, stderr=subprocess.PIPE
    ) as process:
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) in (130, -signal.SIGINT)  # before Python is up: by the signal
        assert process.stderr is not None
        assert "退出码 3".encode() not in process.stderr.read()


def test_a_limit_on_addresses_is_a_sentence(project: Path) -> None:
    ran = subprocess.run(
        [
            "/bin/sh",
            "-c",
            'ulimit -v 1572864; exec "$0" -c "$1" report --stage midterm',
            *COMMAND[::2],
        ],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2, ran.stderr[-500:]
    assert "ulimit -v" in ran.stderr


def test_no_temporary_folder_is_left_without_a_home(project: Path) -> None:
    (project / "tmp").mkdir()
    blocked = {"HOME": "/proc/none", "XDG_CACHE_HOME": "/proc/none", "TMPDIR": str(project / "tmp")}
    left = project / "tmp/plan-eval-left"
    left.mkdir()
    (left / "held").touch()  # by a run that was killed
    ran, _ = call(project, "feedback", "--format", "pdf", seconds=120, **blocked)
    assert ran.returncode == 0, ran.stderr
    assert [*(project / "tmp").iterdir()] == []


KILLS = {
    "validate": ["validate", "--format", "csv", "-o", "out/findings.csv"],
    "template": ["template", "--year", "2018", "--format", "csv", "-o", "out"],
    "feedback": ["feedback", "--format", "xlsx", "--date", "2019-01-02", "-o", "out"],
}


@pytest.mark.parametrize("name", KILLS)
def test_killed_runs_lose_nothing_and_leave_nothing_after_the_next(
    project: Path, name: str
) -> None:
    """benches/kills.py does the same two hundred times, with the report."""
    (project / "out").mkdir()
    (project / "out/mine.csv").write_text("a day of work", "utf-8")
    arguments = KILLS[name]
    for after in (0.5, 0.7, 0.9):
        with subprocess.Popen(
            [*COMMAND, *arguments], cwd=project, stdout=subprocess.DEVNULL
        ) as ran:
            time.sleep(after)
            ran.kill()

    ran_, _ = call(project, *arguments)

    assert ran_.returncode == 0, ran_.stderr
    assert (project / "out/mine.csv").read_text("utf-8") == "a day of work"
    hidden = {path.name for path in (project / "out").rglob(".*")}
    assert hidden == {".plan-eval-written"}
