"""Splits, gender gaps, benchmarks, words against data: what stands beside a verdict."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pytest
from tests.assess.build import NAME, Row, assessed, indicator, plan_of, row

from plan_eval.model.assessment import EffectKind, Stage, State
from plan_eval.model.footnote import Benchmark, BenchmarkScope, Document, Footnote, Place
from plan_eval.model.parameters import Parameters
from plan_eval.model.plan import Plan

TARGET: dict[str, Any] = {"kind": "at_least", "value": 75}
YEARS = (2020, 2025)


def _series(values: dict[str, tuple[object, object]], **cells: object) -> list[Row]:
    return [
        row(NAME, year, value, sex=sex, **cells)
        for sex, ends in values.items()
        for year, value in zip(YEARS, ends, strict=True)
    ]


def _numbers(*values: Fraction | None) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def test_every_required_group_is_judged_also_where_none_reported() -> None:
    plan = plan_of([indicator(TARGET, splits=("sex", "residence"))])
    rows = _series({"total": (60, 70), "female": (62, 75), "male": (58, 66)})

    found = assessed(plan, rows).results[NAME].splits

    states = {(one.dimension, one.code): one.state for one in found}
    assert states == {
        ("sex", "female"): State.MET,
        ("sex", "male"): State.NOT_MET,
        ("residence", "urban"): State.UNDETERMINED,
        ("residence", "rural"): State.UNDETERMINED,
    }


def test_age_groups_that_the_plan_names_are_judged_also_where_none_reported() -> None:
    groups = ("18-34岁", "35-59岁", "60岁以上")
    plan = plan_of([indicator(TARGET, splits=("age",), age_groups=groups)])
    rows = [
        *_series({"total": (60, 70)}),
        *_series({"total": (60, 75)}, age="35-59岁"),
        *_series({"total": (60, 74)}, age="18-34岁"),
        *_series({"total": (60, 99)}, age="20-24岁"),  # a group of the sender's own
    ]

    found = assessed(plan, rows).results[NAME].splits

    assert [(one.dimension, one.code, one.state) for one in found] == [
        ("age", "18-34岁", State.NOT_MET),
        ("age", "35-59岁", State.MET),
        ("age", "60岁以上", State.UNDETERMINED),
    ]


def test_towns_are_judged_by_the_same_rules() -> None:
    plan = plan_of([indicator(TARGET, splits=("town",))], units=["a", "b", "c"])
    rows = [row(NAME, 2025, 70), row(NAME, 2025, 75, town="a"), row(NAME, 2025, "74.9", town="b")]

    found = assessed(plan, rows).results[NAME].splits

    assert [(one.code, str(one.state)) for one in found] == [
        ("a", "met"),
        ("b", "not_met"),
        ("c", "undetermined"),
    ]


def test_an_indicator_of_women_is_split_into_women_and_men_without_counting_women_twice() -> None:
    plan = plan_of([indicator(TARGET, scope={"population": "x", "sex": "female"}, splits=("sex",))])
    rows = _series({"female": (60, 76), "male": (60, 70)})

    result = assessed(plan, rows).results[NAME]

    assert result.value == 76
    assert [(one.code, str(one.state)) for one in result.splits] == [("male", "not_met")]
    assert _numbers(*result.gender_gaps[0].gaps) == [0, 6]


def test_the_gender_gap_is_female_less_male_with_its_trend() -> None:
    plan = plan_of([indicator(TARGET)], units=["a", "b"])
    rows = _series({"female": ("40.5", "46.0"), "male": ("50.5", "50.0")})
    rows += _series({"female": (40, 41), "male": (39, 42)}, town="a")
    rows += _series({"female": (40, 41)}, town="b")

    district, town = assessed(plan, rows).results[NAME].gender_gaps

    assert (district.town, district.narrowing) == (None, True)
    assert _numbers(*district.gaps, district.change, district.slope) == [-10, -4, 6, 1.2]
    assert (town.town, town.narrowing) == ("a", False)
    assert _numbers(*town.gaps, town.change) == [1, -1, -2]


def test_the_gap_of_a_town_compares_years_that_have_both() -> None:
    plan = plan_of([indicator(TARGET)], units=["a"])
    rows = [row(NAME, year, 40 + n, sex="female", town="a") for n, year in enumerate((2021, 2025))]
    rows += [row(NAME, year, 30 + n, sex="male", town="a") for n, year in enumerate((2020, 2025))]

    (gap,) = assessed(plan, rows).results[NAME].gender_gaps

    assert (gap.years, gap.change) == ((2025,), None)
    assert _numbers(*gap.gaps) == [10]


def test_figures_by_age_stay_out_of_the_main_series() -> None:
    plan = plan_of([indicator(TARGET)])
    rows = [row(NAME, 2025, 80, 1), row(NAME, 2025, 10, 2, age="65岁以上")]

    result = assessed(plan, rows).results[NAME]

    assert result.value == 80
    assert [(group.dimension, group.code) for group in result.groups] == [("age", "65岁以上")]


def test_the_figure_reported_last_stands() -> None:
    plan = plan_of([indicator(TARGET)])
    rows = [row(NAME, 2024, 80), row(NAME, 2024, 70, path="revised.csv", report_year=2025)]

    assert assessed(plan, rows, Stage("annual", 2024)).results[NAME].value == 70
    assert assessed(plan, rows, Stage("annual", 2024, as_of=2024)).results[NAME].value == 80


@pytest.mark.parametrize(
    ("comparator", "value", "met"),
    [
        ("at_least", 75, True),
        ("at_least", 74, False),
        ("at_most", 75, True),
        ("at_most", 76, False),
        ("more_than", 75, False),
        ("more_than", 76, True),
        ("less_than", 75, False),
        ("less_than", 74, True),
        ("around", 74, True),
        ("around", Decimal("73.9"), False),
    ],
)
def test_benchmarks_are_exact_at_the_bound(comparator: Any, value: Any, met: bool) -> None:
    benchmark = _benchmark(comparator, "plan-nation")

    assert benchmark.meets(Fraction(value), Decimal(1)) is met


def test_higher_plans_stand_in_the_order_of_the_references() -> None:
    plan = _with_benchmarks(_benchmark("at_least", "plan-city"), _benchmark("more_than"))

    found = assessed(plan, [row(NAME, 2025, 75)]).results[NAME].benchmarks

    assert [(one.level, one.met) for one in found] == [("nation", False), ("city", True)]


RURAL = BenchmarkScope(population="农村妇女", residence="rural")


@pytest.mark.parametrize(
    ("scope", "cells", "met"),
    [
        (RURAL, {"residence": "rural"}, False),
        (RURAL, {"residence": "urban"}, None),
        (RURAL, {"residence": "rural", "sex": "female"}, None),
        (BenchmarkScope(population="女童", sex="female"), {"sex": "female"}, False),
        (BenchmarkScope(population="青年", age="18-35岁"), {"age": "18-35岁"}, False),
        (BenchmarkScope(population="农村女童", sex="female", residence="rural"), {}, None),
        (BenchmarkScope(population="困难职工"), {"sex": "female"}, None),
        (None, {"residence": "rural"}, True),
    ],
)
def test_a_benchmark_is_compared_with_the_people_it_is_for(
    scope: BenchmarkScope | None, cells: dict[str, object], met: bool | None
) -> None:
    plan = _with_benchmarks(_benchmark("at_least", scope=scope))
    rows = [row(NAME, 2025, 75), row(NAME, 2025, "67.1", 2, **cells)] if cells else []
    rows = rows or [row(NAME, 2025, 75)]

    (found,) = assessed(plan, rows).results[NAME].benchmarks

    assert found.met is met
    assert found.comparable is (met is not None)
    assert (found.figure.value if found.figure else None) == (
        Fraction("67.1") if met is False else None
    )


def _with_benchmarks(*benchmarks: Benchmark) -> Plan:
    levels: tuple[Literal["city", "nation"], ...] = ("nation", "city")
    documents = [Document(id=f"plan-{level}", level=level, title=level) for level in levels]
    note = Footnote(
        number=1,
        text="70%",
        place=Place(item="health-01", part="goal", position=0, after="目标"),
        role="benchmark",
        benchmarks=benchmarks,
    )
    return plan_of([indicator(TARGET)], documents=documents, footnotes=[note])


def _benchmark(
    comparator: Any, document: str = "plan-nation", scope: BenchmarkScope | None = None
) -> Benchmark:
    return Benchmark(
        indicator=NAME,
        document=document,
        comparator=comparator,
        value=Decimal(75),
        printed="75",
        scope=scope,
    )


@pytest.mark.parametrize(
    ("status", "latest", "kind"),
    [
        ("done", 80, EffectKind.DONE_MET),
        ("mostly_done", 70, EffectKind.DONE_MET),  # not met yet, but on schedule
        ("done", 61, EffectKind.DONE_BEHIND),
        ("under_way", 61, EffectKind.OPEN_BEHIND),
        ("not_started", 80, EffectKind.OPEN_MET),
        (None, 80, EffectKind.UNDETERMINED),
        ("done", None, EffectKind.UNDETERMINED),
    ],
)
def test_measures_against_outcomes(status: str | None, latest: int | None, kind: str) -> None:
    plan = plan_of([indicator(TARGET)])
    rows = [row(NAME, 2020, 60)] + ([row(NAME, 2025, latest)] if latest else [])
    words = [{"item": "health-m01", "status": status}] if status else []

    found = assessed(plan, rows, words=words)

    assert found.effects["health-m01"].kind == kind


def test_at_the_final_stage_on_schedule_is_not_enough() -> None:
    plan = plan_of([indicator(TARGET)])
    rows = [row(NAME, 2020, 60), row(NAME, 2030, 74)]

    found = assessed(plan, rows, Stage("final", 2030), [{"item": "health-m01", "status": "done"}])

    assert found.effects["health-m01"].kind == EffectKind.DONE_BEHIND


def test_a_project_is_set_against_its_deliverables() -> None:
    of = indicator({"kind": "addition", "count": 4}, "project-1-1", unit="处")
    plan = plan_of([of])
    rows = [row("project-1-1", 2020, 0), row("project-1-1", 2025, 1)]

    found = assessed(plan, rows, words=[{"item": "project-1", "status": "done"}])

    assert found.effects["project-1"].kind == EffectKind.DONE_BEHIND
    assert [(claim.item, claim.missed) for claim in found.claims] == [
        ("project-1", ("project-1-1",))
    ]


@pytest.mark.parametrize(("status", "claimed"), [("done", True), ("mostly_done", False)])
def test_done_against_a_missed_target_is_flagged(status: str, claimed: bool) -> None:
    plan = plan_of([indicator(TARGET)])
    words = [{"item": "health-01", "status": status}]

    found = assessed(plan, [row(NAME, 2025, 70)], words=words)

    assert bool(found.claims) is claimed


@pytest.mark.parametrize(
    ("method", "pace"),
    [("linear", "slower"), ("cagr_ratio", "on_track"), ("recent_change", "slower")],
)
def test_the_plan_file_names_the_method_that_decides_the_pace(method: str, pace: str) -> None:
    plan = plan_of([indicator(TARGET)], method=method)
    rows = [row(NAME, 2020 + n, value) for n, value in enumerate((60, 61, 63, 64, 66, 67))]

    result = assessed(plan, rows).results[NAME]

    assert result.progress is not None
    assert result.progress.pace == pace
    assert [said.method for said in result.methods] == ["linear", "cagr_ratio", "recent_change"]
    assert result.progress.ratio == Fraction(14, 15)


def test_constants_come_from_the_plan_file() -> None:
    rows = [row(NAME, 2020, 60), row(NAME, 2025, 70)]
    strict = plan_of([indicator({"kind": "at_least", "value": 80})], on_track=Decimal("1.05"))

    progress = assessed(strict, rows).results[NAME].progress

    assert progress is not None
    assert progress.pace == "slower"


def test_bounds_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="chance_red"):
        Parameters(version="x", chance_red=Decimal("0.8"))
