"""What a terminal of 80 columns shows: ids whole, reasons readable, colours, signs of life."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import Ran
from wcwidth import wcswidth

from plan_eval.cli.console import table
from plan_eval.plan_folder.load import load_plan

Run = Callable[..., Ran]
TINY = Path(__file__).resolve().parents[1] / "plans/tiny"
PROGRAM = [sys.executable, "-m", "plan_eval"]
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7])m")
TABLES = [
    *("alerts", "status", "status --area growth", "assess --stage midterm", "config"),
    *("targets list", "targets footnotes", "targets inferred", "rules", "trace growth-01-1"),
]


def on_terminal(*words: str, columns: int = 80, **environment: str) -> tuple[int, str]:
    """The exit code and all that a terminal is sent, stdout and stderr together."""
    pty, fcntl = pytest.importorskip("pty"), pytest.importorskip("fcntl")
    termios = pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    of = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    ran = subprocess.Popen(
        [*PROGRAM, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=of | {"TERM": "xterm", **environment},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # Linux says so at the end
            break
        if not more:
            break
        shown += more
    os.close(ours)
    return ran.wait(), shown.decode().replace("\r\n", "\n")


def plain(shown: str) -> str:
    """What stands on the screen at the end: a status that was taken back does not."""
    lines = [""]
    for part in re.split(r"(\n|\r|\x1b\[[0-9;?]*[A-Za-z])", shown):
        if part == "\n":
            lines.append("")
        elif part == "\x1b[1A":
            lines.pop()  # only empty lines are below
        elif part in ("\x1b[2K", "\r"):
            lines[-1] = ""  # a line is begun again from its start
        elif not part.startswith("\x1b"):
            lines[-1] += part
    return "\n".join(lines)


@pytest.fixture(scope="module")
def ids() -> list[str]:
    plan = load_plan(TINY)
    return [*plan.indicators, *(one.id for one in plan.departments)]


@pytest.mark.parametrize("words", TABLES)
def test_every_id_is_whole_and_no_line_too_wide(
    words: str, ids: list[str], tiny_project: Path, plan_eval: Run
) -> None:
    wide = plan_eval(*words.split()).out
    _, shown = on_terminal(*words.split())
    narrow = plain(shown)
    lines = [line for line in narrow.splitlines() if not re.match("  [0-9a-f]{64}", line)]
    assert [line for line in lines if wcswidth(line) > 80] == []
    codes = [*ids, *re.findall(r"\bP[EL]\d{3}\b", wide)]
    assert [one for one in codes if one in wide and one not in narrow] == []
    assert "…" not in narrow.replace("……", "")


def test_the_reason_of_a_warning_is_read_as_a_sentence(tiny_project: Path, plan_eval: Run) -> None:
    wide = plan_eval("alerts", "--format", "json").out
    reasons = re.findall(r'"words": "(.*)"', wide)
    assert reasons
    _, shown = on_terminal("alerts")
    lines = [line for line in plain(shown).splitlines() if "原因" in line]
    assert lines
    said = "".join(plain(shown).split())
    for reason in reasons:
        assert "".join(reason.split())[:30] in said


def test_colours_only_where_they_are_wanted(tiny_project: Path) -> None:
    def error_of(**environment: str) -> bool:
        ran = subprocess.run(
            [*PROGRAM, "validat"],
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
        )
        assert ran.returncode == 2
        return COLOUR.search(ran.stderr) is not None

    assert not error_of()
    assert error_of(FORCE_COLOR="1")
    assert not error_of(FORCE_COLOR="1", NO_COLOR="1")
    assert COLOUR.search(on_terminal("validat")[1])
    assert COLOUR.search(on_terminal("validat", TERM="dumb")[1]) is None
    assert COLOUR.search(on_terminal("alerts", NO_COLOR="1")[1]) is None
    assert "\x1b[1m" in on_terminal("--help")[1]
    assert "\x1b" not in on_terminal("--help", NO_COLOR="1")[1]


def test_a_sign_of_life_is_on_a_terminal_only_and_gone(tiny_project: Path, plan_eval: Run) -> None:
    code, shown = on_terminal("validate")
    assert code == 0
    assert "正在读取" in shown
    assert "正在" not in plain(shown)
    assert "正在" not in on_terminal("validate", "--quiet")[1]
    ran = plan_eval("validate")
    assert "正在" not in ran.out + ran.err


def test_quiet_says_only_what_went_wrong(tiny_project: Path, plan_eval: Run) -> None:
    assert plan_eval("validate", "-o", "found.txt", "-q") == Ran(0, "", "")
    assert plan_eval("-q", "template", "--year", "2019", "-o", "forms") == Ran(0, "", "")
    assert plan_eval("targets", "list", "--quiet").out  # a result that was asked for
    assert plan_eval("-q", "validat").err
    sent = TINY.parent / "tiny_submissions/clinic_2018.csv"
    text = sent.read_text("utf-8").replace("85.0,850,1000", "85.0,八百五,1000")
    (tiny_project / "clinic_2018.csv").write_text(text, "utf-8")
    ran = plan_eval("assess", "clinic_2018.csv", "--stage", "midterm", "-q")
    assert ran.code == 1
    assert "PE201" in ran.err
    # the next command speaks again
    assert plan_eval("validate", "-o", "found.txt").err


IDS = st.from_regex(r"[a-z]{1,12}(-[a-z]?[0-9]{1,2}){1,2}", fullmatch=True)
CELLS = st.text("领域指标达标，（）。abc 0123 ", max_size=40)


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(IDS, CELLS, CELLS, IDS), min_size=0, max_size=5), st.integers(40, 200))
def test_any_table_fits_and_keeps_its_ids(rows: Sequence[Sequence[str]], width: int) -> None:
    from rich.console import Console

    made = table("编码", "指标", "原因", "责任单位", title="表")
    for row in rows:
        made.add_row(*row)
    into = io.StringIO()
    Console(width=width, color_system=None, file=into).print(made)
    shown = into.getvalue()
    assert [line for line in shown.splitlines() if wcswidth(line.rstrip()) > width] == []
    assert [one for row in rows for one in (row[0], row[3]) if one not in shown] == []
