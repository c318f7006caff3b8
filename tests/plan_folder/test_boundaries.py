"""Boundaries: whose shape is whose, what is of nobody, shapes on a plane, files that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plan_eval.errors import PlanEvalError
from plan_eval.plan_folder.boundaries import Shape, inside, read_boundaries
from plan_eval.plan_folder.districts import District

EAST = District(id="east", name="东区", name_en="East")
WEST = District(id="440101", name="西区")


def square(x: float, y: float, side: float = 1.0) -> list[list[list[float]]]:
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return [ring]


def feature(coordinates: Any, kind: str = "Polygon", **given: Any) -> dict[str, Any]:
    return {"type": "Feature", **given, "geometry": {"type": kind, "coordinates": coordinates}}


def write(folder: Path, *features: Any) -> Path:
    path = folder / "b.geojson"
    collection = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(collection, ensure_ascii=False), "utf-8-sig")
    return path


@pytest.mark.parametrize(
    "given",
    [
        {"id": "east"},
        {"id": "EAST"},
        {"properties": {"name": "东区"}},
        {"properties": {"NAME_EN": "east"}},
        {"properties": {"code": "east", "note": None, "parent": {"x": 1}}},
    ],
)
def test_a_feature_is_of_the_district_whose_id_or_name_it_carries(
    given: dict[str, Any], tmp_path: Path
) -> None:
    found = read_boundaries(write(tmp_path, feature(square(113, 23), **given)), [EAST, WEST])
    assert (list(found.shapes), found.without, found.strangers) == (["east"], ("440101",), ())


def test_numbers_are_ids_too(tmp_path: Path) -> None:
    path = write(tmp_path, feature(square(1, 2), properties={"adcode": 440101, "name": "西"}))
    assert list(read_boundaries(path, [EAST, WEST]).shapes) == ["440101"]


def test_what_is_of_nobody_or_of_two_is_named(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        feature(square(1, 2), properties={"name": "邻市"}),
        feature(square(3, 2), properties={"a": "east", "b": "440101", "name": "两可"}),
        feature(square(5, 2)),
    )
    found = read_boundaries(path, [EAST, WEST])
    assert (found.shapes, found.strangers) == ({}, ("邻市", "两可", "—"))
    assert found.without == ("east", "440101")


def test_parts_of_one_district_are_one_shape(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        feature([square(113, 23), square(115, 23)], "MultiPolygon", id="east"),
        feature(square(117, 23), id="east"),
    )
    assert len(read_boundaries(path, [EAST]).shapes["east"]) == 3


def test_degrees_keep_the_shape_that_the_land_has(tmp_path: Path) -> None:
    # at 60° a degree of longitude is half as long as one of latitude
    found = read_boundaries(write(tmp_path, feature(square(10, 59.5), id="east")), [EAST])
    assert found.width / found.height == pytest.approx(0.5, abs=0.01)
    metres = read_boundaries(write(tmp_path, feature(square(5e5, 2.5e6, 1e4), id="east")), [EAST])
    assert metres.width == metres.height
    # north is up, and down is where pictures count to
    ((ring, *_), *_) = metres.shapes["east"]
    assert ring[0] == (0, metres.height)


def test_many_points_on_one_spot_are_one(tmp_path: Path) -> None:
    ring = [[113 + n / 1e7, 23.0] for n in range(5000)]
    ring += [[114.0, 23.0], [114.0, 24.0], [113.0, 24.0], [113.0, 23.0]]
    found = read_boundaries(write(tmp_path, feature([ring], id="east")), [EAST])
    assert len(found.shapes["east"][0][0]) < 10


def test_a_name_stands_inside_even_of_a_horseshoe() -> None:
    horseshoe: Shape = (
        (((0, 0), (90, 0), (90, 90), (60, 90), (60, 30), (30, 30), (30, 90), (0, 90), (0, 0)),),
    )
    spot = inside(horseshoe)
    assert spot is not None
    x, y = spot
    assert y < 30 or not 30 < x < 60
    hole: Shape = (
        (
            ((0, 0), (90, 0), (90, 90), (0, 90), (0, 0)),
            ((20, 20), (70, 20), (70, 70), (20, 70), (20, 20)),
        ),
    )
    spot = inside(hole)
    assert spot is not None
    assert not (20 < spot[0] < 70 and 20 < spot[1] < 70)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"type": "Topology"}',
        '{"features": [1]}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[["a", 1]]]}}]}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[NaN, 1]]]}}]}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": 3}}]}',
        '{"features": [{"geometry": "x"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_geojson_of_areas_is_a_mistake(text: str, tmp_path: Path) -> None:
    path = tmp_path / "b.geojson"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanEvalError) as raised:
        read_boundaries(path, [EAST])
    assert (raised.value.path, bool(raised.value.hint)) == (path, True)


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(PlanEvalError, match="没有这个边界文件"):
        read_boundaries(tmp_path / "b.geojson", [EAST])


def test_points_and_lines_are_no_areas(tmp_path: Path) -> None:
    path = write(tmp_path, feature([113.0, 23.0], "Point", id="east"))
    assert read_boundaries(path, [EAST]).without == ("east",)
