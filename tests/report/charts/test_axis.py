"""Axes: everything on them, round ticks, nothing exaggerated."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_eval.report.charts.axis import axis_of

figures = st.lists(
    st.decimals(min_value=-200, max_value=9999, places=2).map(float), min_size=1, max_size=12
)


@given(figures, st.sampled_from([0, 1, 2]))
def test_all_values_lie_on_the_axis_with_room_beyond(values: list[float], places: int) -> None:
    axis = axis_of(values, places)
    assert axis.low < min(values)
    assert max(values) < axis.high


@given(figures, st.sampled_from([0, 1, 2]))
def test_ticks_are_few_even_and_on_the_axis(values: list[float], places: int) -> None:
    axis = axis_of(values, places)
    shown = [Decimal(f"{tick:.{axis.places}f}") for tick in axis.ticks]
    assert 1 <= len(shown) <= 7
    assert axis.low <= axis.ticks[0]
    assert axis.ticks[-1] <= axis.high
    assert len({after - before for before, after in pairwise(shown)}) <= 1


@given(figures, st.sampled_from([0, 1, 2]))
def test_ticks_stand_at_values_that_can_be(values: list[float], places: int) -> None:
    axis = axis_of(values, places)
    assert axis.places <= places
    assert min(values) < 0 or axis.ticks[0] >= 0
    assert max(values) > 100 or axis.ticks[-1] <= 100


@pytest.mark.parametrize(
    ("values", "places", "ticks"),
    [
        ([60.2, 80.4], 1, (60, 65, 70, 75, 80)),
        ([1, 1, 1], 0, (0, 1, 2)),
        ([99.31, 99.72, 99], 2, (99.0, 99.5, 100.0)),
        ([0, 0], 0, (0, 1, 2)),
        ([100, 100], 1, (99.5, 100.0)),
        ([1840, 4400], 0, (2000, 3000, 4000)),
        ([-14, 9], 0, (-10, 0, 10)),
    ],
)
def test_ticks_of_usual_series(values: list[float], places: int, ticks: tuple[float, ...]) -> None:
    assert axis_of(values, places).ticks == pytest.approx(ticks)


def test_a_tenth_of_a_point_does_not_look_like_a_leap() -> None:
    axis = axis_of([99.4, 99.5], 1)
    assert 0.1 / (axis.high - axis.low) < 0.1
