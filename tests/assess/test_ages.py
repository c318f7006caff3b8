"""Figures by age, from the cell to the verdict: the plan's own age group decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.checks.build import HEALTH, checked, plan

from plan_eval.assess.engine import assess
from plan_eval.assess.export import export_assessment
from plan_eval.assess.trace import cells
from plan_eval.checks.validation import Validation
from plan_eval.model.assessment import Assessment, Stage

NAME = "health-03-3"  # 适龄妇女宫颈癌人群筛查率: the target speaks of 35-64岁
STAGE = Stage("midterm", 2025)
HEAD = "指标编码,年份,年龄组,数值,说明\n"


def _assessed(found: Validation) -> Assessment:
    return assess(plan(), found.observations, found.self_assessments, STAGE)


@pytest.mark.parametrize("age", ["", "35-64岁", "35—64周岁", "３５至６４岁", "合计", "不分年龄"])
def test_the_age_group_of_the_target_is_judged(age: str, tmp_path: Path) -> None:
    rows = f"{NAME},2025,{age},71.2,\n{NAME},2025,18岁以上,80.5,\n"

    result = _assessed(checked(tmp_path, {HEALTH: HEAD + rows})).results[NAME]

    assert result.value is not None
    assert float(result.value) == 71.2
    assert [(one.dimension, one.code) for one in result.groups] == [("age", "18岁以上")]


def test_another_age_group_alone_decides_nothing_and_the_gap_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, {HEALTH: f"{HEAD}{NAME},2025,18岁以上,80.5,\n"})

    assert _assessed(found).results[NAME].value is None
    assert "PE602" in {one.code for one in found.findings if one.indicator == NAME}


def test_the_same_people_under_two_names_is_the_same_figure_twice(tmp_path: Path) -> None:
    rows = f"{NAME},2025,,71.2,\n{NAME},2025,35至64岁,70.8,\n"

    found = checked(tmp_path, {HEALTH: HEAD + rows})

    assert [one.row for one in found.findings if one.code == "PE501"] == [2, 3]
    assert found.observations.is_empty()


def test_a_group_under_two_spellings_is_one_series_and_is_shown(tmp_path: Path) -> None:
    rows = f"{NAME},2024,35—44岁,60,\n{NAME},2025,,71.2,\n{NAME},2025,35至44周岁,65,\n"
    found = checked(tmp_path, {HEALTH: HEAD + rows})

    told = json.loads(json.dumps(export_assessment(_assessed(found), plan(), [NAME])))
    read = cells(plan().indicators[NAME], found.observations, plan(), STAGE)

    (group,) = told["results"][0]["groups"]
    assert (group["dimension"], group["code"], group["point"]["value"]) == ("age", "35-44岁", 65)
    ages = [(one.age, one.year) for one in read]
    assert ages == [("", 2025), ("35-44岁", 2024), ("35-44岁", 2025)]
