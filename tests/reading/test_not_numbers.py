"""Every cause for which a cell is no number, and what the sender is told."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.build import HEALTH, checked

from plan_eval.messages import catalogue
from plan_eval.model.finding import Finding
from plan_eval.reading.cells import number
from plan_eval.reading.not_numbers import CAUSES, not_number

CELLS = [
    *[("70\u200b.1", "invisible"), ("70\u00ad.1", "invisible"), ("70\x07.1", "invisible")],
    *[("#####", "too-narrow"), ("#DIV/0!", "error-value"), ("#N/A", "error-value")],
    *[("#NAME?", "error-value"), ("nan", "program-value"), ("NULL", "program-value")],
    *[("TRUE", "program-value"), ("-inf", "program-value"), ("٤٥", "other-digits")],
    *[("½", "other-digits"), ("70²", "other-digits"), ("1" * 28, "too-long")],
    *[("4.5E+05", "scientific"), ("7.01E+01", "scientific"), ("2025-03-04", "date")],
    *[("2025-03-04T00:00:00", "date"), ("3月4日", "date"), ("(12)", "brackets")],
    *[("（12）", "brackets"), ("1/3", "fraction"), ("450015/641961", "fraction")],
    *[("1:3", "ratio"), ("70-75", "range"), ("70—75%", "range"), ("70至75", "range")],
    *[(">70", "bound"), ("≥70", "bound"), ("不足5人", "bound"), ("70以上", "bound")],
    *[("约70", "about"), ("70左右", "about"), ("70余", "about"), ("约70%", "about")],
    *[("70？", "in-doubt"), ("70±2", "in-doubt"), ("7O.1", "letters"), ("l2", "letters")],
    *[("O", "letters"), ("--5", "signs"), ("5-", "signs"), ("70.1.2", "points")],
    *[(".5", "open-point"), ("5.", "open-point"), ("70。1", "wrong-point")],
    *[("70,1", "wrong-point"), ("70·1", "wrong-point"), ("1 000", "blank-inside")],
    *[("70 .1", "blank-inside"), ("1_000", "separators"), ("12,34,567", "separators")],
    *[("70.1 68.2", "several"), ("70.1、68.2", "several"), ("七十", "chinese")],
    *[("九成", "chinese"), ("百分之七十", "chinese"), ("45万人", "ten-thousands")],
    *[("1.2亿", "ten-thousands"), ("450015人", "with-unit"), ("95‰", "with-unit")],
    *[("70.1（快报）", "with-note"), ("70.1*", "with-note"), ("待定", "words")],
]


@pytest.mark.parametrize(("cell", "cause"), CELLS)
def test_each_cause_is_told_apart(cell: str, cause: str) -> None:
    assert number(cell) is None
    assert not_number(cell).cause == cause


def test_every_cause_is_tried() -> None:
    assert {cause for _, cause in CELLS} == set(CAUSES)


@pytest.mark.parametrize(
    ("cell", "likely"),
    [("70\u200b.1", "70.1"), ("7O.1", "70.1"), ("1 000", "1000"), ("70。1", "70.1")],
)
def test_the_likely_number_is_offered(cell: str, likely: str) -> None:
    assert not_number(cell).likely == likely


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("cause", CAUSES)
def test_a_text_that_offers_a_number_always_has_one(cause: str, language: str) -> None:
    words = catalogue("zh" if language == "zh" else "en")
    keys = [f"rules.PE201.cause.{cause}.{part}" for part in ("message", "fix")]
    named = {name for key in keys for _, name, _, _ in Formatter().parse(words[key]) if name}
    if "expected" in named:
        assert all(not_number(cell).likely for cell, of in CELLS if of == cause)


@given(st.text(max_size=40))
def test_every_text_has_one_cause(text: str) -> None:
    assert not_number(text).cause in CAUSES


def test_what_stands_there_is_shown(tmp_path: Path) -> None:
    (found,) = said(tmp_path, "health-03-3,2025,70\u200b.1")
    assert "70〔U+200B〕.1" in found.message
    assert "70.1" in found.fix
    assert found.expected == "70.1"


def test_texts_of_causes_differ(tmp_path: Path) -> None:
    cells = {cause: cell for cell, cause in CELLS if "," not in cell}
    rows = "\n".join(f"health-03-3,{2025},{cell}" for cell in cells.values())
    found = [one for one in said(tmp_path, rows) if one.code == "PE201"]
    assert len(found) == len(cells)
    assert len({one.fix for one in found}) == len(cells)


@pytest.mark.parametrize(
    ("row", "code", "says"),
    [
        (",2025,70.1", "PE205", "没有填指标编码"),
        ("zzzz,2025,70.1", "PE205", "没有写法相近的"),
        ("heath-03-3,2025,70.1", "PE205", "适龄妇女宫颈癌筛查率"),
        ("health-03-3,,70.1", "PE206", "没有填年份"),
    ],
)
def test_an_empty_cell_is_not_quoted(tmp_path: Path, row: str, code: str, says: str) -> None:
    (found,) = [one for one in said(tmp_path, row) if one.code == code]
    assert says in found.message
    assert "“—”" not in found.message


def test_a_repeated_figure_names_the_other_row(tmp_path: Path) -> None:
    rows = "health-04-4,2025,95.2\nhealth-04-4,2025,95.3"
    found = [one for one in said(tmp_path, rows) if one.code == "PE501"]
    assert [(one.row, one.expected) for one in found] == [(2, "第 3 行"), (3, "第 2 行")]


def test_the_indicators_own_unit_is_read_and_told(tmp_path: Path) -> None:
    files = {"区民政局_2025.csv": "指标编码,年份,数值\nfamily-m03-1,2025,5个\n"}
    codes = [one.code for one in checked(tmp_path, files).findings]
    assert "PE202" in codes
    assert "PE201" not in codes


def said(folder: Path, rows: str) -> list[Finding]:
    found = checked(folder, {HEALTH: f"指标编码,年份,数值\n{rows}\n"}).findings
    return [one for one in found if one.code in ("PE201", "PE205", "PE206", "PE501")]
