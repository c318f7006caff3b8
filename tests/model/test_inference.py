"""What the cited text does not say is marked as inferred or confirmed; lint holds plans to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plan_eval.model.base import Confirmation
from plan_eval.model.inference import inferences, unmarked
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[2]
INDICATOR = "growth-01-1"


@pytest.fixture(scope="module")
def tiny() -> Plan:
    return load_plan(ROOT / "tests/plans/tiny")


def changed(plan: Plan, **fields: object) -> Plan:
    """The plan with fields of one indicator changed; `scope__age` reaches into a part."""
    first = plan.areas[0]
    one = plan.indicators[INDICATOR]
    for name, value in fields.items():
        outer, _, inner = name.partition("__")
        if inner:
            value = getattr(one, outer).model_copy(update={inner: value})
        one = one.model_copy(update={outer: value})
    others = tuple(one if other.id == one.id else other for other in first.indicators)
    area = first.model_copy(update={"indicators": others})
    parts = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan.model_construct(**parts | {"areas": (area, *plan.areas[1:])})


def fields(plan: Plan) -> list[str]:
    return [defect.where for defect in unmarked(plan) if defect.code == "PL026"]


def test_a_sound_plan_leaves_nothing_unmarked(tiny: Plan) -> None:
    assert fields(tiny) == []


@pytest.mark.parametrize("mark", ["rate", "department", "plausible", "yearly_change"])
def test_deleting_a_mark_confirms_nothing(tiny: Plan, mark: str) -> None:
    left = tuple(one for one in tiny.indicators[INDICATOR].inferred if one != mark)

    assert fields(changed(tiny, inferred=left)) == [mark]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scope__population", "全体常住儿童"),
        ("scope__age", "3—6岁"),
        ("scope__sex", "female"),
        ("unit", "1/10万"),
        ("period", "school_year"),
    ],
)
def test_what_the_text_does_not_say_must_be_marked(tiny: Plan, field: str, value: str) -> None:
    name = field.replace("__", ".")
    kept = tiny.indicators[INDICATOR].inferred

    assert fields(changed(tiny, **{field: value})) == [name]
    assert fields(changed(tiny, **{field: value}, inferred=(*kept, name))) == []
    said = Confirmation(field=name, by="县妇儿工委办", date=date(2026, 3, 8))
    assert fields(changed(tiny, **{field: value}, confirmed=(said,))) == []


@pytest.mark.parametrize("population", ["学龄前儿童", "儿童", "学龄前的儿童"])
def test_what_the_text_says_needs_no_mark(tiny: Plan, population: str) -> None:
    assert fields(changed(tiny, scope__population=population)) == []


def test_open_inferences_can_be_listed_for_one_department(tiny: Plan) -> None:
    listed = inferences(tiny, "clinic")

    assert {one.indicator.department for one in listed} == {"clinic"}
    assert len(listed) < len(inferences(tiny))
    assert next(one for one in listed if one.field == "scope.age").value == "18岁以下"
