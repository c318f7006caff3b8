"""组织实施 and 监测评估: known to every command, reported on in forms, met by what exists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.model.plan_text import SHARED

from plan_eval.cli.app import COMMANDS
from plan_eval.cli.commands.targets import app as targets
from plan_eval.forms.blank import blank_form
from plan_eval.model.duty import FEATURES
from plan_eval.model.observation import SELF_ASSESSMENT_COLUMNS
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import StageName
from plan_eval.plan_folder.load import load_plan
from plan_eval.report.sections import SECTIONS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(ROOT / "targets")


def test_what_can_meet_an_obligation_exists() -> None:
    from typing import get_args

    commands = {*COMMANDS, *(f"targets {one.name}" for one in targets.registered_commands)}
    assert set(FEATURES["command"]) <= commands
    assert set(FEATURES["section"]) <= set(SECTIONS)
    assert set(FEATURES["column"]) <= set(SELF_ASSESSMENT_COLUMNS)
    assert set(FEATURES["stage"]) == set(get_args(StageName))


def test_there_are_ten_and_five(plan: Plan) -> None:
    assert [one.id for one in plan.header.implementation] == [
        f"implementation-{n}" for n in range(1, 11)
    ]
    assert [one.id for one in plan.header.monitoring] == [f"monitoring-{n}" for n in range(1, 6)]


def test_their_clauses_are_the_plans(plan: Plan) -> None:
    path = SHARED / "plan/panyu-women-2021-2030.txt"
    if not path.exists():
        pytest.skip("the plan's text is not here")
    text = path.read_text("utf-8")
    assert [c for duty in plan.duties.values() for c in duty.commitments if c not in text] == []


@pytest.mark.parametrize("words", ["监测评估方案", "督查", "民生实事", "财政预算", "培训"])
def test_what_offices_must_do_has_a_place_in_a_form(plan: Plan, words: str) -> None:
    forms = [
        blank_form(plan, name, 2025, None)
        for name in dict.fromkeys(duty.department for duty in plan.duties.values())
        if name
    ]
    texts = [row.cells["text"] for form in forms for row in form.items if row.kind == "duty"]
    assert any(words in text for text in texts)


def test_they_are_shown(plan_eval: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert "监测评估" in plan_eval("targets", "show", "monitoring-1").out
    assert "implementation-3" in plan_eval("targets", "show", "implementation-3").out
