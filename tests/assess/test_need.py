"""What a target still asks for: signed, exact, and nothing once it is met."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.assess.build import NAME, assessed, indicator, judged, plan_of, row
from tests.checks.build import SAMPLE, plan

from plan_eval.assess.engine import assess
from plan_eval.assess.priority import distance, needed_per_year, people_short, urgency
from plan_eval.checks.engine import validate
from plan_eval.model.assessment import Assessment, Level, Stage, State
from plan_eval.model.verdict import BY_CHANCE
from plan_eval.reading.submissions import read_submissions

END = 2030


@pytest.fixture(scope="module")
def midterm() -> Assessment:
    checked = validate(read_submissions([SAMPLE / "submissions"], plan()), plan())
    return assess(plan(), checked.observations, checked.self_assessments, Stage("midterm", 2025))


def test_a_rate_below_its_bound_has_the_way_to_go(midterm: Assessment) -> None:
    found = midterm.results["health-03-3"]
    assert found.latest is not None
    assert distance(found) == 75 - found.latest.value
    assert needed_per_year(found, END) == (75 - found.latest.value) / 5


def test_a_met_target_asks_for_nothing(midterm: Assessment) -> None:
    found = midterm.results["health-02-1"]
    assert found.state is State.MET
    assert (distance(found), needed_per_year(found, END)) == (None, None)


def test_around_counts_to_the_nearer_edge(midterm: Assessment) -> None:
    found = midterm.results["decision-07-2"]
    assert found.latest is not None
    assert distance(found) == 49 - found.latest.value


@pytest.mark.parametrize(
    ("latest", "missing"),
    [("44", 5), ("48.9", Fraction(1, 10)), ("51.1", Fraction(-1, 10)), ("53", -2)],
)
@pytest.mark.parametrize("stage", [Stage("midterm", 2025), Stage("final", 2030)])
def test_around_counts_to_the_nearer_edge_at_every_stage(
    latest: str, missing: Fraction, stage: Stage
) -> None:
    band = {"kind": "around", "value": 50, "tolerance": 1}
    assert distance(judged(band, {2020: 44, stage.year: latest}, stage)) == missing


@pytest.mark.parametrize(
    "target",
    [
        {"kind": "around", "value": 50, "tolerance": 1, "sustained": True},
        {"kind": "sustained", "bound": "at_least", "value": 50},
    ],
)
def test_a_level_lost_and_regained_lacks_nothing(target: dict[str, object]) -> None:
    values = dict.fromkeys(range(2021, 2031), "50.5") | {2024: "48"}
    found = judged(target, values, Stage("final", 2030))
    assert (found.state, found.breaches) == (State.NOT_MET, (2024,))
    assert (distance(found), needed_per_year(found, END)) == (None, None)


def test_on_a_bound_that_is_excluded_nothing_is_missing_but_more() -> None:
    found = judged({"kind": "more_than", "value": 30}, {2020: 20, 2025: 30})
    assert found.state is State.NOT_MET
    assert distance(found) == 0


def test_nothing_is_asked_after_the_end(midterm: Assessment) -> None:
    found = midterm.results["health-03-3"]
    assert found.latest is not None
    late = replace(found, latest=replace(found.latest, year=END))
    assert needed_per_year(late, END) is None
    assert distance(late) == Fraction(75) - found.latest.value


def test_warnings_rank_by_level_certainty_people_and_gap(midterm: Assessment) -> None:
    warned = [one for one in midterm.results.values() if one.warnings]
    ranked = sorted(warned, key=lambda one: urgency(one, plan()))

    levels = [list(Level).index(one.warnings[0].level) for one in ranked]
    assert levels == sorted(levels)
    red = [one for one in ranked if one.warnings[0].level is Level.RED]
    doubted = [bool(BY_CHANCE & {reason.code for reason in one.reasons}) for one in red]
    assert doubted == sorted(doubted)
    assert any(doubted)
    sure = red[: doubted.index(True)]
    key = [one.indicator not in plan().key_indicators for one in sure]
    assert key == sorted(key)
    assert any(key)
    for of in (False, True):
        people = [
            people_short(one, plan().indicators[one.indicator]) or 0
            for one, rest in zip(sure, key, strict=True)
            if rest is of
        ]
        assert people == sorted(people, reverse=True)


def test_people_short_are_counted_by_the_latest_denominator() -> None:
    of = indicator({"kind": "at_least", "value": 75}, rate={"numerator": "x", "denominator": "n"})
    rows = [row(NAME, 2025, 70, numerator=700, denominator=1000)]
    found = assessed(plan_of([of]), rows).results[NAME]

    assert people_short(found, of) == 50
