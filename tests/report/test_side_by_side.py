"""The volume that sets districts side by side: on paper, as a page, as a workbook, on a map."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.conftest import Ran
from tests.plans.districts import city, write_district
from tests.report.rendering import needs_pdftotext, squeeze, text_of

from plan_eval.plan_folder.boundaries import read_boundaries
from plan_eval.plan_folder.districts import District
from plan_eval.report.charts.map import GROUNDS, Region, map_chart
from plan_eval.report.charts.picture import draw

Command = Callable[..., Ran]
REPORT = ("report", "--by", "district", "--stage", "midterm", "--date", "2019-03-01")
VOLUME = "output/yunling-children-2020_midterm_2018_districts"
PLACES = {
    "东区": (113.5, 23.0),
    '西"区"&<b>': (113.0, 23.0),
    "南区": (113.2, 22.6),
    "邻市": (114, 23),
}


def boundaries(folder: Path, names: dict[str, tuple[float, float]]) -> Path:
    """Made-up squares, one a name."""
    features = []
    for name, (x, y) in names.items():
        ring = [[x, y], [x + 0.4, y], [x + 0.4, y + 0.3], [x, y + 0.3], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    path = folder / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four districts: one with signs in its name, one that sent nothing, one without a shape."""
    city(tmp_path, ["a", "b", "c", "d"])
    (tmp_path / "inbox/e").mkdir()
    named = {"a": "东区", "b": '西"区"&<b>', "c": "南区", "d": "无界区", "e": "北区"}
    entries = "".join(
        f"  - {{id: {one}, name: '{name}', submissions: inbox/{one}}}\n"
        for one, name in named.items()
    )
    settings = tmp_path / "plan-eval.yaml"
    plan = settings.read_text("utf-8").splitlines()[0]
    boundaries(tmp_path, PLACES)
    text = f"{plan}\nboundaries: boundaries.geojson\ndistricts:\n{entries}"
    settings.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words_of(page: str) -> str:
    page = re.sub(r"<style.*?</style>", "", page, flags=re.S)
    pictures = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", page)
    return html.unescape(re.sub(r"<[^>]+>", " ", pictures))


@needs_pdftotext
def test_each_has_its_report_and_all_have_one_volume(plan_eval: Command, project: Path) -> None:
    ran = plan_eval(*REPORT, "--parts", "main")
    assert ran.code == 1  # one sent nothing
    assert "北区：没有报送" in ran.err
    assert "不属于任何地区：邻市" in ran.err
    assert "没有这些地区：无界区、北区" in ran.err
    for one in "abcd":
        (path,) = (project / "output" / one).glob("*.pdf")
        assert path.name == "yunling-children-2020_midterm_2018_main.pdf"
    assert not (project / "output/e").exists()
    own = squeeze(text_of(project / "output/b/yunling-children-2020_midterm_2018_main.pdf"))
    assert squeeze('西"区"&<b>') in own

    pages = [squeeze(page) for page in text_of(project / f"{VOLUME}.pdf").split("\f")[:-1]]
    text = "".join(pages)
    for said in (
        "本次对比5个地区，其中4个",
        "没有报送、未作评判的：北区",
        "表1",
        "不合成总分",
        "无界区",
    ):
        assert squeeze(said) in text
    assert [at for at, page in enumerate(pages) if "示例数据" not in page] == []
    # a second run writes the same bytes
    before = (project / f"{VOLUME}.pdf").read_bytes()
    (project / f"{VOLUME}.pdf").unlink()
    assert plan_eval(*REPORT, "--parts", "main", "--workers", "2").code == 1
    assert (project / f"{VOLUME}.pdf").read_bytes() == before


def test_the_page_and_the_workbook_say_the_same(plan_eval: Command, project: Path) -> None:
    assert plan_eval(*REPORT, "--format", "html").code == 1
    page = (project / f"{VOLUME}.html").read_text("utf-8")
    assert "<b>" not in page
    said = words_of(page)
    assert '西"区"&<b>' in said
    assert "http" not in re.sub(r"data:[^\"]*", "", page)
    assert plan_eval(*REPORT, "--format", "xlsx").code == 1
    book = openpyxl.load_workbook(project / f"{VOLUME}.xlsx")
    assert book.sheetnames == ["各地区", "各项指标", "对比明细"]
    rows = list(book["对比明细"].iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "编码")
    figures = [row for row in rows[head + 1 :] if row[0] == "growth-01-1"]
    assert len(figures) == 5
    for row in figures:
        if row[6] is not None:
            assert str(row[6]) in said
    assert [row[-1] for row in figures if row[3] == "北区"] == ["没有报送"]
    book = openpyxl.load_workbook(next((project / "output/a").glob("*.xlsx")))
    assert "东区" in str(list(book.worksheets[0].iter_rows(values_only=True)))


def test_an_area_alone_and_another_folder(plan_eval: Command, project: Path) -> None:
    ran = plan_eval(*REPORT, "--area", "growth", "--format", "html", "-o", "elsewhere", "--draft")
    assert ran.code == 1, ran.err
    (page,) = (project / "elsewhere").glob("*.html")
    assert page.name == "yunling-children-2020_midterm_2018_growth_districts_draft.html"
    said = words_of(page.read_text("utf-8"))
    assert "儿童与成长" in said
    assert "阅览室" not in said
    assert "征求意见稿" in said


