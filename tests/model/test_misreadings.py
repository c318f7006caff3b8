"""Lint against misreadings: what the words of a clause bind to, and what the files make of them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plan_eval.model.indicator import Indicator
from plan_eval.model.integrity import defects
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.plan_folder.strict_yaml import read_yaml

ROOT = Path(__file__).resolve().parents[2]
CASES: dict[str, list[dict[str, Any]]] = read_yaml(Path(__file__).with_suffix(".yaml")).data


@cache
def tiny() -> Plan:
    return load_plan(ROOT / "tests/plans/tiny")


def saying(text: str, *read_as: dict[str, Any]) -> Plan:
    """The tiny plan with `text` for its second goal, and that read as the indicators given.

    Of each only what matters here is given: target, unit and name; `quote` is the whole text.
    """
    plan = tiny()
    area = plan.areas[0]
    goals = (area.goals[0], area.goals[1].model_copy(update={"text": f"{text}。"}))
    like = area.indicators[1].model_dump(exclude_unset=True)
    own = [
        Indicator.model_validate(
            like
            | {"id": f"growth-02-{n}", "unit": "%", "name": text, "rate": None}
            | {"sources": [{"item": "growth-02", "quote": given.pop("quote", text)}]}
            | {"inferred": ["department"]}
            | given
        )
        for n, given in enumerate([dict(one) for one in read_as], 1)
    ]
    changed = area.model_copy(update={"goals": goals, "indicators": (area.indicators[0], *own)})
    return Plan(**{name: getattr(plan, name) for name in Plan.model_fields} | {"areas": (changed,)})


def found(text: str, *read_as: dict[str, Any]) -> list[tuple[str, str]]:
    """What lint finds; of the fields that are not marked as inferred (PL026) others speak."""
    every = defects(saying(text, *read_as))
    return [(one.code, one.where) for one in every if one.code != "PL026"]


def level(kind: str, value: float, printed: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "value": Decimal(str(value)), "printed": printed, **more}


def around(value: float, printed: str, **more: Any) -> dict[str, Any]:
    return {"kind": "around", "value": value, "tolerance": 1, "printed": printed, **more}


def held(bound: str, value: float, printed: str) -> dict[str, Any]:
    return {"kind": "sustained", "bound": bound, "value": value, "printed": printed}


def trend(towards: str, printed: str, **more: Any) -> dict[str, Any]:
    return {"kind": "trend", "towards": towards, "printed": printed, **more}


PER_100K = "1/10万"
QUALITATIVE: dict[str, Any] = {"kind": "qualitative"}

TWELVE = [
    # bound
    ("女性比例不低于45%", level("at_most", 45, "45%"), "%", "PL027", "target.kind"),
    ("宽带普及率超过30%", level("at_least", 30, "超过30%"), "%", "PL027", "target.kind"),
    ("培训女性比例达到50%左右", level("at_least", 50, "50%"), "%", "PL027", "target.kind"),
    # direction
    (
        *("孕产妇死亡率下降到12/10万以下", level("at_least", 12, "下降到12/10万以下")),
        *(PER_100K, "PL027", "target.kind"),
    ),
    ("儿童肥胖率逐步降低", trend("up", "逐步降低"), "%", "PL030", "target.towards"),
    (
        *("零就业家庭动态清零", {"kind": "full_coverage", "printed": "动态清零"}),
        *("户", "PL030", "target.left_over"),
    ),
    # hold
    ("参保率稳定在96%以上", level("at_least", 96, "96%以上"), "%", "PL025", "target.kind"),
    ("毛入学率达到并保持在92%以上", held("at_least", 92, "92%以上"), "%", "PL025", "target.kind"),
    ("女性比例保持在50%左右", around(50, "50%左右"), "%", "PL025", "target.sustained"),
    # number
    (
        "孕产妇贫血率控制在7.5%以下",
        level("at_most", 75, "控制在7.5%以下"),
        "%",
        "PL016",
        "target.value",
    ),
    ("文明村覆盖率达到60%以上", QUALITATIVE, "%", "PL029", "target.kind"),
    ("婴儿死亡率控制在3‰以下", level("at_most", 3, "控制在3‰以下"), "%", "PL028", "unit"),
]


@pytest.mark.parametrize(
    ("text", "target", "unit", "code", "where"), TWELVE, ids=[case[0] for case in TWELVE]
)
def test_a_misreading_gives_one_finding_at_its_field(
    text: str, target: dict[str, Any], unit: str, code: str, where: str
) -> None:
    assert found(text, {"target": target, "unit": unit}) == [(code, where)]


def _names(cases: list[dict[str, Any]]) -> list[str]:
    return [f"{n} {case['text']}" for n, case in enumerate(cases, 1)]


@pytest.mark.parametrize("case", CASES["misread"], ids=_names(CASES["misread"]))
def test_lint_is_not_fooled(case: dict[str, Any]) -> None:
    text, code, where, read_as = _taken_apart(case)
    assert found(text, read_as) == [(code, where)]


@pytest.mark.parametrize("case", CASES["sound"], ids=_names(CASES["sound"]))
def test_a_sound_reading_is_left_alone(case: dict[str, Any]) -> None:
    text, _, _, read_as = _taken_apart(case)
    assert found(text, read_as) == []


def _taken_apart(case: dict[str, Any]) -> tuple[str, str | None, str | None, dict[str, Any]]:
    read_as = dict(case)
    return read_as.pop("text"), read_as.pop("code", None), read_as.pop("where", None), read_as


TWO = "甲病筛查率达到90%以上，乙病检测率达到75%以上"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (level("at_least", 90, "90%以上"), level("at_least", 75, "75%以上"), []),
        (
            *(level("at_least", 75, "75%以上"), level("at_least", 90, "90%以上")),
            [("PL031", "target.printed"), ("PL031", "target.printed")],
        ),
        (
            *(level("at_least", 90, "90%以上"), level("at_least", 90, "90%以上")),
            [("PL031", "target.printed")],
        ),
        (
            *(level("at_least", 90, "90%以上"), level("at_least", 90, "75%以上")),
            [("PL016", "target.value")],
        ),
        (level("at_least", 90, "90%以上"), QUALITATIVE, [("PL029", "target.kind")]),
    ],
    ids=["sound", "swapped", "twice the first", "the first's number", "one without number"],
)
def test_a_number_belongs_to_its_own_clause(
    first: dict[str, Any], second: dict[str, Any], wanted: list[tuple[str, str]]
) -> None:
    names = ("甲病筛查率", "乙病检测率")
    read_as = [
        {"target": target, "name": name}
        for target, name in zip((first, second), names, strict=True)
    ]
    assert found(TWO, *read_as) == wanted


def test_a_short_quote_hides_no_bound() -> None:
    """The quote stops before 以下; the text of the goal does not."""
    read_as = {"target": level("at_least", 10, "10%"), "quote": "贫血率达到10%", "name": "贫血率"}
    assert ("PL027", "target.kind") in found("贫血率达到10%以下", read_as)


BENCHMARKS = [
    ("视力检查覆盖率不超过85%", {}, [("PL027", "benchmarks.0.comparator")]),
    (
        "视力检查覆盖率达到85%以上",
        {"comparator": "at_most"},
        [("PL027", "benchmarks.0.comparator")],
    ),
    ("视力检查覆盖率稳定在85%以上", {}, [("PL025", "benchmarks.0.sustained")]),
    ("视力检查覆盖率稳定在85%以上", {"sustained": True}, []),
    (
        *("视力检查覆盖率达到并保持在85%以上", {"sustained": True}),
        [("PL025", "benchmarks.0.sustained")],
    ),
    ("视力检查覆盖率达到并保持在85%以上", {"reached_and_held": True}, []),
    ("视力检查覆盖率达到85‰", {}, [("PL028", "benchmarks.0.value")]),
    ("视力检查覆盖率达到8.5%", {}, [("PL016", "benchmarks.0.value")]),
    ("视力检查覆盖率85%左右", {"comparator": "around"}, []),
]


@pytest.mark.parametrize(("words", "fields", "wanted"), BENCHMARKS)
def test_benchmarks_are_read_as_they_are_printed(
    words: str, fields: dict[str, Any], wanted: list[tuple[str, str]]
) -> None:
    plan = tiny()
    note = plan.footnotes[0]
    asked = note.benchmarks[0].model_copy(update={"printed": words, **fields})
    changed = note.model_copy(update={"text": f"《规划》要求{words}。", "benchmarks": (asked,)})
    given = {name: getattr(plan, name) for name in Plan.model_fields} | {"footnotes": (changed,)}
    assert [(one.code, one.where) for one in defects(Plan(**given))] == wanted


@pytest.mark.parametrize(
    ("baseline", "wanted"),
    [
        ({"value": 98, "quote": "2015年为98%"}, []),
        ({"value": 89, "quote": "2015年为98%"}, [("PL016", "baseline.value")]),
        ({"value": 98, "quote": "2015年为98‰"}, [("PL028", "baseline.value")]),
    ],
)
def test_a_baseline_is_the_printed_one(
    baseline: dict[str, Any], wanted: list[tuple[str, str]]
) -> None:
    full = {"comparable": True, "note": "前言", **baseline}
    assert found("普及率逐步提高", {"target": trend("up", "逐步提高"), "baseline": full}) == wanted


@pytest.mark.parametrize("folder", ["targets", "tests/plans/tiny"])
def test_the_plans_are_read_as_they_are_printed(folder: str) -> None:
    assert defects(load_plan(ROOT / folder)) == []
