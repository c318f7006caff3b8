"""Towns and streets side by side: which reach the floor, by dot and by name."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from plan_eval.report.charts.theme import (
    ACCENT,
    INK,
    SIZE,
    TARGET,
    WARN,
    Specification,
    specification,
)

WIDTH, HEIGHT = 600, 110


def strip_chart(counts: Mapping[str, Fraction], minimum: int) -> Specification:
    """One dot a unit at its count; units below the floor are hollow and named in red.

    Names too long for their place stand on several lines, never shortened.
    """
    import altair as alt

    data = [
        {
            "unit": name,
            "count": float(count),
            "edge": ACCENT if count >= minimum else WARN,
            "fill": ACCENT if count >= minimum else "white",
        }
        for name, count in counts.items()
    ]
    top = max(max(float(count) for count in counts.values()), minimum)
    y = alt.Y(
        "count:Q",
        title=None,
        scale=alt.Scale(domain=[-0.12 * top, 1.15 * top], nice=False),
        axis=alt.Axis(tickMinStep=1, tickCount=4, format="d"),
    )
    dots = (
        alt.Chart(alt.NamedData(name="units"))
        .mark_point(size=60, strokeWidth=1.8, opacity=1)
        .encode(
            x=alt.X("unit:N", sort=list(counts), title=None, axis=_names(counts)),
            y=y,
            stroke=alt.Stroke("edge:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
        )
    )
    chart = alt.layer(*_floor(y), dots).add_params(
        alt.param(name="short", value=[name for name, one in counts.items() if one < minimum])
    )
    floor = [{"count": minimum, "text": f"≥{minimum}"}]
    made = chart.properties(width=WIDTH, height=HEIGHT)
    return specification(made, units=data, floor=floor)


def _names(counts: Mapping[str, Fraction]) -> Any:
    import altair as alt

    letters = max(1, int(WIDTH / len(counts) / SIZE - 0.3))
    lines = f"split(trim(replace(datum.label, regexp('(.{{{letters}}})', 'g'), '$1 ')), ' ')"
    short = alt.ExprRef("indexof(short, datum.value) >= 0")
    return alt.Axis(
        labelAngle=0,
        labelLimit=0,
        labelExpr=lines,
        labelLineHeight=SIZE + 1,
        labelColor={"condition": {"test": short.expr, "value": WARN}, "value": INK},
        grid=False,
    )


def _floor(y: Any) -> list[Any]:
    """The floor as a line across, named at its right end."""
    import altair as alt

    floor = alt.Chart(alt.NamedData(name="floor"))
    rule = floor.mark_rule(color=TARGET, strokeDash=[5, 3]).encode(y=y)
    name = floor.mark_text(color=TARGET, align="left", baseline="middle", dx=5)
    return [rule, name.encode(x=alt.value("width"), y=y, text="text:N")]
