"""The statistics where no published vector speaks: edges, bounds, own small vectors."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest

from plan_eval.assess.counts import (
    allowed_count,
    compare_rates,
    dispersion_p,
    garwood,
    homogeneity_p,
    wilson,
)
from plan_eval.assess.methods.cagr_ratio import Course, progress_value, status_of
from plan_eval.assess.methods.recent_change import direction_only, hold, reach_by
from plan_eval.assess.rare_events import NextCount
from plan_eval.assess.regression import forecast
from plan_eval.assess.shares import Share, bound_on, percent
from plan_eval.assess.trends import mann_kendall
from plan_eval.model.parameters import CagrRatio, RecentChange

TARGET = Fraction("7.5")


@pytest.mark.parametrize(
    ("births", "allowed"), [(13_333, 0), (13_334, 1), (26_666, 1), (26_667, 2), (40_000, 3)]
)
def test_allowed_count_is_exact_at_the_bound(births: int, allowed: int) -> None:
    assert allowed_count(TARGET, births, 100_000) == allowed


def test_an_exclusive_bound_allows_one_less_where_it_is_a_whole_number() -> None:
    assert allowed_count(TARGET, 40_000, 100_000, inclusive=False) == 2
    assert allowed_count(TARGET, 40_001, 100_000, inclusive=False) == 3


def test_no_event_has_an_upper_end_of_three_point_seven() -> None:
    interval = garwood(0, 1)  # the rule of three, exact: -log(.025)

    assert interval.lower == 0
    assert interval.upper == pytest.approx(3.688879454)


def test_wilson_of_ten_in_ten_stays_below_one() -> None:
    interval = wilson(10, 10)

    assert (interval.lower, interval.upper) == pytest.approx((0.722467200, 1.0))


def test_equal_rates_compare_as_one() -> None:
    found = compare_rates((5, 1000), (5, 1000))

    assert found.ratio == 1
    assert found.p == pytest.approx(1)


def test_a_ratio_over_no_event_has_no_upper_end() -> None:
    found = compare_rates((3, 1000), (0, 1000))

    assert found.ratio == found.upper == float("inf")


def test_dispersion_of_equal_rates_is_no_dispersion() -> None:
    assert dispersion_p([2, 4, 6], [1000, 2000, 3000]) == pytest.approx(1)
    assert homogeneity_p([2, 4, 6], [1000, 2000, 3000]) == pytest.approx(1)


def test_dispersion_without_events_is_unknown() -> None:
    assert dispersion_p([0, 0], [10, 10]) is None
    assert homogeneity_p([10, 10], [10, 10]) is None


def test_ties_are_permuted_exactly() -> None:
    values = [1, 2, 2, 3, 1]

    def score(order: tuple[int, ...]) -> int:
        return sum(
            (later > earlier) - (later < earlier)
            for at, earlier in enumerate(order)
            for later in order[at + 1 :]
        )

    orders = list(permutations(values))
    counted = sum(score(order) >= score(tuple(values)) for order in orders) / len(orders)

    assert mann_kendall([Fraction(v) for v in values], up=True) == pytest.approx(counted)


@pytest.mark.parametrize("values", [[1, 2], [5, 5, 5, 5]])
def test_too_short_or_flat_series_have_no_p(values: list[int]) -> None:
    assert mann_kendall([Fraction(v) for v in values], up=True) is None


def test_a_straight_line_is_not_certain() -> None:
    years, values = [2020, 2021, 2022, 2023], [70.0, 71.0, 72.0, 73.0]

    line = forecast(years, values, 2030, rounding=0.1)

    assert line.value == pytest.approx(80)
    assert line.below(80) == pytest.approx(0.5)
    assert line.error > 0.1 / 12**0.5


def test_without_rounding_a_straight_line_has_no_width() -> None:
    line = forecast([2020, 2021, 2022], [1.0, 1.0, 1.0], 2030)

    assert line.interval(0.8) == (1.0, 1.0)
    assert line.below(0.99) == 0


def test_logit_and_back() -> None:
    share = Share(99, 100)

    assert percent(share.logit) == pytest.approx(100 * 99.5 / 101)
    assert Share(99, 100).logit < bound_on(share, Fraction(100)) < Share(100, 100).logit


def test_next_count_is_the_gamma_poisson_mixture() -> None:
    """Worked by hand for no event: P(0) = (n / (n + m)) ** ½."""
    found = NextCount(0, 79, 14)

    assert found.at_most(0) == pytest.approx((79 / 93) ** 0.5)


COURSE = {"base_year": 2020, "year": 2025, "target_year": 2030}


def test_growth_rates_call_40_of_100_at_half_time_substantial() -> None:
    """From 10 to 40 on the way to 100: a third of the way, and ahead of time by growth rates."""
    course = Course(base=10, value=40, target=100, up=True, **COURSE)

    value = progress_value(course)

    assert value == pytest.approx(1.2340, abs=1e-4)
    assert status_of(value, course, CagrRatio()) == "substantial_progress"


@pytest.mark.parametrize(
    ("base", "value", "target"), [(-1.0, 2.0, 5.0), (5.0, 5.0, 5.0), (1.0, 2.0, -3.0)]
)
def test_growth_rates_have_no_value_where_they_break(
    base: float, value: float, target: float
) -> None:
    assert progress_value(Course(base=base, value=value, target=target, up=True, **COURSE)) is None


@pytest.mark.parametrize(
    ("last", "status"),
    [(65.0, "sun"), (62.5, "cloud"), (64.6, "slightly_cloudy"), (60.0, "thunderstorm")],
)
def test_recent_change_by_shortfall(last: float, status: str) -> None:
    pairs = [(2020 + n, 60 + (last - 60) * n / 5) for n in range(6)]

    assert reach_by(pairs, 70, 2030, RecentChange(), up=True)[1] == status


def test_recent_change_needs_five_changes() -> None:
    pairs = [(2021, 1.0), (2022, 2.0), (2023, 3.0), (2024, 4.0), (2025, 5.0)]

    assert reach_by(pairs, 10, 2030, RecentChange(), up=True) == (None, "none")
    assert hold(pairs, 4, RecentChange(), up=True) == "none"
    assert direction_only(pairs, RecentChange(), up=True) == "none"


@pytest.mark.parametrize(
    ("values", "held", "directed"),
    [
        ([5, 5, 5, 5, 5, 6], "sun", "sun"),
        ([5, 5, 5, 5, 8, 7], "sun", "slightly_cloudy"),
        ([8, 8, 8, 8, 5, 6], "slightly_cloudy", "cloud"),
        ([1, 1, 1, 1, 1, 2], "cloud", "sun"),
        ([4, 4, 4, 4, 4, 3], "thunderstorm", "thunderstorm"),
    ],
)
def test_recent_change_for_levels_to_hold_and_bare_directions(
    values: list[float], held: str, directed: str
) -> None:
    pairs = list(zip(range(2020, 2026), values, strict=True))

    assert hold(pairs, 5, RecentChange(), up=True) == held
    assert direction_only(pairs, RecentChange(), up=True) == directed
