"""What must hold for any plan and any data."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assess.build import NAME, Row, assessed, frame, indicator, judged, plan_of, row

from plan_eval.model.assessment import Stage, State, Tally
from plan_eval.model.indicator import Indicator

calmly = settings(deadline=None, max_examples=60)  # the first call loads SciPy
YEARS = range(2020, 2026)
STAGES = st.sampled_from(
    [Stage("annual", 2023), Stage("midterm", 2025), Stage("final", 2030), Stage("annual", 2025)]
)
RANK = {State.NOT_MET: 0, State.UNDETERMINED: 1, State.MET: 2}
numbers = st.decimals(0, 100, places=1)
series = st.dictionaries(st.sampled_from(list(YEARS)), numbers, max_size=6)

levels: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda kind, value: {"kind": kind, "value": value},
    st.sampled_from(["at_least", "at_most", "more_than", "less_than"]),
    numbers,
)
held = st.builds(
    lambda bound, value: {"kind": "sustained", "bound": bound, "value": value},
    st.sampled_from(["at_least", "at_most"]),
    numbers,
)
trends = st.sampled_from([{"kind": "trend", "towards": "up"}, {"kind": "trend", "towards": "down"}])
others = st.sampled_from(
    [
        {"kind": "full_coverage"},
        {"kind": "full_coverage", "left_over": True},
        {"kind": "addition", "count": 4},
        {"kind": "standard", "limit": 15, "limit_unit": "分钟"},
        {"kind": "slowing", "reference": (2020, 2022)},
    ]
)
one_way = st.one_of(levels, held, trends, others)
around = st.builds(lambda value: {"kind": "around", "value": value, "tolerance": 1}, numbers)
words = st.just({"kind": "qualitative"})


@calmly
@given(one_way, series, st.decimals("0.1", 50, places=1))
def test_improving_the_latest_value_never_worsens_the_state(
    target: dict[str, Any], values: dict[int, Decimal], step: Decimal
) -> None:
    up = indicator(target).target.direction == "up"
    better = dict(values)
    if values:
        better[max(values)] += step if up else -step

    before, after = judged(target, values).state, judged(target, better).state

    assert before is not None
    assert after is not None
    assert RANK[after] >= RANK[before]


@calmly
@given(around, numbers, st.fractions(0, 1))
def test_coming_nearer_never_worsens_the_state(
    target: dict[str, Any], value: Decimal, share: Any
) -> None:
    nearer = Decimal(float(share)) * (target["value"] - value) + value
    nearer = nearer.quantize(Decimal("0.0001"))

    before, after = (judged(target, {2025: at}).state for at in (value, nearer))

    assert before is not None
    assert after is not None
    assert RANK[after] >= RANK[before]


@calmly
@given(st.lists(st.integers(0, 3), min_size=3, max_size=3), st.integers(0, 2))
def test_one_more_in_a_town_never_worsens_the_state(counts: list[int], at: int) -> None:
    of = indicator({"kind": "each_unit", "minimum": 2}, unit="个", splits=("town",))
    plan = plan_of([of], units=["a", "b", "c"])
    more = [count + (n == at) for n, count in enumerate(counts)]

    states = [
        assessed(plan, [row(NAME, 2025, x, town=u) for u, x in zip("abc", of_all, strict=True)])
        .results[NAME]
        .state
        for of_all in (counts, more)
    ]

    assert states[1] is State.MET or states[0] is State.NOT_MET


@st.composite
def plans(draw: st.DrawFn) -> list[Indicator]:
    """Up to eight indicators over three goals, a measure and a project."""
    owners = draw(
        st.lists(
            st.sampled_from(["health-01", "health-02", "health-03", "health-m01", "project-1"]),
            min_size=1,
            max_size=8,
        )
    )
    kinds = st.one_of(one_way, around, words)
    return [
        indicator(draw(kinds), f"{owner}-{at}", splits=draw(st.sampled_from([(), ("sex",)])))
        for at, owner in enumerate(owners, 1)
    ]


@st.composite
def rows_of(draw: st.DrawFn, indicators: list[Indicator]) -> list[Row]:
    """Figures for some of them, by sex for some, from two files."""
    found: list[Row] = []
    for one in indicators:
        for sex in ("total", "female", "male"):
            for year, value in draw(series).items():
                path = draw(st.sampled_from(["a.csv", "b.csv"]))
                found.append(row(one.id, year, value, len(found), sex=sex, path=path))
    return found


@calmly
@given(st.data(), STAGES)
def test_tallies_add_up(data: st.DataObject, stage: Stage) -> None:
    indicators = data.draw(plans())
    plan = plan_of(indicators)

    found = assessed(plan, data.draw(rows_of(indicators)), stage)

    whole = found.tallies["all"]
    assert whole.total == len(indicators)
    for parts in (found.by_area, found.by_department):
        assert _sum([part["all"] for part in parts.values()]) == whole
        for group in ("quantified", "directional", "qualitative"):
            assert _sum([part[group] for part in parts.values()]) == found.tallies[group]
    groups = [found.tallies[name] for name in ("quantified", "directional", "qualitative")]
    assert _sum(groups) == whole


def _sum(tallies: list[Tally]) -> Tally:
    names = [field.name for field in fields(Tally)]
    return Tally(*(sum(getattr(one, name) for one in tallies) for name in names))


@calmly
@given(st.data(), STAGES)
def test_the_order_of_rows_and_files_does_not_matter(data: st.DataObject, stage: Stage) -> None:
    indicators = data.draw(plans())
    plan = plan_of(indicators)
    rows = data.draw(rows_of(indicators))
    shuffled = data.draw(st.permutations(rows))

    assert assessed(plan, rows, stage) == assessed(plan, list(shuffled), stage)


@calmly
@given(st.data())
def test_later_data_do_not_change_an_earlier_assessment(data: st.DataObject) -> None:
    indicators = data.draw(plans())
    plan = plan_of(indicators)
    rows = data.draw(rows_of(indicators))
    stage = Stage("annual", 2023)
    known = [one for one in rows if int(str(one["year"])) <= stage.year]

    assert assessed(plan, rows, stage) == assessed(plan, known, stage)


def test_the_frame_of_the_tests_is_exact() -> None:
    read = frame([row(NAME, 2025, "0.1", numerator=1, denominator=3)])

    assert read["value"][0] == Decimal("0.1")
