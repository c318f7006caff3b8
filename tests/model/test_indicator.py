"""What an indicator may say of age groups, breakdowns and departments; and what it may not."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from plan_eval.model.indicator import Indicator
from plan_eval.model.targets.gap import Gap


def made(**fields: Any) -> Indicator:
    of: dict[str, Any] = {
        "id": "health-01-1",
        "name": "指标",
        "name_en": "Indicator",
        "target": {"kind": "at_least", "value": 90, "printed": "90%以上"},
        "unit": "%",
        "scope": {"population": "妇女", "sex": "female"},
        "department": "health",
        "sources": [{"item": "health-01", "quote": "达到90%以上"}],
    }
    return Indicator.model_validate(of | fields)


def test_age_groups_breakdown_and_supporting_departments_are_kept() -> None:
    one = made(
        splits=["age"],
        age_groups=["18-34岁", "35岁以上"],
        breakdown=["残疾妇女", "其他"],
        supporting=["finance"],
        inferred=["age_groups", "breakdown", "supporting", "scope.basis"],
    )
    assert one.age_groups == ("18-34岁", "35岁以上")
    assert one.breakdown == ("残疾妇女", "其他")
    assert one.supporting == ("finance",)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"splits": ["age"]}, "ages_wanted"),
        ({"age_groups": ["18岁以上"]}, "ages_wanted"),
        ({"splits": ["age"], "age_groups": ["老年"]}, "ages_unread"),
        ({"splits": ["age"], "age_groups": ["18—34岁"]}, "ages_unread"),
        ({"splits": ["age"], "age_groups": ["18岁以上", "18岁以上"]}, "group_twice"),
        ({"breakdown": ["村", "村"]}, "group_twice"),
        ({"supporting": ["health"]}, "supports_itself"),
    ],
)
def test_groups_and_departments_that_make_no_sense(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError) as caught:
        made(**fields)
    assert [error["type"] for error in caught.value.errors()] == [problem]


def test_a_plan_folder_may_call_the_town_by_its_older_name() -> None:
    gap = {"kind": "gap", "dimension": "unit", "printed": "缩小"}
    assert made(target=gap, splits=["unit", "sex"]).splits == ("town", "sex")
    target = made(target=gap).target
    assert isinstance(target, Gap)
    assert target.dimension == "town"
