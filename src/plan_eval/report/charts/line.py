"""A quantified indicator over the years, with its target and the straight way to it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Span
from plan_eval.model.targets import Around
from plan_eval.model.wording import target_words, telling
from plan_eval.report.charts.axis import axis_of
from plan_eval.report.charts.frame import AFTER, BEFORE, HEIGHT, WIDTH, Frame
from plan_eval.report.charts.line_words import Series, words
from plan_eval.report.charts.theme import ACCENT, FAINT, TARGET, Datum, Specification, specification


def line_chart(indicator: Indicator, result: Result, span: Span) -> Specification:
    """Points and line as reported, dashed target line, dotted schedule from the baseline.

    The figures still to come stand as a dashed line in a band, where there is a projection. A
    target with a tolerance has dotted edges. `result` has a history.
    """
    series = _series(indicator, result, span)
    axis = axis_of(_values(series), max(point.places for point in result.history))
    series["words"] = words(series, target_words(indicator), Frame(span, axis))
    settings = {
        "low": axis.low,
        "high": axis.high,
        "ticks": list(axis.ticks),
        "form": f".{axis.places}f",
    }
    return _blank(span.baseline, span.end) | {
        "params": [{"name": name, "value": value} for name, value in settings.items()],
        "datasets": series,
    }


def _series(indicator: Indicator, result: Result, span: Span) -> Series:
    """The data of every layer; an empty one is not drawn."""
    reported = _reported(indicator, result)
    series: Series = {"reported": reported}
    series["target"] = _target(result, span)
    series["margin"] = list(_margin(indicator, series["target"]))
    series["schedule"] = _schedule(result, series["target"])
    series |= _projection(result, reported[-1])
    return series


def _reported(indicator: Indicator, result: Result) -> list[Datum]:
    """The figures as they were reported; the line stops where they cease to compare (口径变化)."""
    # labels are rounded from the exact value, half up, as in the tables
    places = max(point.places for point in result.history)
    return [
        {
            "year": point.year,
            "value": float(point.value),
            "label": telling(point.value, places, result.bound),
            "segment": sum(point.year >= year for year in indicator.breaks),
        }
        for point in result.history
    ]


def _target(result: Result, span: Span) -> list[Datum]:
    if result.bound is None:
        return []
    return [{"year": year, "value": float(result.bound)} for year in (span.baseline, span.end)]


def _margin(indicator: Indicator, target: list[Datum]) -> Iterable[Datum]:
    """The edges of what counts as on the target: 50±1."""
    if isinstance(indicator.target, Around):
        away = float(indicator.target.tolerance)
        for edge in (-away, away):
            for end in target:
                yield {"year": end["year"], "value": end["value"] + edge, "edge": edge}


def _schedule(result: Result, target: list[Datum]) -> list[Datum]:
    start, progress = result.baseline, result.progress
    if not target or start is None or progress is None or progress.achieved is None:
        return []
    return [{"year": start.year, "value": float(start.value)}, target[-1]]


def _projection(result: Result, last: Datum) -> Series:
    """A band that widens from the last figure to the interval expected in the target year."""
    expected = result.projection
    if expected is None:
        return {"projection": [], "band": []}
    year = expected.year
    return {
        "projection": [last, {"year": year, "value": expected.value}],
        "band": [
            {"year": last["year"], "low": last["value"], "high": last["value"]},
            {"year": year, "low": expected.lower, "high": expected.upper},
        ],
    }


def _values(series: Series) -> Iterable[float]:
    for data in series.values():
        for datum in data:
            yield from (datum[name] for name in ("value", "low", "high") if name in datum)


@cache
def _blank(first: int, last: int) -> Specification:
    """The picture without its data: Altair takes longer to make one than to draw it."""
    import altair as alt

    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[first - BEFORE, last + AFTER], nice=False),
        axis=alt.Axis(
            format="d", values=list(range(first, last + 1, 2)), grid=False, labelOverlap=False
        ),
    )
    how: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(domain=[alt.ExprRef("low"), alt.ExprRef("high")], nice=False),
        # as much room for figures in every picture keeps neighbours in line
        "axis": alt.Axis(
            values=alt.ExprRef("ticks"),
            labelExpr="format(datum.value, form)",
            labelOverlap=False,
            minExtent=44,
        ),
    }

    def lines(name: str) -> Any:
        return alt.Chart(alt.NamedData(name=name)).encode(x=x, y=alt.Y("value:Q", **how))

    def bands(name: str) -> Any:
        chart = alt.Chart(alt.NamedData(name=name))
        return chart.encode(x=x, y=alt.Y("low:Q", **how), y2="high:Q")

    at = {name: alt.ExprRef(f"datum.{name}") for name in ("align", "dx", "dy")}
    layers = [
        lines("margin")
        .mark_line(color=TARGET, strokeDash=[1, 3], strokeWidth=1)
        .encode(detail="edge:N"),
        lines("schedule").mark_line(color=FAINT, strokeDash=[2, 2], strokeWidth=1.2),
        lines("target").mark_line(color=TARGET, strokeDash=[5, 3], strokeWidth=1.2),
        bands("band").mark_area(color=ACCENT, opacity=0.13),
        lines("projection").mark_line(color=ACCENT, strokeWidth=1, strokeDash=[4, 3]),
        lines("reported").mark_line(color=ACCENT, strokeWidth=1.6).encode(detail="segment:N"),
        lines("reported").mark_point(color=ACCENT, filled=True, size=28, opacity=1),
        lines("words")
        .mark_text(baseline="middle", color=alt.ExprRef("datum.colour"), **at)
        .encode(text="text:N"),
    ]
    return specification(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT))
