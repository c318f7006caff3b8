"""Boundaries of districts from a GeoJSON file, as shapes on a plane.

GeoJSON is RFC 7946. Degrees are drawn in Mercator's projection, which keeps shapes; other numbers
are taken for metres of a national grid. Points that would fall on one spot of the picture are
drawn together, so that a file of any precision makes a small picture.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import asinh, degrees, isfinite, radians, tan
from pathlib import Path
from typing import Any

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.plan_folder.districts import District
from plan_eval.plan_folder.regular_file import MIB, read_regular_file

Place = tuple[float, float]
Ring = tuple[Place, ...]
Shape = tuple[tuple[Ring, ...], ...]
"""Polygons, each its outer ring and its holes."""

_LARGEST = 128 * MIB
_GRID = 1_500
"""Spots along the longer side of the picture."""
_NORTHMOST = 85.0
"""Mercator's projection has no poles."""


@dataclass(frozen=True)
class Boundaries:
    """Shapes by district within `width` × `height`, upwards down as pictures are.

    `without` are the ids of districts that no feature is of, `strangers` the names of features
    that are of no district.
    """

    shapes: dict[str, Shape]
    width: float
    height: float
    without: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


def read_boundaries(path: Path, districts: Iterable[District]) -> Boundaries:
    """The boundaries of districts; a feature is of the one whose id or name it carries.

    Raises PlanEvalError for a file that is no GeoJSON of areas.
    """
    every = list(districts)
    found: dict[str, list[list[list[Place]]]] = {}
    strangers: list[str] = []
    for feature in _features(path):
        polygons = list(_polygons(feature, path))
        whose = _whose(feature, every)
        if whose is None:
            strangers.append(_called(feature))
        elif polygons:
            found.setdefault(whose, []).extend(polygons)
    without = tuple(one.id for one in every if one.id not in found)
    return _on_a_plane(found, without, tuple(strangers))


def _features(path: Path) -> list[dict[str, Any]]:
    hint = t("districts.boundaries-hint")
    try:
        data = json.loads(read_regular_file(path, _LARGEST).decode("utf-8-sig"))
    except FileNotFoundError:
        raise PlanEvalError(t("districts.no-boundaries"), path=path, hint=hint) from None
    except (ValueError, RecursionError) as error:
        message = t("districts.no-geojson", reason=str(error) or type(error).__name__)
        raise PlanEvalError(message, path=path, hint=hint) from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        message = t("districts.no-geojson", reason=t("districts.no-features"))
        raise PlanEvalError(message, path=path, hint=hint)
    return features


def _polygons(feature: dict[str, Any], path: Path) -> Iterator[list[list[Place]]]:
    geometry: Any = feature.get("geometry") or {}
    try:
        kind, rings = geometry.get("type"), geometry.get("coordinates")
        listed: Any = [rings] if kind == "Polygon" else rings if kind == "MultiPolygon" else []
        for polygon in listed:
            made = [[(float(point[0]), float(point[1])) for point in ring] for ring in polygon]
            if not all(isfinite(x) for ring in made for point in ring for x in point):
                raise ValueError("NaN")
            yield made
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        message = t("districts.no-shape", name=_called(feature), reason=error)
        raise PlanEvalError(message, path=path, hint=t("districts.boundaries-hint")) from None


def _names(feature: dict[str, Any]) -> list[str]:
    """What a feature is called: its id, then the texts and numbers among its properties."""
    properties = feature.get("properties")
    values = properties.values() if isinstance(properties, dict) else ()
    given = (feature.get("id"), *values)
    return [str(one) for one in given if isinstance(one, str | int) and not isinstance(one, bool)]


def _called(feature: dict[str, Any]) -> str:
    properties = feature.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    return str(name or next(iter(_names(feature)), "—"))


def _whose(feature: dict[str, Any], districts: list[District]) -> str | None:
    names = {one.strip().casefold() for one in _names(feature)}
    by_id = [one.id for one in districts if one.id.casefold() in names]
    by_name = [
        one.id
        for one in districts
        if names & {word.casefold() for word in (one.name, one.name_en) if word}
    ]
    matches = by_id or by_name
    return matches[0] if len(matches) == 1 else None


def _on_a_plane(
    found: dict[str, list[list[list[Place]]]], without: tuple[str, ...], strangers: tuple[str, ...]
) -> Boundaries:
    points = [p for of in found.values() for polygon in of for ring in polygon for p in ring]
    if not points:
        return Boundaries({}, 0, 0, without, strangers)
    in_degrees = all(abs(x) <= 180 and abs(y) <= 90 for x, y in points)

    def placed(point: Place) -> Place:
        return (point[0], _mercator(point[1])) if in_degrees else point

    across, up = zip(*map(placed, points), strict=True)
    left, top = min(across), max(up)
    step = max(max(across) - left, top - min(up)) / _GRID or 1.0

    def on_grid(ring: list[Place]) -> Ring:
        spots = [(round((x - left) / step), round((top - y) / step)) for x, y in map(placed, ring)]
        kept = [spot for n, spot in enumerate(spots) if not n or spot != spots[n - 1]]
        return tuple((float(x), float(y)) for x, y in kept)

    shapes = {
        name: tuple(
            rings
            for polygon in of
            if (rings := tuple(ring for one in polygon if len(ring := on_grid(one)) > 3))
        )
        for name, of in found.items()
    }
    width = round((max(across) - left) / step)
    return Boundaries(shapes, width, round((top - min(up)) / step), without, strangers)


def _mercator(latitude: float) -> float:
    north = max(-_NORTHMOST, min(_NORTHMOST, latitude))
    return degrees(asinh(tan(radians(north))))


def inside(shape: Shape) -> Place | None:
    """A point inside the largest polygon, far from its edges: where a name stands.

    The middle of the widest run of the polygon on one of some lines across it.
    """
    largest = max(shape, key=lambda polygon: abs(_area(polygon[0])), default=None)
    if largest is None:
        return None
    ys = [y for _, y in largest[0]]
    low, high = min(ys), max(ys)
    best = (-1.0, largest[0][0])
    for part in range(3, 14):
        y = low + (high - low) * part / 16 + 0.01  # between the lines of the grid
        cuts = sorted(x for ring in largest for x in _crossings(ring, y))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            # the middle rather than the edge where both are as wide
            score = (right - left) * (1 - abs(part - 8) / 16)
            best = max(best, (score, ((left + right) / 2, y)))
    return best[1]


def _area(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def _crossings(ring: Ring, y: float) -> Iterator[float]:
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)
