"""Where a sign begins: each bound from both sides, for what the cases do not reach."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from tests.assess.build import judged

from plan_eval.assess.volatility import spread, volatility
from plan_eval.model.parameters import Parameters
from plan_eval.model.verdict import Pace, Point

SWINGS = [31, 38, 30, 41, 33, 42]


def points(values: list[int]) -> list[Point]:
    return [
        Point(2020 + n, Fraction(value), Decimal(value), 0, None, None, "a.csv", n + 2)
        for n, value in enumerate(values)
    ]


@pytest.mark.parametrize(("share", "volatile"), [(1, True), (Decimal("1.001"), False)])
def test_a_spread_of_just_the_share_is_volatile(share: Decimal, volatile: bool) -> None:
    width = spread(points(SWINGS), Fraction(45))
    assert width is not None
    bound = Decimal.from_float(width) * share
    given = Parameters(version="test").model_copy(update={"volatile_spread": bound})

    found = volatility(points(SWINGS), Fraction(45), given)

    assert found is not None
    assert found.crossings < 2
    assert found.volatile is volatile


@pytest.mark.parametrize(("last", "stalled"), [("40.00", True), ("40.01", False), ("40.40", False)])
def test_the_finer_of_two_figures_says_what_moved(last: str, stalled: bool) -> None:
    """40 and 40.40 differ, though half a unit of 40 is more: the second digit was measured."""
    target = {"kind": "at_least", "value": 45}
    result = judged(target, {2020: Decimal(40), 2025: Decimal(last)}, unit="%")

    assert result.progress is not None
    assert (result.progress.pace is Pace.STALLED) is stalled


def test_whole_things_come_one_at_a_time() -> None:
    """Ten households are reached from nine and a half on; a ratio of ten is ten."""
    values = {2020: 2, 2021: 3, 2022: 3, 2023: 5, 2024: 5, 2025: 6}

    def chance(value: object, unit: str) -> float:
        projection = judged({"kind": "at_least", "value": value}, values, unit=unit).projection
        assert projection is not None
        return projection.chance

    assert chance(10, "户") == chance(Decimal("9.5"), "比值") != chance(10, "比值")
