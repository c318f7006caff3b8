"""Towns and streets side by side: which reach the floor, by dot and by name."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from plan_eval.report.charts.theme import ACCENT, TARGET, WARN, Picture, draw


def strip(counts: Mapping[str, Fraction], minimum: int, words: str) -> Picture:
    """One dot a unit at its count; units below the floor are hollow and named in red."""
    return draw(strip_chart(counts, minimum), words)


def strip_chart(counts: Mapping[str, Fraction], minimum: int) -> Any:
    """The Altair chart that `strip` draws and the web page shows."""
    import altair as alt

    data = [
        {"unit": name, "count": float(count), "ok": count >= minimum}
        for name, count in counts.items()
    ]
    top = max(max(float(count) for count in counts.values()), minimum) + 0.6
    order = list(counts)
    colour = alt.condition("datum.ok", alt.value(ACCENT), alt.value(WARN))
    base = alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("unit:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y(
            "count:Q",
            title=None,
            scale=alt.Scale(domain=[-0.4, top], nice=False),
            axis=alt.Axis(tickMinStep=1, tickCount=4, format="d"),
        ),
    )
    dots = base.mark_point(size=60, strokeWidth=1.8, opacity=1).encode(
        stroke=colour,
        fill=alt.condition("datum.ok", alt.value(ACCENT), alt.value("white")),
    )
    floor = (
        alt.Chart(alt.InlineData(values=[{"count": minimum}]))
        .mark_rule(color=TARGET, strokeDash=[5, 3])
        .encode(y="count:Q")
    )
    return alt.layer(floor, dots).properties(width=620, height=110)
