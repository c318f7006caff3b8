"""What the tests of pictures share: indicators with made-up figures, and drawn texts with boxes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

from plan_eval.model.assessment import Evidence, Pace, Point, Progress, Projection, Result, State
from plan_eval.report.charts.labels import Box
from plan_eval.report.charts.picture import draw
from plan_eval.report.charts.theme import Specification

ROOT = Path(__file__).resolve().parents[3]


class Text(NamedTuple):
    """A drawn text, the room it takes in the picture, and its colour."""

    words: str
    box: Box
    colour: str


class Drawn(NamedTuple):
    """A drawn picture: its texts, and what the page shows of it."""

    texts: list[Text]
    view: Box
    svg: str


def result(
    values: Sequence[Decimal | None],
    bound: Decimal | None,
    *,
    scheduled: bool = True,
    expected: tuple[float, float, float] | None = None,
) -> Result:
    """Figures of 2020 and after (None: not reported), the target, value and interval of 2030."""
    points = [_point(2020 + n, value) for n, value in enumerate(values) if value is not None]
    return Result(
        indicator="made-up",
        state=State.NOT_MET,
        checklist=None,
        nearly=False,
        progress=Progress(Pace.ON_TRACK, achieved=Fraction(1, 2)) if scheduled else None,
        evidence=Evidence.FIRM,
        reasons=(),
        warnings=(),
        bound=None if bound is None else Fraction(bound),
        value=None,
        baseline=points[0],
        latest=points[-1],
        history=tuple(points),
        projection=None if expected is None else _projection(*expected),
    )


def _point(year: int, value: Decimal) -> Point:
    places = max(0, -int(value.as_tuple().exponent))
    return Point(year, Fraction(value), value, places, None, None, "made-up.csv", 2)


def _projection(value: float, lower: float, upper: float) -> Projection:
    return Projection(2030, "ols", 6, value, lower, upper, 0.8, 0.5, None, agree=True)


def unstyled(specification: Specification) -> Specification:
    """Without the look: that there is no background the schema has no words for."""
    return {name: value for name, value in specification.items() if name != "config"}


def drawn(specification: Specification) -> Drawn:
    svg = draw(specification, "").svg
    root = ET.fromstring(svg)
    _, _, wide, high = (float(number) for number in root.attrib["viewBox"].split())
    return Drawn(list(_texts(root, 0.0, 0.0)), Box(0, 0, wide, high), svg)


def _texts(element: ET.Element, x: float, y: float) -> Sequence[Text]:
    moved = re.search(r"translate\(([-\d.e]+),([-\d.e]+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag.endswith("}text"):
        lines = [line.text or "" for line in element] or [element.text or ""]
        size = float(element.attrib["font-size"].removesuffix("px"))
        box = _box(lines, x, y, size, element.get("text-anchor", "start"))
        return [Text("".join(lines), box, element.get("fill", ""))]
    return [text for child in element for text in _texts(child, x, y)]


def _box(lines: list[str], x: float, y: float, size: float, anchor: str) -> Box:
    """The ink of digits and Chinese characters: y is the first line's base line."""
    wide = max(advance(line) for line in lines) * size
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return Box(left, y - 0.8 * size, left + wide, y + 0.1 * size + (len(lines) - 1) * (size + 1))


def advance(text: str) -> float:
    """How wide the report's font sets a text, as a share of its size."""
    widths, names, unit = _font()
    return sum(widths[names[ord(char)]][0] for char in text) / unit


@cache
def _font() -> tuple[dict[str, tuple[int, int]], dict[int, str], int]:
    font = TTFont(ROOT / "templates/fonts/PESong.ttf")
    return dict(font["hmtx"].metrics), font.getBestCmap(), font["head"].unitsPerEm
