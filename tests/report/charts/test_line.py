"""The picture of an indicator over the years: nothing cut, nothing covered, odd series too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import altair as alt
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.charts.drawn import Drawn, drawn, result, unstyled
from tests.report.sample import sample_plan

from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.report.charts.line import line_chart
from plan_eval.report.charts.theme import Specification

Expected = tuple[float, float, float] | None

ODD: dict[str, tuple[str, str | None, Expected]] = {
    "rising": ("60.2 61.5 64.0 66.1 68.5 70.1", "75", (80.5, 79.5, 81.5)),
    "falling": ("12.4 12.0 11.7 11.5 11.3 10.9", "10", (9.5, 9.3, 9.8)),
    "on the target": ("44.1 44.4 44.7 44.8 44.9 45.0", "45", (45.2, 44.8, 45.6)),
    "a single year": ("60.2", "75", None),
    "two years": ("60.2 61.5", "75", None),
    "constant": ("1 1 1 1 1 1", "1", (1.0, 0.1, 1.9)),
    "all nought": ("0 0 0 0 0 0", "0", None),
    "all hundred": ("100.0 100.0 100.0 100.0 100.0 100.0", "100", (100.0, 100.0, 100.0)),
    "to hundred": ("87.9 90.0 92.1 95.0 97.6 100.0", "100", (100.0, 100.0, 100.0)),
    "negative": ("-3.2 -1.0 0.5 -2.2 1.0 -0.4", "0", (0.2, -3.0, 3.0)),
    "thousands": ("1840 2050 2330 2600 2790 3120", "3000", (4350.0, 4260.0, 4480.0)),
    "ten thousands": ("18400.5 20500.5 23300.5 26000.5", "30000", None),
    "leaps": ("3.38 10.71 0.00 7.40 14.02 3.64", "7.5", (7.2, 0.0, 14.6)),
    "to the end": ("60.2 62 64 66 68 70 71 72 74 75 76.9", "75", None),
    "at the bottom to the end": ("0.00 6.2 0 0 6.1 0 0 0 7.7 0 0.00", "2", None),
    "years missing": ("60.2 - - 66.1 - 70.1", "75", None),
    "no target": ("9.1 9.3 9.2 9.9", None, None),
    "many digits": ("99.9912 99.9934 99.9951 99.9987", "100", None),
}


def indicator(**changes: object) -> Indicator:
    """An indicator of the plan with a lower bound."""
    found = next(one for one in sample_plan().indicators.values() if one.target.kind == "at_least")
    return found.model_copy(update=changes)


def made(values: str, bound: str | None, expected: Expected) -> Result:
    figures = [None if value == "-" else Decimal(value) for value in values.split()]
    return result(figures, None if bound is None else Decimal(bound), expected=expected)


def chart(of: Result) -> Specification:
    return line_chart(indicator(), of, sample_plan().header.span)


def assert_readable(picture: Drawn) -> None:
    outside = [text.words for text in picture.texts if not picture.view.holds(text.box)]
    assert outside == []
    covered = [
        (one.words, other.words)
        for one, other in combinations(picture.texts, 2)
        if one.box.meets(other.box)
    ]
    assert covered == []


@pytest.mark.parametrize("name", ODD)
def test_odd_series_are_readable(name: str) -> None:
    of = made(*ODD[name])
    picture = drawn(chart(of))
    assert_readable(picture)
    words = {text.words for text in picture.texts}
    assert {ODD[name][0].split()[0], ODD[name][0].split()[-1]} <= words


@pytest.mark.parametrize("name", ODD)
def test_pictures_from_one_mould_are_those_of_vega_lite(name: str) -> None:
    full = chart(made(*ODD[name]))
    assert drawn(full).svg == vl_convert.vegalite_to_svg(full)


@pytest.mark.parametrize("name", ODD)
def test_pictures_stay_of_one_width_so_that_neighbours_stand_in_line(name: str) -> None:
    picture = drawn(chart(made(*ODD[name])))
    assert picture.view.right == drawn(chart(made(*ODD["rising"]))).view.right


decimals = st.decimals(min_value=0, max_value=120, places=1, allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(st.lists(decimals, min_size=1, max_size=11), decimals, st.booleans())
def test_any_series_is_readable(values: Sequence[Decimal], bound: Decimal, going: bool) -> None:
    last = float(values[-1])
    expected = (last * 1.1, last * 0.9, last * 1.4) if going and len(values) < 11 else None
    assert_readable(drawn(chart(result(values, bound, expected=expected))))


@pytest.mark.parametrize("name", ODD)
def test_specifications_are_valid_vega_lite(name: str) -> None:
    alt.LayerChart.from_dict(unstyled(chart(made(*ODD[name]))), validate=True)


def test_no_line_without_its_data() -> None:
    plain = drawn(chart(made("9.1 9.3 9.2", None, None)))
    full = drawn(chart(made(*ODD["rising"])))
    dashed = 'stroke-dasharray="5,3"'
    assert dashed not in plain.svg
    assert dashed in full.svg


def test_the_line_stops_where_figures_cease_to_compare() -> None:
    span, of = sample_plan().header.span, made("10.0 11.0 30.0 31.0", None, None)
    whole = drawn(line_chart(indicator(breaks=()), of, span)).svg
    broken = drawn(line_chart(indicator(breaks=(2022,)), of, span)).svg
    assert [svg.count('aria-roledescription="line mark"') for svg in (whole, broken)] == [1, 2]


def test_a_tolerance_has_two_edges() -> None:
    around = next(one for one in sample_plan().indicators.values() if one.target.kind == "around")
    of = made("47.9 48.3 49.6", "50", None)
    margin = line_chart(around, of, sample_plan().header.span)["datasets"]["margin"]
    assert sorted({datum["value"] for datum in margin}) == [49, 51]


def test_a_figure_short_of_its_target_is_not_shown_as_the_target() -> None:
    picture = drawn(chart(made("99.0 99.97", "100", None)))
    assert "99.97" in {text.words for text in picture.texts}


def test_datasets_of_two_pictures_are_their_own() -> None:
    one, other = chart(made(*ODD["rising"])), chart(made(*ODD["falling"]))
    assert one["datasets"]["reported"] != other["datasets"]["reported"]
    assert one["layer"] == other["layer"]
