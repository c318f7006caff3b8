"""Slips of a clerk, each told in its own words and before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

SENT = Path(__file__).parent / "tiny_submissions"
Run = Callable[..., Ran]


def test_an_answer_cannot_be_due_before_the_letter(tiny_project: Path, plan_eval: Run) -> None:
    days = ("--date", "2019-01-02", "--due", "2018-12-31")
    ran = plan_eval("letters", "--stage", "midterm", *days, "-o", "out")
    assert (ran.code, "早于函件日期" in ran.err) == (2, True)
    assert not (tiny_project / "out").exists()


@pytest.fixture
def database(tiny_project: Path) -> Path:
    """A project with a database that nothing has been accepted into on the days asked for."""
    settings = tiny_project / "plan-eval.yaml"
    plan = settings.read_text("utf-8").splitlines()[0]
    people = "people: [{name: 甲, roles: [accept]}]"
    settings.write_text(f"{plan}\nsubmissions: m.duckdb\n{people}\n", "utf-8")
    return tiny_project


def test_a_day_on_which_nothing_was_in_force_is_named(database: Path, plan_eval: Run) -> None:
    accepted = plan_eval("accept", SENT / "clinic_2015.csv", "--by", "甲")
    assert accepted.code == 0, accepted.err
    ran = plan_eval("assess", "--stage", "midterm", "--on", "2010-01-01")
    assert ran.code == 2
    assert "截至 2010-01-01，数据库" in ran.err
    assert ".xlsx" not in ran.err


def test_a_database_from_which_all_was_withdrawn_says_so(database: Path, plan_eval: Run) -> None:
    plan_eval("accept", SENT / "clinic_2015.csv", "--by", "甲")
    (name,) = [f"{SENT.name}/clinic_2015.csv"]
    gone = plan_eval("database", "withdraw", name, "--by", "甲", "--reason", "报错单位")
    assert gone.code == 0, gone.err
    ran = plan_eval("validate")
    assert ran.code == 2
    assert "没有正在使用的文件" in ran.err
