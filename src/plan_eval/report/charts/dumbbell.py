"""Women and men side by side: one row an indicator, a dot for each, the gap as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plan_eval.report.charts.theme import ACCENT, HAIR, INK, Picture, draw

ROW = 19


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator's latest figures for women and men, in percent."""

    name: str
    female: float
    male: float


def dumbbell(pairs: Sequence[Pair], female: str, male: str, words: str) -> Picture:
    """Women as filled circles, men as hollow squares, so that grey print tells them apart."""
    import altair as alt

    rows = [{"name": pair.name, "female": pair.female, "male": pair.male} for pair in pairs]
    dots = [
        {"name": pair.name, "sex": words_of, "value": value}
        for pair in pairs
        for words_of, value in ((female, pair.female), (male, pair.male))
    ]
    y = alt.Y(
        "name:N",
        sort=[pair.name for pair in pairs],
        title=None,
        axis=alt.Axis(labelLimit=330, ticks=False, domain=False, grid=True),
    )
    gap = alt.Chart(alt.InlineData(values=rows)).mark_rule(color=HAIR, strokeWidth=4)
    sexes = [female, male]
    marks = alt.Chart(alt.InlineData(values=dots)).mark_point(size=55, strokeWidth=1.5, opacity=1)
    legend = alt.Legend(title=None, orient="top", labelFontSize=12)
    layers = [
        gap.encode(x=alt.X("female:Q", title=None), x2="male:Q", y=y),
        marks.encode(
            x=alt.X("value:Q", title="%"),
            y=y,
            shape=alt.Shape("sex:N", sort=sexes, legend=legend).scale(
                domain=sexes, range=["circle", "square"]
            ),
            fill=alt.Fill("sex:N", sort=sexes, legend=legend).scale(
                domain=sexes, range=[ACCENT, "white"]
            ),
            stroke=alt.Stroke("sex:N", sort=sexes, legend=legend).scale(
                domain=sexes, range=[ACCENT, INK]
            ),
        ),
    ]
    return draw(alt.layer(*layers).properties(width=330, height=ROW * len(rows)), words)
