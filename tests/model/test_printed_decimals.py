"""Figures are printed with the decimals they were sent with, and no step as none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from plan_eval.model.indicator import Indicator
from plan_eval.model.verdict import Point
from plan_eval.model.wording import places_of, signed_step, step_size
from plan_eval.plan_folder.load import load_plan

PLAN = load_plan(Path(__file__).resolve().parents[1] / "plans/tiny")
RATE = PLAN.indicators["growth-02-1"]


def point(sent: str, *, counts: tuple[int, int] | None = None) -> Point:
    value = Decimal(sent)
    places = max(-int(value.as_tuple().exponent), 0)
    above, below = (Fraction(n) for n in counts) if counts else (None, None)
    return Point(2018, Fraction(value), value, places, above, below, "a.csv", 2)


@pytest.mark.parametrize(
    ("sent", "counts", "places"),
    [
        ("0", None, 0),
        ("5.3", None, 1),
        ("5.12", None, 2),
        ("0", (0, 41_000), 2),
        ("5.123", (1, 9), 3),
    ],
)
def test_decimals_are_those_sent_or_those_the_counts_bear(
    sent: str, counts: tuple[int, int] | None, places: int
) -> None:
    assert RATE.decimals == 2
    assert places_of(point(sent, counts=counts), RATE) == places


def test_counts_of_what_is_no_rate_bear_no_decimals() -> None:
    rooms: Indicator = PLAN.indicators["project-1-1"]
    assert rooms.rate is None
    assert places_of(point("3", counts=(3, 1)), rooms) == 0


def test_a_step_is_never_printed_as_none() -> None:
    assert step_size(Fraction(4, 1000)) == "0.004"
    assert step_size(Fraction(-98, 100)) == "0.98"
    assert signed_step(Fraction(-1, 1000)) == "−0.001"
    assert signed_step(Fraction(1, 2)) == "+0.50"
    assert signed_step(Fraction(0)) == "0.00"
