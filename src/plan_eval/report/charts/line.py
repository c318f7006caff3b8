"""A quantified indicator over the years, with its target and the straight way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plan_eval.model.assessment import Result
from plan_eval.model.plan import Span
from plan_eval.model.uncertainty import Projection
from plan_eval.model.wording import number
from plan_eval.report.charts.theme import ACCENT, HAIR, INK, TARGET, Picture, draw

WIDTH, HEIGHT = 300, 140
Datum = dict[str, Any]


@dataclass(frozen=True)
class _Axes:
    """Altair with the axes that all layers of one picture share."""

    alt: Any
    x: Any
    y: Any

    def layer(self, data: list[Datum]) -> Any:
        chart = self.alt.Chart(self.alt.InlineData(values=data))
        return chart.encode(x=self.x, y=self.y)

    def words(self, data: list[Datum], colour: str, **mark: object) -> Any:
        return self.layer(data).mark_text(color=colour, **mark).encode(text="label:N")


def line(result: Result, span: Span, places: int, words: str, target: str) -> Picture:
    """Points and line as reported, dashed target line, dotted schedule from the baseline."""
    return draw(line_chart(result, span, places, target), words)


def line_chart(result: Result, span: Span, places: int, target: str) -> Any:
    """The Altair chart that `line` draws and the web page shows."""
    # labels are rounded from the exact value, half up, as in the tables
    points: list[Datum] = [
        {"year": p.year, "value": float(p.value), "label": number(p.value, places)}
        for p in result.history
    ]
    bound = None if result.bound is None else float(result.bound)
    expected = result.projection if points else None
    values = [point["value"] for point in points] + ([] if bound is None else [bound])
    axes = _axes(span, values + ([expected.lower, expected.upper] if expected else []))
    layers = [] if bound is None else _target(axes, bound, result, span, target)
    if expected is not None:
        layers += _projection(axes, points[-1], expected)
    reported = axes.layer(points)
    layers += [
        reported.mark_line(color=ACCENT, strokeWidth=1.6),
        reported.mark_point(color=ACCENT, filled=True, size=28, opacity=1),
        *_ends(axes, points, expected),
    ]
    return axes.alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def _projection(axes: _Axes, last: Datum, expected: Projection) -> list[Any]:
    """A band that widens from the last figure to the interval expected in the target year."""
    band = [
        {"year": last["year"], "low": last["value"], "high": last["value"]},
        {"year": expected.year, "low": expected.lower, "high": expected.upper},
    ]
    way = [last, {"year": expected.year, "value": expected.value}]
    alt = axes.alt
    area = alt.Chart(alt.InlineData(values=band)).mark_area(color=ACCENT, opacity=0.13)
    y = axes.y.copy()
    y.shorthand = "low:Q"
    return [
        area.encode(x=axes.x, y=y, y2="high:Q"),
        axes.layer(way).mark_line(color=ACCENT, strokeWidth=1, strokeDash=[4, 3]),
    ]


def _axes(span: Span, values: list[float]) -> _Axes:
    import altair as alt

    years = list(range(span.baseline, span.end + 1, 2))
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[span.baseline - 0.8, span.end + 0.5], nice=False),
        axis=alt.Axis(format="d", values=years, grid=False),
    )
    scale = alt.Scale(domain=_domain(values), nice=False)
    y = alt.Y("value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4))
    return _Axes(alt, x, y)


def _ends(axes: _Axes, points: list[Datum], expected: Projection | None) -> list[Any]:
    """The first and last figures, set where the line does not run."""
    rises = len(points) > 1 and points[1]["value"] > points[0]["value"]
    layers = [axes.words(points[:1], INK, dy=12 if rises else -9)]
    if len(points) > 1:
        last = points[-1]["value"]
        below = expected is not None and expected.value >= last
        dy = 0 if expected is None else 11 if below else -9
        layers.append(axes.words(points[-1:], INK, align="left", dx=6, dy=dy))
    return layers


def _target(axes: _Axes, bound: float, result: Result, span: Span, words: str) -> list[Any]:
    ends = [{"year": year, "value": bound, "label": words} for year in (span.baseline, span.end)]
    layers = [
        axes.layer(ends).mark_line(color=TARGET, strokeDash=[5, 3], strokeWidth=1.2),
        axes.words(ends[1:], TARGET, align="right", dy=-7),
    ]
    start = result.baseline
    if start is not None and result.progress is not None and result.progress.achieved is not None:
        way: list[Datum] = [{"year": start.year, "value": float(start.value)}, ends[1]]
        dotted = axes.layer(way).mark_line(color=HAIR, strokeDash=[2, 2], strokeWidth=1.2)
        layers.insert(0, dotted)
    return layers


def _domain(values: list[float]) -> list[float]:
    """Room above and below; a line along zero keeps room for its figures, without a tick."""
    low, high = min(values), max(values)
    room = (high - low) * 0.22 or max(abs(high) * 0.05, 1)
    floor = -room / 2 if low < room / 2 else 0.0
    return [low - room if low >= room or low < 0 else floor, high + room]
