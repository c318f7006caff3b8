"""What outputs print: progress within 0–100 %, changes that add up, three rates, declared gaps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.assess.build import NAME, assessed, indicator, judged, plan_of, row

from plan_eval.assess.export import export_assessment
from plan_eval.assess.frames import results_frame, tallies_frame
from plan_eval.model.assessment import Pace

AT_LEAST: dict[str, Any] = {"kind": "at_least", "value": 75}


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ({2020: 72, 2025: 92}, 1),  # 667 %
        ({2020: 74, 2025: "70.61"}, 0),  # −339 %
        ({2020: 65, 2025: 70}, Fraction(1, 2)),
    ],
)
def test_progress_is_printed_within_its_scale(
    values: dict[int, object], printed: Fraction | int
) -> None:
    plan = plan_of([indicator(AT_LEAST)])
    found = assessed(plan, [row(NAME, year, value) for year, value in values.items()])

    progress = found.results[NAME].progress

    assert progress is not None
    assert progress.printed == printed
    assert results_frame(found, plan)["achieved"].to_list() == [float(printed)]


def test_a_change_is_the_difference_of_the_printed_figures() -> None:
    plan = plan_of([indicator(AT_LEAST, rate={"numerator": "x", "denominator": "n"})])
    counts = {2024: ("60.3", 6025, 10000), 2025: ("61.3", 6134, 10000)}
    rows = [row(NAME, y, v, numerator=x, denominator=n) for y, (v, x, n) in counts.items()]

    assert assessed(plan, rows).results[NAME].change == 1  # and not 1.09, which prints as 1.1


def test_the_third_rate_counts_those_on_course() -> None:
    courses = {1: (60, 76), 2: (60, 68), 3: (60, 61), 4: (70, "74.9"), 5: None}
    names = {n: f"health-01-{n}" for n in courses}
    plan = plan_of([indicator(AT_LEAST, name) for name in names.values()])
    rows = [
        row(names[n], year, value)
        for n, ends in courses.items()
        for year, value in zip((2020, 2025), ends or (), strict=bool(ends))
    ]

    found = assessed(plan, rows)

    tally = found.tallies["all"]
    assert (tally.met, tally.not_met, tally.undetermined) == (1, 3, 1)
    assert (tally.on_course, tally.nearly) == (2, 1)
    assert tally.rate_on_course == Fraction(3, 4)
    assert found.by_area["health"]["all"] == found.by_department["health"]["all"] == tally
    assert tallies_frame(found).filter(by="plan", group="all")["on_course"].to_list() == [2]
    tallies: Any = export_assessment(found, plan)["tallies"]
    assert tallies["all"]["met_or_on_course"] == 0.75


def test_what_is_met_is_not_counted_twice() -> None:
    found = assessed(plan_of([indicator(AT_LEAST)]), [row(NAME, 2020, 60), row(NAME, 2025, 76)])

    progress = found.results[NAME].progress

    assert progress is not None
    assert progress.pace is Pace.AHEAD_OF_TIME
    assert found.tallies["all"].on_course == 0


def test_reference_figures_stand_with_the_others_and_in_no_tally() -> None:
    plan = plan_of([indicator(AT_LEAST), indicator({"kind": "reference"}, "health-01-2")])
    found = assessed(plan, [row("health-01-2", 2025, 41)])

    results: Any = export_assessment(found, plan)["results"]

    assert [one["group"] for one in results] == ["quantified", "reference"]
    assert results[1]["latest"]["value"] == 41
    assert results_frame(found, plan)["value"].to_list() == [None, 41]
    assert found.tallies["all"].total == 1


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"raw_value": "-2"}, "未开展"),
        ({"raw_value": "-2", "note": "设备检修"}, "设备检修"),
        ({"raw_value": "—", "note": "抽样调查两年一次"}, "抽样调查两年一次"),
        ({"raw_value": ""}, None),
    ],
)
def test_a_gap_is_declared_by_a_mark_and_says_why(
    cells: dict[str, object], reason: str | None
) -> None:
    sentinels = [{"value": "-2", "meaning": "未开展"}]
    plan = plan_of([indicator(AT_LEAST)], sentinels=sentinels)
    rows = [row(NAME, 2023, 60), {**row(NAME, 2024, None), "value": None, **cells}]

    (gap,) = assessed(plan, rows).declared_gaps

    assert (gap.indicator, gap.year, gap.reason) == (NAME, 2024, reason)


def test_no_gap_is_declared_where_a_figure_is_known() -> None:
    plan = plan_of([indicator(AT_LEAST, splits=("sex",))])
    silent = {**row(NAME, 2025, None, 2, sex="male"), "value": None, "note": "未分性别"}
    replaced = {**row(NAME, 2024, None, 3), "value": None, "report_year": 2024}
    rows = [row(NAME, 2025, 60), silent, replaced, row(NAME, 2024, 59, 4, report_year=2025)]

    assert assessed(plan, rows).declared_gaps == ()


def test_the_note_of_the_districts_own_row_comes_first() -> None:
    plan = plan_of([indicator(AT_LEAST, splits=("sex",))])
    rows = [
        {**row(NAME, 2025, None, at, **cells), "value": None, "note": note}
        for at, (note, cells) in enumerate([("男", {"sex": "male"}), ("合计", {})])
    ]

    (gap,) = assessed(plan, rows).declared_gaps

    assert gap.reason == "合计"


def test_decimals_of_the_judged_value_stay_exact() -> None:
    assert judged(AT_LEAST, {2025: Decimal("74.99")}).value == Fraction(7499, 100)
