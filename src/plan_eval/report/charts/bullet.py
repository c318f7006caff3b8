"""The district's figures against the targets of nation, province, city and its own plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plan_eval.report.charts.theme import ACCENT, INK, TARGET, Picture, draw

_SHAPES = {
    "nation": "triangle-down",
    "province": "diamond",
    "city": "square",
    "district": "stroke",
}


@dataclass(frozen=True, slots=True)
class Bullet:
    """An indicator's latest figure and the targets by level, all in percent."""

    name: str
    value: float
    targets: Mapping[str, float]


def bullets(rows: Sequence[Bullet], levels: Mapping[str, str], latest: str, words: str) -> Picture:
    """One row an indicator: a dot for the figure, a shape a level; `levels` names them."""
    import altair as alt

    named = [latest, *levels.values()]
    data: list[dict[str, object]] = [
        {"name": row.name, "of": latest, "value": row.value} for row in rows
    ]
    data += [
        {"name": row.name, "of": levels[level], "value": value}
        for row in rows
        for level, value in row.targets.items()
    ]
    shapes = ["circle", *(_SHAPES[level] for level in levels)]
    colours = [ACCENT, *(TARGET if level == "district" else INK for level in levels)]
    fills = [ACCENT, *("white" for _ in levels)]
    low = min(min(row.value, *row.targets.values()) for row in rows)
    legend = alt.Legend(title=None, orient="top", labelFontSize=12, columns=5)
    chart = (
        alt.Chart(alt.InlineData(values=data))
        .mark_point(size=80, strokeWidth=1.6, opacity=1)
        .encode(
            x=alt.X("value:Q", title="%", scale=alt.Scale(domainMin=low - 4, nice=True)),
            y=alt.Y(
                "name:N",
                sort=[row.name for row in rows],
                title=None,
                axis=alt.Axis(labelLimit=330, ticks=False, domain=False, grid=True),
            ),
            yOffset=alt.YOffset("of:N", sort=named),
            shape=alt.Shape("of:N", legend=legend).scale(domain=named, range=shapes),
            fill=alt.Fill("of:N", legend=legend).scale(domain=named, range=fills),
            stroke=alt.Stroke("of:N", legend=legend).scale(domain=named, range=colours),
        )
        .properties(width=330, height=alt.Step(6))
    )
    return draw(chart, words)
