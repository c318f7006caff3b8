"""Districts on a map: the state by lightness, sign and name together, so that grey print tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plan_eval.plan_folder.boundaries import Boundaries, inside
from plan_eval.report.charts.labels import Box, width
from plan_eval.report.charts.theme import FONT, INK, SIZE, Datum, Specification, specification

SIGNS = {"met": "●", "nearly_met": "◐", "not_met": "○", "undetermined": "△", "not_due": "◇"}
"""As the report's tables have them; what has no sign is named by its words."""
GROUNDS = {
    "met": "#ffffff",
    "nearly_met": "#dde2e8",
    "not_met": "#9fb0c3",
    "undetermined": "#f1f3f5",
    "none": "#f1f3f5",
}
"""From light to dark: what is to be done is what is seen first."""
_SIGN_FONT = "PE Signs"
_LINE = SIZE + 2
_EDGE = 3
"""Pixels around the shapes, for their lines."""


@dataclass(frozen=True, slots=True)
class Region:
    """A district on the map: its state (a key of GROUNDS, else none), and what stands on it."""

    district: str
    state: str
    sign: str
    name: str


def map_chart(
    regions: Sequence[Region], boundaries: Boundaries, size: tuple[int, int]
) -> Specification:
    """The shapes of the regions in the middle of a picture of `size` pixels, width and height.

    Districts without data have a broken edge; a name that would cover another is left out.
    """
    import altair as alt

    frame = Box(0, 0, *size)
    onto = _Fit.of(boundaries, size)
    drawn = [one for one in regions if boundaries.shapes.get(one.district)]
    shapes = [_feature(one, boundaries, onto) for one in drawn]
    labels = _labels(drawn, boundaries, onto, frame)
    area = (
        alt.Chart(alt.NamedData(name="shapes"))
        .mark_geoshape(stroke=INK, strokeWidth=0.7)
        .encode(
            fill=alt.Fill("properties.fill:N", scale=None),
            strokeDash=alt.StrokeDash("properties.dash:N", scale=None),
        )
        .project(type="identity", scale=1, translate=[0, 0])
    )
    place = {
        "x": alt.X("x:Q", scale=None, axis=None),
        "y": alt.Y("y:Q", scale=None, axis=None),
        "text": "text:N",
    }
    signs = alt.Chart(alt.NamedData(name="signs")).mark_text(font=_SIGN_FONT, color=INK)
    names = alt.Chart(alt.NamedData(name="names")).mark_text(
        font=FONT, fontSize=SIZE - 1, color=INK
    )
    made = alt.layer(area, signs.encode(**place), names.encode(**place)).properties(
        width=size[0], height=size[1]
    )
    return specification(made, shapes=shapes, **labels)


@dataclass(frozen=True, slots=True)
class _Fit:
    """From the boundaries' plane onto the picture."""

    scale: float
    left: float
    top: float

    @classmethod
    def of(cls, boundaries: Boundaries, size: tuple[int, int]) -> _Fit:
        room = [side - 2 * _EDGE for side in size]
        scale = min(room[0] / max(boundaries.width, 1), room[1] / max(boundaries.height, 1))
        left = (size[0] - boundaries.width * scale) / 2
        return cls(scale, left, (size[1] - boundaries.height * scale) / 2)

    def __call__(self, place: tuple[float, float]) -> tuple[float, float]:
        x, y = place
        return round(self.left + x * self.scale, 2), round(self.top + y * self.scale, 2)


def _feature(one: Region, boundaries: Boundaries, onto: _Fit) -> Datum:
    fill = GROUNDS.get(one.state, GROUNDS["none"])
    dash = "" if one.state in ("met", "nearly_met", "not_met") else "3,2"
    polygons = [
        [[list(onto(point)) for point in ring] for ring in polygon]
        for polygon in boundaries.shapes[one.district]
    ]
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        "properties": {"fill": fill, "dash": [float(x) for x in dash.split(",") if x] or [1, 0]},
    }


def _labels(
    drawn: Sequence[Region], boundaries: Boundaries, onto: _Fit, frame: Box
) -> dict[str, list[Datum]]:
    """The sign of each region, and its name where that covers no other words."""
    places = []
    for one in drawn:
        if (spot := inside(boundaries.shapes[one.district])) is not None:
            places.append((one, *onto(spot)))
    half = SIZE / 2
    taken = [Box(x - half, y - half, x + half, y + half) for one, x, y in places if one.sign]
    signs = [{"x": x, "y": y, "text": one.sign} for one, x, y in places if one.sign]
    names: list[Datum] = []
    for one, x, y in places:
        below = y + _LINE if one.sign else y
        reach = width(one.name) / 2
        x = min(max(x, frame.left + reach), frame.right - reach)
        box = Box(x - reach, below - half, x + reach, below + half)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            names.append({"x": x, "y": below, "text": one.name})
    return {"signs": signs, "names": names}
