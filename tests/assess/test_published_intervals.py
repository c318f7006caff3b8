"""Intervals, tests and trends against values published or made with R, at relative 1e-6.

Not matched: `pyMannKendall arbitrary_1d` (its 360 values are not in the folder, and its p is the
normal approximation, which this project does not use). Two expectations for missing input (null in,
null out) are the caller's business here: a figure without counts gets no interval.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from tests.assess.vectors import needed, vectors

from plan_eval.assess.counts import (
    allowed_count,
    compare_rates,
    garwood,
    p_at_least,
    p_at_most,
    wilson,
)
from plan_eval.assess.regression import forecast
from plan_eval.assess.trends import mann_kendall, slope

pytestmark = needed
close = partial(pytest.approx, rel=1e-6, abs=1e-12)
EXACT_BELOW = 10

SMALL = vectors("r_exact_small_counts.json")
PUBLIC_HEALTH = vectors("phe_ci_published.json")
TRENDS = {vector["id"]: vector for vector in vectors("trend_forecast.json")}


def _named(listed: list[dict[str, Any]], name: str) -> list[Any]:
    return [pytest.param(v, id=v["id"]) for v in listed if v["fn"] == name]


@pytest.mark.parametrize("vector", _named(SMALL, "poisson_exact_rate"))
def test_garwood(vector: dict[str, Any]) -> None:
    given, expected = vector["inputs"], vector["expected"]

    found = garwood(given["x"], given["n"], given["multiplier"], given["confidence"])

    assert found.lower == close(expected["lower"])
    assert found.upper == close(expected["upper"])


@pytest.mark.parametrize("vector", _named(SMALL, "proportion"))
def test_proportions(vector: dict[str, Any]) -> None:
    given, expected = vector["inputs"], vector["expected"]

    score = wilson(given["x"], given["n"], 100)

    assert score.lower == close(expected["wilson_lower"])
    assert score.upper == close(expected["wilson_upper"])


@pytest.mark.parametrize("vector", _named(SMALL, "poisson_test_vs_target"))
def test_counts_against_a_target(vector: dict[str, Any]) -> None:
    given, expected = vector["inputs"], vector["expected"]
    bound = Fraction(str(given["target_per_100k"]))
    under_target = float(bound * given["n"] / 100_000)

    allowed = allowed_count(bound, given["n"], 100_000)

    assert allowed == expected["allowed_count"]
    assert p_at_least(given["x"], under_target) == close(expected["p_greater"])
    assert p_at_most(given["x"], under_target) == close(expected["p_less"])


@pytest.mark.parametrize("vector", _named(SMALL, "poisson_two_sample"))
def test_two_periods(vector: dict[str, Any]) -> None:
    given, expected = vector["inputs"], vector["expected"]

    found = compare_rates((given["x1"], given["n1"]), (given["x2"], given["n2"]))

    assert found.ratio == close(expected["rate_ratio"])
    assert found.lower == close(expected["lower"])
    assert found.upper == close(expected["upper"])
    assert found.p == close(expected["p"])


@pytest.mark.parametrize("vector", _named(PUBLIC_HEALTH, "wilson_proportion"))
def test_wilson(vector: dict[str, Any]) -> None:
    given, expected = vector["inputs"], vector["expected"]
    if given["n"] is None:
        pytest.skip("no interval is asked for where a count is missing")

    found = wilson(given["x"], given["n"], given.get("multiplier", 1), given["confidence"])

    assert found.lower == close(expected["lower"])
    assert found.upper == close(expected["upper"])


RATES = [
    vector
    for vector in _named(PUBLIC_HEALTH, "phe_rate")
    if (vector.values[0]["inputs"]["x"] or 0) < EXACT_BELOW
]
"""From ten events on English public health prints Byar's approximation of the exact interval."""


@pytest.mark.parametrize("vector", RATES)
def test_rates_as_english_public_health_prints_them(vector: dict[str, Any]) -> None:
    given, expected = vector["inputs"], vector["expected"]
    if given["n"] is None or given["x"] is None:
        pytest.skip("no interval is asked for where a count is missing")
    found = garwood(given["x"], given["n"], given["multiplier"], given["confidence"])

    assert found.lower == close(expected["lower"])
    assert found.upper == close(expected["upper"])


@pytest.mark.parametrize("name", ["R lm cervical", "R lm employed_share"])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_prediction_intervals(name: str, level: float) -> None:
    given = TRENDS[name]["inputs"]
    expected = TRENDS[name]["expected"][f"level{level * 100:.0f}"]

    line = forecast(given["x"], given["y"], given["x_new"])

    assert line.value == close(expected["fit"])
    assert line.interval(level) == close((expected["lwr"], expected["upr"]))


@pytest.mark.parametrize("name", ["R kendall exact mmr", "R kendall exact four"])
def test_exact_mann_kendall(name: str) -> None:
    values = [Fraction(str(value)) for value in TRENDS[name]["inputs"]["y"]]
    expected = TRENDS[name]["expected"]

    rising, falling = mann_kendall(values, up=True), mann_kendall(values, up=False)

    assert rising == close(expected["p_increasing"])
    assert 2 * min(rising or 0, falling or 0) == close(expected["p_two_sided"])
    assert float(slope(list(enumerate(values)))) == pytest.approx(expected["theil_sen_slope"])


def test_prediction_interval_of_the_cars() -> None:
    """R's `datasets::cars`: speed and stopping distance of fifty cars of the 1920s."""
    given, expected = TRENDS["R cars"]["inputs"], TRENDS["R cars"]["expected"]

    for at, speed in enumerate(given["x_new"]):
        line = forecast(SPEED, DISTANCE, speed)
        low, high = line.interval(given["level"])

        assert line.value == close(expected["fit"][at])
        assert low == close(expected["lwr"][at])
        assert high == close(expected["upr"][at])


# fmt: off
SPEED = [4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15,
         15, 15, 16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24,
         24, 24, 25]
DISTANCE = [2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60,
            80, 20, 26, 54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64,
            66, 54, 70, 92, 93, 120, 85]
# fmt: on
