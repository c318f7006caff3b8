"""Districts side by side: ranks, ties, what is missing, other years, chance."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from tests.plans.districts import TINY, TINY_SENT

from plan_eval.assess.counts import p_of_each
from plan_eval.assess.districts import (
    Cell,
    Comparison,
    DistrictResult,
    Standing,
    cells_frame,
    compare,
    districts_frame,
    middle_words,
    same_files,
    spread_frame,
    standings,
)
from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import Pace, State
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submissions import read_submissions

RATE, TREND, FLOOR = "growth-01-1", "growth-02-1", "project-1-1"


@cache
def tiny() -> Plan:
    return load_plan(TINY)


@cache
def judged() -> DistrictResult:
    found = validate(read_submissions([TINY_SENT], tiny()), tiny())
    made = assess(tiny(), found.observations, found.self_assessments, tiny().stage("midterm"))
    return DistrictResult(
        "own",
        "本县",
        standings=standings(made, tiny()),
        tallies=made.tallies,
        by_area=made.by_area,
    )


def district(name: str, count: int, of: int = 1000, **changed: object) -> DistrictResult:
    """A district whose rate stands on so many counts."""
    counts = {"events": Fraction(count), "exposure": Fraction(of)}
    values: dict[str, Any] = {"value": Fraction(count, of) * 100, **counts, **changed}
    own = replace(judged().standings[RATE], **values)
    return replace(judged(), id=name, name=name, standings={**judged().standings, RATE: own})


def compared(*districts: DistrictResult, name: str = RATE) -> Comparison:
    (found,) = compare(districts, tiny(), [name])
    return found


def cells(of: Comparison) -> dict[str, Cell]:
    return {cell.district: cell for cell in of.cells}


def test_equal_figures_as_printed_are_equal_ranks() -> None:
    # 85.04 and 85.0 are both printed 85.0
    found = compared(
        district("a", 8500, 10000),
        district("b", 8504, 10000),
        district("c", 600),
        district("d", 910),
    )
    ranks = {cell.district: (cell.shown, cell.rank, cell.tied) for cell in found.cells}
    assert ranks == {
        "a": ("85.0", 2, True),
        "b": ("85.0", 2, True),
        "c": ("60.0", 4, False),
        "d": ("91.0", 1, False),
    }
    assert [str(x) for x in (found.least, found.most)] == ["60.0", "91.0"]
    assert middle_words(found) == "85.0"


def test_the_better_side_is_the_targets() -> None:
    found = compared(district("a", 700), district("b", 900))
    assert cells(found)["b"].rank == 1
    # a floor in each unit is a share that should be high; a trend is each one's own
    assert compared(judged(), replace(judged(), id="b"), name=TREND).unranked == "own_baseline"
    assert compared(judged(), replace(judged(), id="b"), name=FLOOR).unranked is None


def test_what_is_missing_is_said_and_has_no_rank() -> None:
    silent = replace(judged(), id="silent", stood="nothing_sent", standings={}, tallies={})
    broken = replace(silent, id="broken", stood="failed", reason="no such plan")
    without = district("without", 1, value=None, year=None, state=State.UNDETERMINED)
    other_plan = replace(judged(), id="other", standings={})
    found = compared(district("a", 900), silent, broken, without, other_plan, district("b", 600))

    assert {c.district: c.status for c in found.cells if c.district not in "ab"} == {
        "silent": "nothing_sent",
        "broken": "failed",
        "without": "no_data",
        "other": "not_in_plan",
    }
    assert {c.district: c.rank for c in found.cells if c.rank} == {"a": 1, "b": 2}
    assert found.compared == 2
    assert found.states["undetermined"] == 0
    assert (found.states["no_data"], found.states["nothing_sent"]) == (1, 1)


def test_figures_of_another_year_are_shown_and_not_compared() -> None:
    late = district("late", 990, year=2017)
    found = compared(district("a", 900), late, district("b", 600))
    of = cells(found)["late"]
    assert (found.year, of.shown, of.other_year, of.rank) == (2018, "99.0", True, None)
    assert str(found.most) == "90.0"
    # two years as often: the later one
    assert compared(late, district("a", 900)).year == 2018


def test_figures_of_another_measure_are_not_compared() -> None:
    urban = district("b", 990, measure=("%", "total", "", "urban", "", "100"))
    found = compared(district("a", 900), urban)
    assert cells(found)["b"].status == "other_measure"
    assert found.unranked == "few"


def test_differences_within_chance_are_no_differences() -> None:
    found = compared(*(district(name, n, 20) for name, n in zip("abc", (16, 17, 18), strict=True)))
    assert (found.unranked, found.chance is not None and found.chance > 0.5) == ("chance", True)
    assert {(cell.rank, cell.apart) for cell in found.cells} == {(None, None)}

    found = compared(*(district(name, n) for name, n in zip("abc", (860, 870, 600), strict=True)))
    assert {c.district: c.apart for c in found.cells} == {"a": "above", "b": "above", "c": "below"}
    assert {c.district: c.rank for c in found.cells} == {"a": 2, "b": 1, "c": 3}


@pytest.mark.parametrize("events", [0, 20])
def test_none_anywhere_and_all_everywhere_are_no_difference(events: int) -> None:
    found = compared(district("a", events, 20), district("b", events, 20))
    assert (found.chance, found.unranked) == (1.0, "chance")


def test_a_figure_without_counts_is_ranked_and_in_no_test() -> None:
    bare = district("bare", 990, events=None, exposure=None)
    found = compared(district("a", 16, 20), bare)
    assert (found.chance, found.unranked) == (None, None)
    assert cells(found)["bare"].rank == 1


def test_a_census_has_no_chance_in_it() -> None:
    found = compared(*(district(name, n, 20, sampled=False) for name, n in (("a", 16), ("b", 17))))
    assert (found.chance, found.unranked) == (None, None)


def test_exact_tails_are_those_of_the_single_test() -> None:
    from scipy.stats import binomtest, poisson

    binomial = p_of_each([3], [20], Fraction(1, 2), of_events=False)
    assert binomial[0] == pytest.approx(binomtest(3, 20, 0.5).pvalue)  # symmetric
    of_events = p_of_each([0], [1000], Fraction(3, 1000), of_events=True)
    assert of_events[0] == pytest.approx(2 * poisson.cdf(0, 3))


def test_behind_are_those_that_miss_it_and_are_not_on_the_way() -> None:
    slow: dict[str, Any] = {"state": State.NOT_MET, "pace": Pace.BEHIND}
    fast: dict[str, Any] = {"state": State.NOT_MET, "pace": Pace.FASTER}
    found = compared(
        district("slow", 700, **slow), district("fast", 800, **fast), district("final", 1, **slow)
    )
    assert found.behind == ("slow", "final")
    at_the_end = district("x", 1, state=State.NOT_MET, pace=None)
    assert compared(at_the_end).behind == ("x",)


def test_what_another_plan_calls_otherwise_is_linked() -> None:
    own = dict(judged().standings)
    assert isinstance(own[RATE], Standing)
    found = validate(read_submissions([TINY_SENT], tiny()), tiny())
    made = assess(tiny(), found.observations, found.self_assessments, tiny().stage("midterm"))
    assert "common-1" in standings(made, tiny(), {RATE: "common-1"})
    assert RATE not in standings(made, tiny(), {RATE: "common-1"})


def test_the_frames_have_a_row_for_each() -> None:
    silent = replace(judged(), id="b", stood="nothing_sent", standings={}, tallies={})
    both = (judged(), silent)
    found = compare(both, tiny())
    cells_ = cells_frame(found, both, tiny())
    assert cells_.height == 2 * len(tiny().indicators)
    assert cells_.filter(district="b")["status"].unique().to_list() == ["nothing_sent"]
    assert spread_frame(found, tiny()).height == len(tiny().indicators)
    assert districts_frame(both)["stood"].to_list() == ["judged", "nothing_sent"]
    assert cells_frame([], both, tiny()).columns == cells_.columns


def test_files_of_several_districts_with_the_same_bytes_are_found() -> None:
    a = replace(judged(), id="a", digests=(("a/1.csv", "x"), ("a/2.csv", "y"), ("a/3.csv", "x")))
    b = replace(judged(), id="b", digests=(("b/1.csv", "x"), ("b/2.csv", "z")))
    assert same_files([a, b]) == {("a", "b"): [("a/1.csv", "b/1.csv")]}
