"""What rules share is held against its definition, row by row."""

from collections.abc import Sequence
from types import SimpleNamespace

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from plan_eval.checks.dataset import Dataset, repeated

_ROW = st.tuples(
    st.none() | st.integers(0, 8),
    st.none() | st.integers(1, 2),
    st.sampled_from((True, True, False)),
)
Row = tuple[int | None, int | None, bool]


@given(st.lists(_ROW, max_size=20))
def test_the_year_before_is_the_one_figure_with_a_value(rows: list[Row]) -> None:
    figures = pl.DataFrame(
        [row[:2] for row in rows], schema={"figure": pl.Int64, "value": pl.Int64}, orient="row"
    )
    stands = pl.Series([row[2] for row in rows], dtype=pl.Boolean)
    data = SimpleNamespace(_figures=figures, accepted=stands, replaced=~(stands | ~stands))

    found = Dataset.year_before.func(data)  # type: ignore[attr-defined]

    assert found.to_list() == [_year_before(row, rows) for row in rows]


def _year_before(row: Row, rows: Sequence[Row]) -> int | None:
    figure, _, stands = row
    if not stands or figure is None:
        return None
    lasts = [
        at
        for at, (other, value, there) in enumerate(rows)
        if there and other == figure - 1 and value
    ]
    return lasts[0] if len(lasts) == 1 else None


@given(st.lists(st.none() | st.integers(0, 5)))
def test_a_figure_is_repeated_where_it_stands_again(figures: list[int | None]) -> None:
    found = repeated(pl.Series(figures, dtype=pl.Int64))

    assert found.to_list() == [one is not None and figures.count(one) > 1 for one in figures]
