"""Forecasts: never without width, never certain, and intervals that cover what they say."""

from __future__ import annotations

import runpy
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assess.build import NAME, Row, assessed, indicator, judged, plan_of, row

from plan_eval.assess.export import export_assessment
from plan_eval.assess.frames import results_frame
from plan_eval.assess.wording import probability
from plan_eval.model.assessment import Result

BENCH = runpy.run_path(str(Path(__file__).resolve().parents[2] / "benches" / "forecasts.py"))
YEARS = range(2020, 2026)
RATE = {"numerator": "x", "denominator": "n"}


@pytest.mark.parametrize("course", BENCH["COURSES"], ids=lambda course: course.name)
def test_intervals_cover_what_they_say(course: Any) -> None:
    """Fewer draws than the bench, so wider bounds: 300 of them scatter by 2.3 points."""
    held = BENCH["coverage"](course, 2025, 300, np.random.default_rng(1))

    assert 0.75 - 0.05 <= held <= 0.88 + 0.05


@pytest.mark.parametrize(
    ("target", "counts"),
    [
        ({"kind": "at_least", "value": 75}, [(60 + n, 100) for n in range(6)]),
        ({"kind": "at_least", "value": 90}, [(60 + 7 * n, 100) for n in range(6)]),
        ({"kind": "at_least", "value": 99}, [(100, 100)] * 6),
        ({"kind": "at_most", "value": 5}, [(0, 100)] * 6),
        ({"kind": "full_coverage"}, [(50 + 9 * n, 100) for n in range(6)]),
        ({"kind": "full_coverage", "left_over": True}, [(50 - 9 * n, 100) for n in range(6)]),
    ],
)
def test_no_interval_is_without_width(
    target: dict[str, Any], counts: list[tuple[int, int]]
) -> None:
    for found in (_counted(target, counts), judged(target, _values(counts))):
        assert found.projection is not None
        assert found.projection.lower < found.projection.upper
        assert found.projection.lower <= found.projection.value <= found.projection.upper


def test_no_interval_of_rare_events_is_without_width() -> None:
    found = _counted({"kind": "at_most", "value": Decimal("7.5")}, [(0, 27500)] * 6, scale=100_000)

    assert found.projection is not None
    assert found.projection.method == "negative_binomial"
    assert found.projection.lower < found.projection.upper


def test_the_noise_of_counts_is_in_the_interval() -> None:
    """A straight line through 60, 61, 62 … of 100 people says less than one of 10,000."""
    few, many = (
        _counted(AT_LEAST, [(n * (60 + year), n * 100) for year in range(6)]) for n in (1, 100)
    )

    assert few.projection is not None
    assert many.projection is not None
    assert _width(few) > 5 * _width(many)


AT_LEAST: dict[str, Any] = {"kind": "at_least", "value": 75}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.decimals(0, 100, places=1), min_size=6, max_size=6))
def test_no_probability_is_printed_as_certain(values: list[Decimal]) -> None:
    found = judged(AT_LEAST, dict(zip(YEARS, values, strict=True)))

    assert found.projection is not None
    assert 0.01 <= found.projection.printed_chance <= 0.99
    assert probability(found.projection.printed_chance) not in ("0.00", "1.00")


def test_every_output_gives_the_printed_chance() -> None:
    plan = plan_of([indicator(AT_LEAST)])
    found = assessed(plan, [row(NAME, year, 40) for year in YEARS])

    results: Any = export_assessment(found, plan)["results"]
    (exported,) = results

    assert exported["projection"]["chance"] == 0.01
    assert exported["projection"]["likelihood"] == "unlikely"
    assert results_frame(found, plan)["chance"].to_list() == [0.01]


def _counted(target: dict[str, Any], counts: list[tuple[int, int]], scale: int = 100) -> Result:
    plan = plan_of([indicator(target, rate={**RATE, "scale": scale})])
    rows: list[Row] = [
        row(NAME, year, round(scale * x / n, 1), numerator=x, denominator=n)
        for year, (x, n) in zip(YEARS, counts, strict=True)
    ]
    return assessed(plan, rows).results[NAME]


def _values(counts: list[tuple[int, int]]) -> dict[int, object]:
    return {year: 100 * x / n for year, (x, n) in zip(YEARS, counts, strict=True)}


def _width(result: Result) -> float:
    assert result.projection is not None
    return result.projection.upper - result.projection.lower
