"""Words inside a picture, set where they cover neither a line nor each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal
from unicodedata import east_asian_width

from plan_eval.report.charts.theme import SIZE

Align = Literal["left", "center", "right"]
Place = tuple[float, float]

_HALF = SIZE * 0.56
_NARROW = {".": 0.33, ",": 0.33, ":": 0.33, " ": 0.26, "-": 0.35, "%": 0.93}
_FORBIDDEN = 10_000.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        inside = self.left <= other.left and other.right <= self.right
        return inside and self.top <= other.top and other.bottom <= self.bottom

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for words: a point, and the shift of the words' middle line from it."""

    x: float
    y: float
    dx: float
    dy: float
    align: Align

    def box(self, text: str) -> Box:
        """The room that the text takes there."""
        x, y, wide = self.x + self.dx, self.y + self.dy, width(text)
        left = x - {"left": 0.0, "center": wide / 2, "right": wide}[self.align]
        return Box(left, y - _HALF, left + wide, y + _HALF)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line through points in pixels; `weight` says how much it must stay visible."""

    points: Sequence[Place]
    weight: float


def width(text: str) -> float:
    """How wide the report's font sets a text, in pixels."""
    return SIZE * sum(
        1.0 if east_asian_width(char) in "WFA" else _NARROW.get(char, 0.57) for char in text
    )


def settle(
    texts: Iterable[tuple[str, Sequence[Spot]]], strokes: Sequence[Stroke], frame: Box
) -> list[Spot]:
    """The best spot for each text, the earlier ones of equal worth preferred, texts in order."""
    taken: list[Box] = []
    chosen: list[Spot] = []
    for text, spots in texts:
        spot = _best(text, spots, taken, strokes, frame)
        taken.append(spot.box(text))
        chosen.append(spot)
    return chosen


def _best(
    text: str, spots: Sequence[Spot], taken: list[Box], strokes: Sequence[Stroke], frame: Box
) -> Spot:
    best, least = spots[0], inf
    for spot in spots:
        cost = _cost(spot.box(text), taken, strokes, frame)
        if cost < least:
            best, least = spot, cost
        if not cost:
            break
    return best


def _cost(box: Box, taken: Iterable[Box], strokes: Iterable[Stroke], frame: Box) -> float:
    cost = 0.0 if frame.holds(box) else _FORBIDDEN
    cost += sum(_FORBIDDEN for other in taken if box.meets(other))
    for stroke in strokes:
        for start, end in zip(stroke.points, stroke.points[1:], strict=False):
            cost += stroke.weight * _covered(start, end, box)
    return cost


def _covered(start: Place, end: Place, box: Box) -> float:
    """How many pixels of the line from start to end lie in the box (Liang and Barsky)."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for by, room in (
        (-dx, x - box.left),
        (dx, box.right - x),
        (-dy, y - box.top),
        (dy, box.bottom - y),
    ):
        if by == 0:
            if room < 0:
                return 0.0
        elif by < 0:
            first = max(first, room / by)
        else:
            last = min(last, room / by)
    return max(last - first, 0.0) * float((dx * dx + dy * dy) ** 0.5)
