"""plan-eval targets: the plan as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.conftest import Ran

from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_export_holds_everything(plan_eval: Run) -> None:
    exported = json.loads(plan_eval("targets", "export", "--format", "json").out)

    assert list(exported) == [
        *("plan", "areas", "goals", "measures", "projects", "footnotes"),
        *("documents", "departments", "units", "indicators"),
    ]
    assert len(exported["goals"]) == 85
    assert all(goal["text"] for goal in exported["goals"])
    assert len(exported["measures"]) == 89
    assert len(exported["footnotes"]) == 41
    assert all(note["text"] and note["place"]["item"] for note in exported["footnotes"])
    wanted = {"id", "name", "kind", "value", "unit", "sources", "direction", "inferred"}
    assert all(wanted <= one.keys() for one in exported["indicators"])
    assert all(s["item"] and s["quote"] for i in exported["indicators"] for s in i["sources"])


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ([], 614),
        (["--group", "quantified"], 73),
        (["--group", "directional"], 73),
        (["--area", "family", "--group", "quantified"], 14),
        (["--area", "projects", "--group", "quantified"], 2),
        (["--department", "science-association"], 3),
    ],
)
def test_list_filters_and_counts(plan_eval: Run, filters: list[str], count: int) -> None:
    ran = plan_eval("targets", "list", *filters)
    assert f"共 {count} 项" in ran.out


def test_list_shows_target_and_owner(plan_eval: Run) -> None:
    out = plan_eval("targets", "list", "--area", "family", "--group", "quantified").out
    (line,) = [line for line in out.splitlines() if "family-03-4" in line]
    assert "＞30" in line
    assert "千兆宽带网络家庭普及率" in line


@pytest.mark.parametrize("name", ["health-03", "health-m02", "project-1", "health-03-3", "1"])
def test_show_prints_yaml(plan_eval: Run, name: str) -> None:
    shown = yaml.safe_load(plan_eval("targets", "show", name).out)
    assert str(shown.get("id", shown.get("number"))) == name


def test_show_suggests_the_nearest(plan_eval: Run) -> None:
    ran = plan_eval("targets", "show", "helth-03-3")
    assert ran.code == 2
    assert "最接近的是：health-03-3（" in ran.err


def test_footnotes_are_all_shown_with_their_place(plan_eval: Run) -> None:
    out = plan_eval("targets", "footnotes").out
    whole = "".join(part.strip() for part in out.replace("│", "\n").splitlines())

    for note in load_plan(ROOT / "targets").footnotes:
        assert note.place.item in whole
        assert note.text[:6] in whole, note.number
