"""Waivers are held against the date of what is written, not against the day it is made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Ran]
WAIVER = """waivers:
  - code: PE201
    department: clinic
    indicator: growth-01-1
    expect: 八百五
    reason: 原始记录如此
    approver: 张三
    date: 2018-01-01
    expires: 2019-06-30
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one finding to waive."""
    shutil.copytree(ROOT / "tests/plans/tiny_submissions", tmp_path / "sent")
    sent = tmp_path / "sent/clinic_2018.csv"
    sent.write_text(sent.read_text("utf-8").replace("85.0,850,1000", "85.0,八百五,1000"), "utf-8")
    (tmp_path / "sent/waivers.yaml").write_text(WAIVER, "utf-8")
    lines = [f"plan: {ROOT / 'tests/plans/tiny'}", "submissions: [sent]"]
    (tmp_path / "plan-eval.yaml").write_text("\n".join(lines), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("day", "code"), [("2019-06-30", 0), ("2019-07-01", 1)])
@pytest.mark.parametrize(
    "command",
    [
        ["feedback", "--format", "xlsx", "--date"],
        ["report", "--stage", "midterm", "-o", "a.html", "--date"],
        ["validate", "--today"],
    ],
    ids=lambda command: command[0],
)
def test_a_waiver_holds_on_its_last_day_whatever_today_is(
    project: Path, plan_eval: Run, command: list[str], day: str, code: int
) -> None:
    ran = plan_eval(*command, day)

    assert ran.code == code, ran.out + ran.err
    if command[0] == "report":
        assert ("张三" in (project / "a.html").read_text("utf-8")) == (code == 0)


@pytest.mark.parametrize("command", ["validate", "assess"])
@pytest.mark.parametrize(("last", "code"), [("2019-06-30", 1), ("2999-12-31", 0)])
def test_where_no_day_is_given_it_is_today(
    project: Path, plan_eval: Run, command: str, last: str, code: int
) -> None:
    waivers = project / "sent/waivers.yaml"
    waivers.write_text(WAIVER.replace("2019-06-30", last), "utf-8")
    options = ["--stage", "midterm"] if command == "assess" else []

    assert plan_eval(command, *options).code == code
