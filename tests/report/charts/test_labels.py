"""Words are set where they cover neither a line nor each other."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.charts.drawn import advance

from plan_eval.report.charts.labels import Box, Spot, Stroke, settle, width

FRAME = Box(0, 0, 300, 140)
STEPS = 200
FLAT = Stroke([(0, 70), (300, 70)], 1)


@pytest.mark.parametrize(
    "text", ["70.1", "100.00", "≥75", "每年50±1", "15分钟生活圈", "1：1.5", "−3.2", "1840", "＞30"]
)
def test_texts_are_thought_as_wide_as_the_font_sets_them(text: str) -> None:
    needed = 12 * advance(text)
    assert needed * 0.99 <= width(text) <= needed * 1.15


def test_the_first_free_spot_is_taken() -> None:
    on_line, free, later = (Spot(150, y, 0, 0, "center") for y in (70, 40, 20))
    assert settle([("99.9", [on_line, free, later])], [FLAT], FRAME) == [free]


def test_two_texts_do_not_share_a_spot() -> None:
    spots = [Spot(150, 40, 0, 0, "center"), Spot(150, 110, 0, 0, "center")]
    assert settle([("1", spots), ("2", spots)], [FLAT], FRAME) == spots


def test_words_stay_in_the_frame_even_across_a_line() -> None:
    outside, across = Spot(299, 20, 5, 0, "left"), Spot(150, 70, 0, 0, "center")
    assert settle([("100.00", [outside, across])], [FLAT], FRAME) == [across]


@given(st.floats(-50, 350), st.floats(-50, 190), st.floats(-50, 350), st.floats(-50, 190))
def test_the_spot_that_covers_less_of_a_line_is_taken(
    x1: float, y1: float, x2: float, y2: float
) -> None:
    spots = [Spot(150, 70, 0, 0, "center"), Spot(40, 20, 0, 0, "center")]
    (chosen,) = settle([("99", spots)], [Stroke([(x1, y1), (x2, y2)], 1)], FRAME)
    (other,) = (spot for spot in spots if spot != chosen)
    assert (
        _covered(chosen.box("99"), x1, y1, x2, y2)
        <= _covered(other.box("99"), x1, y1, x2, y2) + hypot(x2 - x1, y2 - y1) * 2 / STEPS
    )


def _covered(box: Box, x1: float, y1: float, x2: float, y2: float) -> float:
    """The same by counting points along the line."""
    shares = (n / STEPS for n in range(STEPS + 1))
    points = ((x1 + (x2 - x1) * one, y1 + (y2 - y1) * one) for one in shares)
    inside = sum(box.left < x < box.right and box.top < y < box.bottom for x, y in points)
    return inside * hypot(x2 - x1, y2 - y1) / STEPS
