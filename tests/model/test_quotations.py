from __future__ import annotations

from pathlib import Path

import pytest

from plan_eval.model.plan import Plan
from plan_eval.model.quotations import misquotations
from plan_eval.model.targets import Around, AtLeast, Target
from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[2]


def _around(**fields: bool) -> Around:
    given = {"kind": "around", "value": 50, "tolerance": 1, "printed": "50%左右", **fields}
    return Around.model_validate(given)


AT_LEAST = AtLeast.model_validate({"kind": "at_least", "value": 99, "printed": "99%以上"})


def _with(plan: Plan, name: str, target: Target) -> Plan:
    """The plan with another target for one indicator."""
    areas = tuple(
        area.model_copy(
            update={
                "indicators": tuple(
                    one.model_copy(update={"target": target}) if one.id == name else one
                    for one in area.indicators
                )
            }
        )
        for area in plan.areas
    )
    fields = {name: getattr(plan, name) for name in Plan.model_fields}  # no look-ups of the old one
    return Plan(**{**fields, "areas": areas})


@pytest.mark.parametrize(
    ("name", "target", "codes"),
    [
        ("decision-07-3", _around(), ["PL025"]),
        ("decision-07-3", _around(sustained=True), []),
        ("education-05-2", AT_LEAST, ["PL025"]),
        # 保持并巩固在95%以上，农村…达到50%左右: the second clause holds nothing
        ("economy-05-3", _around(), []),
    ],
)
def test_a_level_to_hold_is_not_judged_by_its_last_year(
    name: str, target: Target, codes: list[str]
) -> None:
    plan = _with(load_plan(ROOT / "targets"), name, target)

    assert [defect.code for defect in misquotations(plan)] == codes
