"""Areas against states: where the plan stands, in one look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plan_eval.report.charts.theme import ACCENT, INK, SIZE, Datum, Specification, specification

CELL_WIDTH, CELL_HEIGHT = 92, 26

# from this share on, white figures are read more easily than dark ones
_DARK = 0.7


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A part of the plan and how many of its indicators are in each state, by state's name."""

    name: str
    counts: Mapping[str, int]


def heat_chart(rows: Sequence[HeatRow], states: Sequence[str]) -> Specification:
    """A row a part, a column a state, in each cell the count, the darker the larger its share.

    One hue, so that it reads in grey; the share is that of the row's indicators.
    """
    import altair as alt

    cells = [cell for row in rows for cell in _cells(row, states)]
    side = alt.Axis(orient="left", ticks=False, domain=False, labelLimit=0, labelPadding=8)
    head = alt.Axis(orient="top", ticks=False, domain=False, labelAngle=0, labelPadding=6)
    base = alt.Chart(alt.NamedData(name="cells")).encode(
        x=alt.X("state:N", sort=list(states), title=None, axis=head),
        y=alt.Y("part:N", sort=[row.name for row in rows], title=None, axis=side),
    )
    squares = base.mark_rect(stroke="white", strokeWidth=2).encode(
        fill=alt.Fill("share:Q", legend=None, scale=_shades())
    )
    figures = base.mark_text(baseline="middle", fontSize=SIZE + 1).encode(
        text="count:Q", color=alt.Color("ink:N", scale=None)
    )
    made = alt.layer(squares, figures).properties(
        width=alt.Step(CELL_WIDTH), height=alt.Step(CELL_HEIGHT)
    )
    return specification(made, cells=cells)


def _cells(row: HeatRow, states: Sequence[str]) -> Iterator[Datum]:
    total = sum(row.counts.values())
    for state in states:
        count = row.counts.get(state, 0)
        share = count / total if total else 0.0
        ink = "white" if share > _DARK else INK
        yield {"part": row.name, "state": state, "count": count, "share": share, "ink": ink}


def _shades() -> Any:
    import altair as alt

    return alt.Scale(domain=[0, 1], range=["#f4f6f9", ACCENT])
