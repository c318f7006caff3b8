"""A quantified indicator over the years, with its target and the straight way to it."""

from __future__ import annotations

from typing import Any

from plan_eval.model.assessment import Result
from plan_eval.model.plan import Span
from plan_eval.report.charts.theme import ACCENT, HAIR, INK, TARGET, Picture, draw

WIDTH, HEIGHT = 300, 132


def line(result: Result, span: Span, places: int, words: str, target: str) -> Picture:
    """Points and line as reported, dashed target line, grey schedule from the baseline."""
    import altair as alt

    figures = [float(point.value) for point in result.history]
    years = [point.year for point in result.history]
    points = [
        {"year": year, "value": value, "label": f"{value:.{places}f}"}
        for year, value in zip(years, figures, strict=True)
    ]
    bound = None if result.bound is None else float(result.bound)
    values = figures + ([] if bound is None else [bound])
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[span.baseline - 0.4, span.end + 0.4], nice=False),
        axis=alt.Axis(format="d", values=list(range(span.baseline, span.end + 1, 2)), grid=False),
    )
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=_domain(values), nice=False))
    y = y.axis(tickCount=4)
    base = alt.Chart(alt.InlineData(values=points)).encode(x=x, y=y)
    layers: list[Any] = []
    if bound is not None:
        layers += _target(alt, bound, result, span, x, y, target)
    layers += [
        base.mark_line(color=ACCENT, strokeWidth=1.6),
        base.mark_point(color=ACCENT, filled=True, size=28, opacity=1),
        base.transform_filter(alt.FieldOneOfPredicate("year", [float(years[0]), float(years[-1])]))
        .mark_text(dy=-9, color=INK)
        .encode(text="label:N"),
    ]
    return draw(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT), words)


def _target(
    alt: Any, bound: float, result: Result, span: Span, x: Any, y: Any, words: str
) -> list[Any]:
    ends = [{"year": span.baseline, "value": bound}, {"year": span.end, "value": bound}]
    rule = alt.Chart(alt.InlineData(values=ends)).mark_line(
        color=TARGET, strokeDash=[5, 3], strokeWidth=1.2
    )
    name = alt.Chart(alt.InlineData(values=[{**ends[1], "label": words}])).mark_text(
        align="right", dy=-7, color=TARGET
    )
    layers = [rule.encode(x=x, y=y), name.encode(x=x, y=y, text="label:N")]
    start = result.baseline
    if start is not None and result.progress is not None and result.progress.achieved is not None:
        way = [{"year": start.year, "value": float(start.value)}, ends[1]]
        path = alt.Chart(alt.InlineData(values=way)).mark_line(
            color=HAIR, strokeDash=[2, 2], strokeWidth=1.2
        )
        layers.insert(0, path.encode(x=x, y=y))
    return layers


def _domain(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    room = (high - low) * 0.22 or max(abs(high) * 0.05, 1)
    floor = 0.0 if low >= 0 and low - room < 0 else low - room
    return [floor, high + room]
