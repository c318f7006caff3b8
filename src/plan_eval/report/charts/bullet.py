"""The latest figures against the targets of higher plans and of the plan itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from plan_eval.report.charts.axis import axis_of
from plan_eval.report.charts.picture import Picture, draw
from plan_eval.report.charts.theme import (
    ACCENT,
    INK,
    SIZE,
    TARGET,
    Datum,
    Specification,
    specification,
)

OWN = "own"
"""The plan's own target, beside the levels of higher plans."""
_SHAPES = ("triangle-down", "diamond", "square", "triangle-up", "cross", "triangle-right")
"""Of the levels of higher plans, highest first."""
_BAR = "M0,-1V1"
"""Of the plan's own target: the way a target stands across a bar."""
_EDGES = {OWN: TARGET}
ROW = 7


@dataclass(frozen=True, slots=True)
class Bullet:
    """An indicator's latest figure and the targets by level, all in percent."""

    name: str
    value: float
    targets: Mapping[str, float]


def bullets(rows: Sequence[Bullet], levels: Mapping[str, str], latest: str, words: str) -> Picture:
    """The picture of `bullet_chart`, with its words."""
    return draw(bullet_chart(rows, levels, latest), words)


def bullet_chart(rows: Sequence[Bullet], levels: Mapping[str, str], latest: str) -> Specification:
    """One row an indicator: a dot for the figure, a shape a level; `levels` names them, the highest
    first.

    Each mark has its own line in the row, so that equal figures do not cover each other.
    """
    import altair as alt

    values = (value for row in rows for value in (row.value, *row.targets.values()))
    axis = axis_of(values, 0, room=0.06, ticks=8)
    named = [latest, *levels.values()]
    shapes = cycle(_SHAPES)
    marks = [_BAR if level == OWN else next(shapes) for level in levels]
    legend = alt.Legend(title=None, orient="top", labelFontSize=SIZE, columns=len(named))

    def look(channel: Any, shown: list[str]) -> Any:
        return channel("of:N", legend=legend, scale=alt.Scale(domain=named, range=shown))

    x = alt.X(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False),
        axis=alt.Axis(values=list(axis.ticks)),
    )
    y = alt.Y("name:N", sort=[row.name for row in rows], title=None, axis=rows_axis())
    chart = (
        alt.Chart(alt.NamedData(name="figures"))
        .mark_point(size=50, strokeWidth=1.6, opacity=1)
        .encode(
            x=x,
            y=y,
            yOffset=alt.YOffset("of:N", sort=named),
            shape=look(alt.Shape, ["circle", *marks]),
            fill=look(alt.Fill, [ACCENT, *("white" for _ in levels)]),
            stroke=look(alt.Stroke, [ACCENT, *(_EDGES.get(level, INK) for level in levels)]),
        )
    )
    made = chart.properties(width=330, height=alt.Step(ROW))
    return specification(made, figures=_data(rows, levels, latest))


def rows_axis() -> Any:
    """Names of indicators before their rows, unshortened, a thin line behind the marks."""
    import altair as alt

    return alt.Axis(labelLimit=0, ticks=False, domain=False, grid=True)


def _data(rows: Sequence[Bullet], levels: Mapping[str, str], latest: str) -> Iterable[Datum]:
    for row in rows:
        yield {"name": row.name, "of": latest, "value": row.value}
        for level, value in row.targets.items():
            yield {"name": row.name, "of": levels[level], "value": value}
