"""The plan as JSON holds everything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from plan_eval.model.plan import Plan
from plan_eval.plan_folder.export import describe, export_plan
from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(ROOT / "targets")


@pytest.fixture(scope="module")
def exported(plan: Plan) -> dict[str, Any]:
    found = json.loads(json.dumps(export_plan(plan), ensure_ascii=False))
    assert isinstance(found, dict)
    return found


def by_id(entries: list[dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in entries}


def test_nothing_is_left_out(exported: dict[str, Any], plan: Plan) -> None:
    counts = {name: len(exported[name]) for name in ("areas", "goals", "measures", "projects")}
    assert counts == {"areas": 8, "goals": 85, "measures": 89, "projects": 5}
    assert len(exported["footnotes"]) == 41
    assert len(exported["indicators"]) == len(plan.indicators)
    assert len(exported["documents"]) == len(plan.documents)
    assert len(exported["departments"]) == len(plan.departments)
    assert len(exported["plan"]["implementation"]) == 10
    assert len(exported["plan"]["monitoring"]) == 5


def test_texts_are_the_plans(exported: dict[str, Any], plan: Plan) -> None:
    assert {one["id"]: one["text"] for one in exported["goals"]} == {
        goal.id: goal.text for goal in plan.goals.values()
    }
    assert {one["number"]: one["text"] for one in exported["footnotes"]} == {
        note.number: note.text for note in plan.footnotes
    }
    assert all(one["heading"] for one in exported["measures"])
    assert all(one["deliverables"] for one in exported["projects"])


def test_items_know_their_area_footnotes_and_indicators(exported: dict[str, Any]) -> None:
    goal = by_id(exported["goals"])["economy-02"]
    assert goal["area"] == "economy"
    assert goal["footnotes"] == [19]
    assert "economy-02-3" in goal["indicators"]


@pytest.mark.parametrize(
    ("indicator", "kind", "value", "unit", "direction"),
    [
        ("health-02-1", "at_most", 7.5, "1/10万", "down"),
        ("health-03-3", "at_least", 75, "%", "up"),
        ("family-03-4", "more_than", 30, "%", "up"),
        ("decision-07-1", "around", 50, "%", "up"),
        ("economy-m10-6", "full_coverage", 0, "户", "down"),
        ("security-01-2", "full_coverage", 100, "%", "up"),
        ("environment-m09-1", "ratio", 1.5, "比值", "up"),
        ("project-1-1", "addition", 4, "处", "up"),
        ("health-08-2", "trend", None, "%", "up"),
        ("health-01-1", "qualitative", None, None, None),
    ],
)
def test_indicators_have_kind_value_and_unit(
    exported: dict[str, Any],
    indicator: str,
    kind: str,
    value: float | None,
    unit: str | None,
    direction: str | None,
) -> None:
    one = by_id(exported["indicators"])[indicator]

    assert (one["kind"], one["value"], one["unit"]) == (kind, value, unit)
    assert one["direction"] == direction


def test_sources_name_item_quote_and_footnotes(exported: dict[str, Any]) -> None:
    one = by_id(exported["indicators"])["health-05-1"]
    assert [(source["item"], source["quote"]) for source in one["sources"]] == [
        ("health-05", "婚前医学检查率提高至65%"),
        ("family-m11", "婚前医学检查率达到65%"),
    ]
    noted = by_id(exported["indicators"])["education-05-2"]["sources"][0]
    assert noted["footnotes"] == [8]


def test_benchmarks_stand_with_their_indicator(exported: dict[str, Any]) -> None:
    one = by_id(exported["indicators"])["education-05-2"]
    assert [(b["document"], b["value"]) for b in one["benchmarks"]] == [
        ("nation-women-2030", 96),
        ("province-women-2030", 96),
        ("city-women-2030", 98.35),
    ]


def test_every_quantified_indicator_has_its_value(exported: dict[str, Any]) -> None:
    quantified = [one for one in exported["indicators"] if one["group"] == "quantified"]
    assert len(quantified) == 73
    assert all(isinstance(one["value"], int | float) and one["unit"] for one in quantified)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("health-02", "printed", "2"),
        ("family-m03", "printed", "2"),
        ("project-1", "title", "妇女儿童活动中心建设工程"),
        ("health-02-1", "kind", "at_most"),
        ("19", "text", "广州市规划表述为：就业人员中的女性比例保持在45%左右。表述略有改动。"),
    ],
)
def test_one_thing_by_its_name(plan: Plan, name: str, field: str, value: str) -> None:
    assert describe(name, plan)[field] == value


@pytest.mark.parametrize("name", ["nothing", "0", "42", ""])
def test_an_unknown_name_is_a_key_error(plan: Plan, name: str) -> None:
    with pytest.raises(KeyError):
        describe(name, plan)
