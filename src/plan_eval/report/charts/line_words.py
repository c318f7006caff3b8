"""The words in a line picture: the first and the last figure and the target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plan_eval.report.charts.frame import Frame
from plan_eval.report.charts.labels import Align, Spot, Stroke, settle
from plan_eval.report.charts.theme import INK, TARGET, Datum

Series = dict[str, list[Datum]]

# how much of each line must stay visible; edges of bands may be covered
_WEIGHTS = {"reported": 4.0, "target": 4.0, "projection": 3.0, "schedule": 2.0}
_EDGE = 0.5

_ABOVE: tuple[tuple[float, float, Align], ...] = ((0, -11, "center"), (6, -9, "left"))
_BELOW: tuple[tuple[float, float, Align], ...] = ((0, 12, "center"), (6, 10, "left"))
_ASIDE: tuple[tuple[float, float, Align], ...] = ((7, 0, "left"),)
_LEFT: tuple[tuple[float, float, Align], ...] = ((-6, -9, "right"), (-6, 10, "right"))
_AFAR: tuple[tuple[float, float, Align], ...] = ((0, -23, "center"), (0, 24, "center"))
_FIRST = (*_BELOW, *_ABOVE, *_ASIDE, *_AFAR)
_LAST = (*_ASIDE, *_BELOW, *_ABOVE, *_LEFT, (-7, 0, "right"), *_AFAR)


def words(series: Series, target: str, frame: Frame) -> list[Datum]:
    """Where each text stands: year and value of its anchor, shift in pixels, side and colour."""
    reported, aim = series["reported"], series["target"]
    wanted: list[tuple[str, str, list[tuple[Datum, Spot]]]] = []
    if reported:
        last = reported[-1]
        wanted.append((last["label"], INK, list(_around(last, _LAST, frame))))
    if len(reported) > 1:
        first = reported[0]
        wanted.append((first["label"], INK, list(_around(first, _FIRST, frame))))
    if aim:
        wanted.append((target, TARGET, list(_along(aim, frame))))
    texts = [(text, [spot for _, spot in choices]) for text, _, choices in wanted]
    settled = settle(texts, list(_strokes(series, frame)), frame.box)
    return [
        _label(text, colour, spot, next(datum for datum, one in choices if one == spot))
        for (text, colour, choices), spot in zip(wanted, settled, strict=True)
    ]


def _label(text: str, colour: str, spot: Spot, anchor: Datum) -> Datum:
    return {
        "year": anchor["year"],
        "value": anchor["value"],
        "text": text,
        "colour": colour,
        "align": spot.align,
        "dx": spot.dx,
        "dy": spot.dy,
    }


def _around(
    point: Datum, shifts: Iterable[tuple[float, float, Align]], frame: Frame
) -> Iterator[tuple[Datum, Spot]]:
    x, y = frame.place(point["year"], point["value"])
    for dx, dy, align in shifts:
        yield point, Spot(x, y, dx, dy, align)


def _along(aim: Sequence[Datum], frame: Frame) -> Iterator[tuple[Datum, Spot]]:
    """On the target line: at its end, at its start, then anywhere, above it or below."""
    first, last = aim
    years = range(first["year"] + 1, last["year"])
    anchors: list[tuple[Datum, Align]] = [(last, "right"), (first, "left")]
    anchors += [({**last, "year": year}, "center") for year in reversed(years)]
    for anchor, align in anchors:
        x, y = frame.place(anchor["year"], anchor["value"])
        for dy in (-9.0, 10.0):
            yield anchor, Spot(x, y, 0, dy, align)


def _strokes(series: Series, frame: Frame) -> Iterator[Stroke]:
    for name, weight in _WEIGHTS.items():
        points = [frame.place(datum["year"], datum["value"]) for datum in series[name]]
        yield Stroke(points, weight)
    for ends in zip(series["margin"][::2], series["margin"][1::2], strict=True):
        yield Stroke([frame.place(one["year"], one["value"]) for one in ends], _EDGE)
    for edge in ("low", "high"):
        points = [frame.place(datum["year"], datum[edge]) for datum in series["band"]]
        yield Stroke(points, _EDGE)
