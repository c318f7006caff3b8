"""Women and men side by side: one row an indicator, a dot for each, the gap as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plan_eval.report.charts.axis import axis_of
from plan_eval.report.charts.bullet import rows_axis
from plan_eval.report.charts.picture import Picture, draw
from plan_eval.report.charts.theme import (
    ACCENT,
    HAIR,
    INK,
    SIZE,
    Datum,
    Specification,
    specification,
)

ROW = 19


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator's latest figures for women and men, in percent."""

    name: str
    female: float
    male: float


def dumbbell(pairs: Sequence[Pair], female: str, male: str, words: str) -> Picture:
    """The picture of `dumbbell_chart`, with its words."""
    return draw(dumbbell_chart(pairs, female, male), words)


def dumbbell_chart(pairs: Sequence[Pair], female: str, male: str) -> Specification:
    """Women as filled circles, men as open squares, so that grey print tells them apart.

    The square is open and larger than the circle: of two equal figures both are seen.
    """
    import altair as alt

    values = (value for pair in pairs for value in (pair.female, pair.male))
    axis = axis_of(values, 0, room=0.06, ticks=8)
    rows = [{"name": pair.name, "female": pair.female, "male": pair.male} for pair in pairs]
    across: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(domain=[axis.low, axis.high], nice=False),
        "axis": alt.Axis(values=list(axis.ticks)),
    }
    y = alt.Y("name:N", sort=[pair.name for pair in pairs], title=None, axis=rows_axis())
    gap = alt.Chart(alt.NamedData(name="gaps")).mark_rule(color=HAIR, strokeWidth=4)
    marks = alt.Chart(alt.NamedData(name="dots"))
    layers = [
        gap.encode(x=alt.X("female:Q", **across), x2="male:Q", y=y),
        marks.mark_point(strokeWidth=1.5, opacity=1).encode(
            x=alt.X("value:Q", **across), y=y, **_looks([female, male])
        ),
    ]
    made = alt.layer(*layers).properties(width=330, height=ROW * len(rows))
    return specification(made, gaps=rows, dots=_dots(pairs, female, male))


def _looks(sexes: list[str]) -> dict[str, Any]:
    import altair as alt

    legend = alt.Legend(title=None, orient="top", labelFontSize=SIZE)

    def look(channel: Any, shown: list[Any]) -> Any:
        return channel("sex:N", legend=legend, scale=alt.Scale(domain=sexes, range=shown))

    return {
        "shape": look(alt.Shape, ["circle", "square"]),
        "fill": look(alt.Fill, [ACCENT, "transparent"]),
        "stroke": look(alt.Stroke, [ACCENT, INK]),
        "size": look(alt.Size, [38, 85]),
    }


def _dots(pairs: Sequence[Pair], female: str, male: str) -> list[Datum]:
    return [
        {"name": pair.name, "sex": sex, "value": value}
        for pair in pairs
        for sex, value in ((female, pair.female), (male, pair.male))
    ]
