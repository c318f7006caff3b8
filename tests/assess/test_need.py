"""What a target still asks for: signed, exact, and nothing once it is met."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.checks.build import SAMPLE, plan

from plan_eval.assess.engine import assess
from plan_eval.assess.need import distance, needed_per_year
from plan_eval.checks.engine import validate
from plan_eval.io.submissions import read_submissions
from plan_eval.model.assessment import Assessment, Stage, State

END = 2030


@pytest.fixture(scope="module")
def midterm() -> Assessment:
    checked = validate(read_submissions([SAMPLE / "submissions"], plan()), plan())
    return assess(plan(), checked.observations, checked.assessments, Stage("midterm", 2025))


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


def test_nothing_is_asked_after_the_end(midterm: Assessment) -> None:
    found = midterm.results["health-03-3"]
    assert found.latest is not None
    late = replace(found, latest=replace(found.latest, year=END))
    assert needed_per_year(late, END) is None
    assert distance(late) == Fraction(75) - found.latest.value
