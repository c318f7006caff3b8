from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_eval.model.ages import Ages, ages_of, make_up, spelled

BOUNDS = st.lists(st.integers(1, 110), unique=True, min_size=1, max_size=6).map(sorted)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("35-64岁", Ages(35, 64)),
        ("35—64周岁", Ages(35, 64)),
        ("35——64岁", Ages(35, 64)),
        ("35岁至64岁", Ages(35, 64)),
        ("35~64", Ages(35, 64)),
        ("65岁以上", Ages(65, None)),
        ("65周岁及以上", Ages(65, None)),
        ("65+", Ages(65, None)),
        ("3岁以下", Ages(0, 3)),
        ("0-3岁", Ages(0, 3)),
        ("不满1周岁", Ages(0, 0)),
        ("5岁", Ages(5, 5)),
    ],
)
def test_the_ways_an_age_group_is_written(text: str, ages: Ages) -> None:
    assert ages_of(text) == ages


@pytest.mark.parametrize(
    "text", ["", "老年", "64-35岁", "2025", "35-64岁农村", "不满0岁", "1-2-3岁"]
)
def test_what_names_no_ages(text: str) -> None:
    assert ages_of(text) is None


@given(st.integers(0, 120), st.none() | st.integers(0, 60))
def test_its_one_spelling_says_the_same(first: int, more: int | None) -> None:
    ages = Ages(first, None if more is None else first + more)

    assert ages_of(ages.words) == ages
    assert spelled(ages.words) == ages.words


@given(BOUNDS, st.data())
def test_groups_make_up_their_whole_only_end_to_end(bounds: list[int], data: st.DataObject) -> None:
    starts = [0, *bounds]
    groups = [Ages(a, b - 1) for a, b in zip(starts, bounds, strict=False)]
    groups.append(Ages(bounds[-1], None))
    whole = Ages(0, None)

    assert make_up(data.draw(st.permutations(groups)), whole)
    assert not make_up(groups[1:], whole)
    assert not make_up(groups[:-1], whole)
    assert not make_up([*groups, groups[0]], whole)
