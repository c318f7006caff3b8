"""Lint holds the targets of the sample's plan to the words of their clauses, one by one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from plan_eval.model.clauses import asks, numbers_of, said_of
from plan_eval.model.indicator import Indicator, Source
from plan_eval.model.integrity import defects
from plan_eval.model.misreadings import misreadings
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def panyu() -> Plan:
    return load_plan(ROOT / "targets")


def changed(plan: Plan, name: str, **fields: object) -> Plan:
    """The plan with some fields of one indicator changed, as if its YAML said so."""
    before = plan.indicators[name]
    data = before.model_dump(exclude_none=True) | fields
    if "target" in fields:
        data["inferred"] = tuple(one for one in before.inferred if not one.startswith("target."))
    one = Indicator.model_validate(data)
    areas = tuple(
        area.model_copy(
            update={"indicators": tuple(one if i.id == name else i for i in area.indicators)}
        )
        for area in plan.areas
    )
    projects = plan.projects.model_copy(
        update={"indicators": tuple(one if i.id == name else i for i in plan.projects.indicators)}
    )
    parts = {part: getattr(plan, part) for part in Plan.model_fields}
    return Plan.model_construct(**parts | {"areas": areas, "projects": projects})


def level(kind: str, value: object, printed: str, **more: object) -> dict[str, object]:
    return {"kind": kind, "value": Decimal(str(value)), "printed": printed} | more


AROUND = {"tolerance": Decimal(1)}
MISREAD = [
    # the wrong bound
    ("health-06-9", level("at_least", 2, "下降到2%以下"), "PL027"),
    ("economy-02-3", level("at_most", 45, "不低于45%"), "PL027"),
    ("family-03-4", level("at_least", 30, "超过30%"), "PL027"),
    ("economy-05-3", level("at_least", 50, "50%左右"), "PL027"),
    ("health-03-3", level("more_than", 75, "75%以上"), "PL027"),
    ("health-09-3", level("less_than", 10, "控制在10%以下"), "PL027"),
    ("decision-04-1", level("at_most", 1, "至少各配备1名"), "PL027"),
    ("decision-07-4", level("around", 45, "45%以上", **AROUND), "PL027"),
    ("health-m02-1", {"kind": "full_coverage", "left_over": True, "printed": "全覆盖"}, "PL030"),
    ("economy-m10-6", {"kind": "full_coverage", "printed": "动态清零"}, "PL030"),
    ("project-1-1", level("at_least", 4, "新增4处"), "PL032"),
    ("decision-06-1", level("at_least", 1, "至少配备1名"), "PL032"),
    ("health-05-1", level("at_most", 65, "65%"), "PL027"),
    ("environment-11-2", level("at_most", 96, "96%以上"), "PL027"),
    ("family-m03-1", level("at_least", 1, "至少设置一个"), "PL032"),
    # the wrong direction
    ("health-03-4", {"kind": "trend", "towards": "down", "printed": "逐步提高"}, "PL030"),
    ("economy-07-2", {"kind": "trend", "towards": "up", "printed": "明显降低"}, "PL030"),
    ("health-07-2", {"kind": "trend", "towards": "down", "printed": "上升趋势渐缓"}, "PL032"),
    ("decision-m05-2", {"kind": "trend", "towards": "down", "printed": "不降低"}, "PL030"),
    ("health-03-4", {"kind": "slowing", "printed": "逐步提高"}, "PL032"),
    # the wrong years
    ("education-05-2", level("at_least", 99, "稳定在99%以上"), "PL025"),
    ("health-03-3", level("sustained", 75, "75%以上", bound="at_least"), "PL025"),
    ("decision-07-3", level("around", 50, "保持在50%左右", **AROUND), "PL025"),
    ("security-03-2", level("sustained", 96, "稳定在96%以上", bound="at_most"), "PL027"),
    # the wrong number, or none
    ("health-02-1", level("at_most", 75, "控制在7.5／10万以下"), "PL016"),
    ("health-05-1", level("at_least", 80, "80%以上"), "PL015"),
    ("health-04-4", {"kind": "qualitative"}, "PL029"),
    ("security-08-2", {"kind": "qualitative"}, "PL029"),
    ("family-03-4", {"kind": "trend", "towards": "up", "printed": "超过30%"}, "PL029"),
]


@pytest.mark.parametrize(
    ("name", "target", "code"), [pytest.param(*one, id=f"{one[0]}-{one[1]}") for one in MISREAD]
)
def test_a_misreading_is_found(
    panyu: Plan, name: str, target: dict[str, object], code: str
) -> None:
    found = defects(changed(panyu, name, target=target))

    here = {(one.code, one.where.partition(".")[0]) for one in found if one.item == name}
    assert (code, "target") in here


def test_the_number_of_another_clause_is_found(panyu: Plan) -> None:
    both = "婚前医学检查率提高至65%，孕前优生检查率达到80%以上"
    sources = (Source(item="health-05", quote=both).model_dump(),)
    target = level("at_least", 80, "80%以上")

    found = misreadings(changed(panyu, "health-05-1", target=target, sources=sources))

    assert "PL031" in {one.code for one in found if one.item == "health-05-1"}


@pytest.mark.parametrize(("name", "unit"), [("health-03-3", "‰"), ("health-02-1", "%")])
def test_another_unit_than_the_clauses_is_found(panyu: Plan, name: str, unit: str) -> None:
    found = misreadings(changed(panyu, name, unit=unit))

    assert [(one.code, one.where) for one in found if one.item == name] == [("PL028", "unit")]


def test_a_footnotes_benchmark_is_held_to_its_words(panyu: Plan) -> None:
    note = next(one for one in panyu.footnotes if one.number == 8)
    benchmark = note.benchmarks[0].model_copy(update={"comparator": "at_most"})
    other = note.model_copy(update={"benchmarks": (benchmark, *note.benchmarks[1:])})
    notes = tuple(other if one.number == 8 else one for one in panyu.footnotes)
    parts = {part: getattr(panyu, part) for part in Plan.model_fields}

    found = list(misreadings(Plan.model_construct(**parts | {"footnotes": notes})))

    assert [(one.code, one.where) for one in found] == [("PL027", "benchmarks.0.comparator")]


@pytest.mark.parametrize("folder", ["targets", "tests/plans/tiny"])
def test_sound_plans_are_read_as_they_are(folder: str) -> None:
    assert list(misreadings(load_plan(ROOT / folder))) == []


@pytest.mark.parametrize(
    ("text", "values", "unit", "comparator", "hold"),
    [
        ("孕产妇死亡率控制在7.5／10万以下", ["7.5"], "1/10万", "at_most", None),
        ("下降到12/10万以下", ["12"], "1/10万", "at_most", None),
        ("不低于45%", ["45"], "%", "at_least", None),
        ("不高于8‰", ["8"], "‰", "at_most", None),
        ("不得超过10%", ["10"], "%", "at_most", None),
        ("普及率超过30%", ["30"], "%", "more_than", None),
        ("低于5％", ["5"], "%", "less_than", None),
        ("达到总培训人数的50%左右", ["50"], "%", "around", None),
        ("巩固率稳定在９９％以上", ["99"], "%", "at_least", "every_year"),
        ("保持并巩固在95%以上", ["95"], "%", "at_least", "every_year"),
        ("毛入学率达到并保持在92%以上", ["92"], "%", "at_least", "once_reached"),
        ("保持在50%左右", ["50"], "%", "around", "every_year"),
        ("提高至65%", ["65"], "%", "at_least", None),
        ("降至百分之六十以下", ["60"], "%", "at_most", None),
        ("比例不低于三成", ["30"], "%", "at_least", None),
        ("女性占一半以上", ["50"], "%", "at_least", None),
        ("男女厕位比例不低于1：1.5", ["1", "1.5"], None, "at_least", None),
        ("新增4处活动中心", ["4"], None, None, None),
        ("五星文明户3000以上", ["3000"], None, "at_least", None),
        ("每个镇街至少设置一个社工服务站", ["1"], None, "at_least", None),
        ("九年义务教育巩固率达到98%", ["98"], "%", "at_least", None),
    ],
)
def test_words_around_a_number(
    text: str, values: list[str], unit: str | None, comparator: str | None, hold: str | None
) -> None:
    (one,) = (number for number in numbers_of(text) if asks(text, number))

    found = [one.value] if one.other is None else [one.value, one.other]
    assert found == [Fraction(value) for value in values]
    assert unit in (one.unit, None)
    said = said_of(text, one)
    assert said.bounds == ({comparator} if comparator else set())
    assert said.hold == hold


@pytest.mark.parametrize(
    "text",
    [
        "65岁以上妇女健康管理",
        "35-64岁妇女免费筛查",
        "3岁以下婴幼儿照护",
        "实现便利优质15分钟生活圈",
        "建筑面积超过1万平方米的公共场所",
        "日人流量超过1万人的交通枢纽",
        "公安110报警系统",
        "“十四五”期间",
        "2021—2030年规划",
    ],
)
def test_numbers_that_ask_for_no_level(text: str) -> None:
    assert [number for number in numbers_of(text) if asks(text, number)] == []


@pytest.mark.parametrize("of", [0, 1, 2])
def test_words_around_a_row_of_numbers_are_of_all_of_them(of: int) -> None:
    text = "新生儿、婴儿和5岁以下儿童死亡率分别保持在3‰、4‰和6‰以下"
    number = [one for one in numbers_of(text) if one.unit == "‰"][of]
    assert said_of(text, number).bounds == {"at_most"}
    assert said_of(text, number).hold == "every_year"


def test_a_number_with_words_of_its_own_keeps_them_in_a_row() -> None:
    text = "比例分别超过30%和不低于20%"
    first, second = numbers_of(text)
    assert said_of(text, first).bounds == {"more_than"}
    assert said_of(text, second).bounds == {"at_least"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("平均受教育年限达到11.5年", True),
        ("到2030年达到国内先进水平", False),
        ("每天睡眠时间小学生不少于10小时、初中生不少于9小时", True),
        ("65岁以上妇女", False),
    ],
)
def test_years_and_hours_ask_where_they_last(text: str, asked: bool) -> None:
    assert asks(text, numbers_of(text)[0]) is asked