def test_in_english(plan_eval: Command, project: Path) -> None:
    assert plan_eval(*REPORT, "--format", "html", "--lang", "en").code == 1
    said = words_of((project / f"{VOLUME}.html").read_text("utf-8"))
    assert "4 of 5 districts sent data" in said
    assert "Coverage of eye tests" in said
    left = re.sub(r"东区|西\"区\"&<b>|南区|无界区|北区|云岭县[^ ]*|[（）].*?[）]", "", said)
    left = re.sub(r"逐步降低", "", left)  # the plan's own words for its target
    assert re.findall("[\u4e00-\u9fff]+", left) == []


@pytest.mark.parametrize(
    "words",
    [
        ("-o", "out.pdf"),
        ("-o", "inbox/a"),
        ("-o", "inbox"),
        ("--submissions", "inbox/a"),
        ("--area", "nothing"),
        ("--kind", "department"),
    ],
)
def test_misuse(words: tuple[str, ...], plan_eval: Command, project: Path) -> None:
    ran = plan_eval(*REPORT, "--format", "html", *words)
    assert ran.code == 2, ran.err
    assert not list(project.rglob("*.html"))


def test_a_report_that_is_somebody_elses_stays_and_the_others_are_written(
    plan_eval: Command, project: Path
) -> None:
    own = project / "output/b/yunling-children-2020_midterm_2018.html"
    own.parent.mkdir(parents=True)
    own.write_text("somebody's")
    ran = plan_eval(*REPORT, "--format", "html")
    assert ran.code == 2
    assert "不是本程序写的" in ran.err
    assert own.read_text() == "somebody's"
    assert (project / "output/c").is_dir()
    assert "本次对比5个地区，其中4个" in words_of((project / f"{VOLUME}.html").read_text("utf-8"))


def test_boundaries_that_are_none_end_it_before_any_report(
    plan_eval: Command, project: Path
) -> None:
    (project / "boundaries.geojson").write_text("{}")
    ran = plan_eval(*REPORT, "--format", "html")
    assert ran.code == 2
    assert "boundaries.geojson" in ran.err
    assert not (project / "output").exists()


def test_many_districts_are_piled_up_and_not_tabled(
    plan_eval: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city(tmp_path, [f"d{n:02}" for n in range(24)])
    monkeypatch.chdir(tmp_path)
    ran = plan_eval(*REPORT, "--format", "html", "--area", "growth")
    assert ran.code == 0, ran.err
    said = words_of(
        (tmp_path / VOLUME.replace("2018_", "2018_growth_")).with_suffix(".html").read_text("utf-8")
    )
    assert "各地区数据不逐一列表" in said
    assert "24/24" in said


def chart(tmp_path: Path, regions: list[Region], size: tuple[int, int] = (200, 150)) -> Any:
    names = {one.district: (113 + n * 0.4, 23.0) for n, one in enumerate(regions)}
    every = [District(id=one.district, name=one.district) for one in regions]
    found = read_boundaries(boundaries(tmp_path, names), every)
    return map_chart(regions, found, size)


def test_a_map_tells_states_by_sign_lightness_and_name(tmp_path: Path) -> None:
    regions = [
        Region("a", "met", "●", "甲"),
        Region("b", "not_met", "○", "乙"),
        Region("c", "none", "", "丙"),
    ]
    made = chart(tmp_path, regions)
    fills = [one["properties"]["fill"] for one in made["datasets"]["shapes"]]
    assert fills == [GROUNDS["met"], GROUNDS["not_met"], GROUNDS["none"]]
    assert [one["text"] for one in made["datasets"]["names"]] == ["甲", "乙", "丙"]
    assert [one["text"] for one in made["datasets"]["signs"]] == ["●", "○"]
    svg = draw(made, "words").svg
    for word in ("甲", "乙", "丙", "●", "○", GROUNDS["not_met"], "stroke-dasharray"):
        assert word in svg
    xs = [
        x
        for one in made["datasets"]["shapes"]
        for p in one["geometry"]["coordinates"][0][0]
        for x in p
    ]
    assert min(xs) > 0
    assert max(xs) < 200


def test_the_grounds_of_states_differ_in_grey() -> None:
    light = [int(GROUNDS[state][1:3], 16) for state in ("met", "nearly_met", "not_met")]
    grey = [
        sum(int(GROUNDS[s][n : n + 2], 16) for n in (1, 3, 5)) / 3
        for s in ("met", "nearly_met", "not_met")
    ]
    assert light == sorted(light, reverse=True)
    assert min(a - b for a, b in pairwise(grey)) > 20


def test_a_name_that_would_cover_another_is_left_out(tmp_path: Path) -> None:
    regions = [Region(f"d{n}", "met", "", f"很长的地区名称{n}") for n in range(9)]
    made = chart(tmp_path, regions, (120, 60))
    names = made["datasets"]["names"]
    assert 0 < len(names) < 9
    assert len(made["datasets"]["shapes"]) == 9


def test_late_years_are_marked_in_the_table(plan_eval: Command, project: Path) -> None:
    import shutil

    shutil.rmtree(project / "inbox/c")
    write_district(project / "inbox/c", 3, years=range(2015, 2018))
    plan_eval(*REPORT, "--format", "html")
    assert "2017年" in words_of((project / f"{VOLUME}.html").read_text("utf-8"))
