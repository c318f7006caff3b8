"""Districts along one axis: each at its figure, against the target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from plan_eval.report.charts.axis import Axis, axis_of
from plan_eval.report.charts.theme import (
    ACCENT,
    INK,
    SOFT,
    TARGET,
    Datum,
    Specification,
    specification,
)

WIDTH, ROW, STACKED = 206, 15, 96
MOST_NAMED = 20
"""So many districts have a row each; more are piled up, as many as there are at a figure."""
_PILES = 40


@dataclass(frozen=True, slots=True)
class Dot:
    """A district's figure; `met` is filled, else hollow. `interval`: of a small count."""

    name: str
    value: Fraction
    met: bool
    interval: tuple[float, float] | None = None


def dots_chart(dots: Sequence[Dot], bound: Fraction | None, places: int) -> Specification:
    """The districts from the top as given; the target as a broken line."""
    import altair as alt

    named = len(dots) <= MOST_NAMED
    ends = [float(one.value) for one in dots]
    ends += [x for one in dots for x in one.interval or ()] if named else []
    axis = axis_of([*ends, *([float(bound)] if bound is not None else [])], places, ticks=5)
    data = _rows(dots) if named else _piles(dots, axis)
    x = _across("value:Q", axis)
    y = _side([one.name for one in dots]) if named else _pile_axis(data)
    base = alt.Chart(alt.NamedData(name="dots"))
    layers: list[Any] = []
    if named:
        whiskers = base.mark_rule(color=SOFT, strokeWidth=1.2).transform_filter(
            "isValid(datum.low)"
        )
        layers.append(whiskers.encode(x=_across("low:Q", axis), x2="high:Q", y=y))
    points = base.mark_point(size=42 if named else 14, strokeWidth=1.4, opacity=1)
    layers.append(
        points.encode(
            x=x,
            y=y,
            stroke=alt.value(ACCENT),
            fill=alt.Fill("fill:N", scale=None),
        )
    )
    target = alt.Chart(alt.NamedData(name="target")).mark_rule(color=TARGET, strokeDash=[5, 3])
    layers.append(target.encode(x=x))
    made = alt.layer(*layers).properties(
        width=WIDTH, height=ROW * len(dots) + 6 if named else STACKED
    )
    aims = [] if bound is None else [{"value": float(bound)}]
    return specification(made, dots=data, target=aims)


def _rows(dots: Sequence[Dot]) -> list[Datum]:
    return [
        {
            "name": one.name,
            "value": float(one.value),
            "fill": ACCENT if one.met else "white",
            "low": one.interval[0] if one.interval else None,
            "high": one.interval[1] if one.interval else None,
        }
        for one in dots
    ]


def _piles(dots: Sequence[Dot], axis: Axis) -> list[Datum]:
    step = (axis.high - axis.low) / _PILES
    seen: Counter[int] = Counter()
    found = []
    # the filled ones below, so that both parts of a pile are seen
    for one in sorted(dots, key=lambda dot: (not dot.met, dot.value, dot.name)):
        at = int((float(one.value) - axis.low) / step)
        seen[at] += 1
        found.append(
            {
                "value": axis.low + (at + 0.5) * step,
                "count": seen[at],
                "fill": ACCENT if one.met else "white",
            }
        )
    return found


def _across(field: str, axis: Axis) -> Any:
    import altair as alt

    return alt.X(
        field,
        title=None,
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False),
        axis=alt.Axis(values=list(axis.ticks), format=f".{axis.places}f", grid=True),
    )


def _side(names: Sequence[str]) -> Any:
    import altair as alt

    side = alt.Axis(ticks=False, domain=False, labelLimit=0, labelColor=INK, grid=False)
    return alt.Y("name:N", sort=list(names), title=None, axis=side)


def _pile_axis(data: Sequence[Datum]) -> Any:
    import altair as alt

    top = max((one["count"] for one in data), default=1)
    return alt.Y("count:Q", title=None, scale=alt.Scale(domain=[0, top + 1]), axis=None)
