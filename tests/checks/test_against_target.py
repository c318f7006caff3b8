"""A figure meets its target for the checks exactly where it does for the assessment."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assess.build import NAME, Row, assessed, frame, indicator, plan_of, row

from plan_eval.checks.against_target import judged_rows
from plan_eval.checks.dataset import Dataset
from plan_eval.model.assessment import State
from plan_eval.model.observation import SELF_ASSESSMENT_SCHEMA
from plan_eval.model.plan import Plan
from plan_eval.reading.submitted import Submissions

levels = st.decimals(0, 100, places=2)
targets: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(
        lambda kind, value: {"kind": kind, "value": value},
        st.sampled_from(["at_least", "at_most", "more_than", "less_than"]),
        levels,
    ),
    st.builds(
        lambda value, tolerance, wanted: {
            "kind": "around",
            "value": value,
            "tolerance": tolerance,
            "wanted": wanted,
        },
        levels,
        st.decimals(0, 5, places=2),
        st.sampled_from([None, "up", "down"]),
    ),
    st.builds(
        lambda bound, value: {"kind": "reached_and_held", "bound": bound, "value": value},
        st.sampled_from(["at_least", "at_most"]),
        levels,
    ),
    st.sampled_from([{"kind": "full_coverage"}, {"kind": "full_coverage", "left_over": True}]),
    st.builds(
        lambda one, two: {"kind": "ratio", "antecedent": one, "consequent": two},
        st.integers(1, 9),
        st.integers(1, 99),
    ),
    st.builds(lambda count: {"kind": "addition", "count": count}, st.integers(0, 100)),
)


@st.composite
def figures(draw: st.DrawFn, target: dict[str, Any]) -> dict[str, Any]:
    """Counts whose value lies on the bound, one count beside it, or anywhere; shown rounded."""
    total = draw(st.integers(1, 10**9))
    level = indicator(target, rate=RATE).target.level(100)
    assert level is not None
    edges = [level, level - Fraction(1, 100), level + 1]
    at = draw(st.one_of(st.sampled_from(edges), st.fractions(0, 120)))
    count = max(0, int(at * total / 100) + draw(st.integers(-1, 1)))
    shown = Decimal(100 * count / total).quantize(Decimal("0.1"))
    return {"value": shown, "numerator": count, "denominator": total}


RATE = {"numerator": "x", "denominator": "n"}


@settings(deadline=None, max_examples=200)
@given(st.data(), targets)
def test_checks_and_assessment_agree_on_every_bound(
    data: st.DataObject, target: dict[str, Any]
) -> None:
    sent = data.draw(figures(target))
    plan = plan_of([indicator(target, rate=RATE)])
    rows = [row(NAME, 2025, sent.pop("value"), **sent)]

    assert _met(plan, rows) == [_state(plan, rows)]


@pytest.mark.parametrize(
    ("target", "sent", "met"),
    [
        ({"kind": "around", "value": 50, "tolerance": 1}, (51, 51040, 100000), False),
        ({"kind": "around", "value": 50, "tolerance": 1, "wanted": "up"}, (57, 57, 100), True),
        ({"kind": "at_least", "value": 75}, ("75.00", 749999999, 1000000000), False),
        ({"kind": "at_most", "value": "7.5"}, ("7.5", 75000001, 1000000000), False),
        ({"kind": "full_coverage"}, ("100.00", 999999999, 1000000000), False),
        ({"kind": "ratio", "antecedent": 3, "consequent": 100}, ("33.33", 1, 3), True),
    ],
)
def test_the_counts_decide_and_not_what_they_round_to(
    target: dict[str, Any], sent: tuple[object, int, int], met: bool
) -> None:
    value, numerator, denominator = sent
    level = {k: Decimal(v) if k == "value" else v for k, v in target.items()}
    plan = plan_of([indicator(level, rate=RATE)])
    rows = [row(NAME, 2025, value, numerator=numerator, denominator=denominator)]

    assert _met(plan, rows) == [met]
    assert _state(plan, rows) is met


def test_each_town_is_held_against_the_floor() -> None:
    of = indicator({"kind": "each_unit", "minimum": 2}, unit="个", splits=("town",))
    plan = plan_of([of], units=["a", "b"])

    assert _met(plan, [row(NAME, 2025, 2, town="a"), row(NAME, 2025, 1, town="b")]) == [True, False]


def _met(plan: Plan, rows: list[Row]) -> list[bool | None]:
    empty = pl.DataFrame(schema=SELF_ASSESSMENT_SCHEMA)
    return (
        judged_rows(Dataset(plan, Submissions((), frame(rows), empty))).collect()["met"].to_list()
    )


def _state(plan: Plan, rows: list[Row]) -> bool:
    state = assessed(plan, rows).results[NAME].state
    assert state in (State.MET, State.NOT_MET)
    return state is State.MET
