"""The sample's mid-term report as a Word file: the same words as in print."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from tests.report.writers.conftest import MOMENT, ROOT
from tests.report.writers.reading import (
    TEMPLATES,
    W,
    cells_of,
    cells_of_page,
    made,
    names,
    part,
    text_of,
    value,
    without_signs,
    words_of,
)

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.model.assessment import Stage
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submissions import read_submissions
from plan_eval.report.context import Context
from plan_eval.report.edition import Parts
from plan_eval.report.formats import write


@pytest.fixture(scope="module")
def content(html: str) -> bytes:
    return made(html)


def test_the_words_are_those_of_the_page_in_the_same_order(content: bytes, html: str) -> None:
    written = without_signs(text_of(part(content, "word/document.xml")))

    assert written == without_signs(words_of(html))


def test_every_cell_of_every_table_has_the_words_of_the_page(content: bytes, html: str) -> None:
    written = cells_of(part(content, "word/document.xml"))

    for cells, told in zip(written, cells_of_page(html), strict=True):
        assert [*map(without_signs, cells)] == [*map(without_signs, told)]


def test_a_validator_finds_nothing(content: bytes, tmp_path: Path) -> None:
    validator = pytest.importorskip("openxml_audit").OpenXmlValidator()
    path = tmp_path / "m.docx"
    path.write_bytes(content)

    assert [error.description for error in validator.validate(path).errors] == []


def test_all_notes_of_the_plan_are_there_with_their_numbers(
    content: bytes, context: Context
) -> None:
    notes = [text_of(one) for one in part(content, "word/footnotes.xml")]

    wanted = [f"{note.number}{''.join(note.text.split())}" for note in context.plan.footnotes]
    assert sorted(notes) == sorted(["", "", *wanted])
    assert len(wanted) == 41


def test_every_picture_and_every_table_is_there(content: bytes, html: str) -> None:
    root = part(content, "word/document.xml")
    styles = [value(one) for one in root.iter(f"{W}tblStyle")]

    assert sum((style or "").startswith("ThreeLine") for style in styles) == html.count("<table")
    drawings = list(root.iter(f"{W}drawing"))
    assert len(drawings) == html.count("<img")
    assert any(name.startswith("word/media/") for name in names(content))


def test_every_style_in_use_exists(content: bytes) -> None:
    known = {one.get(f"{W}styleId") for one in part(content, "word/styles.xml").iter(f"{W}style")}
    root = part(content, "word/document.xml")

    used = {value(one) for tag in ("pStyle", "rStyle", "tblStyle") for one in root.iter(W + tag)}
    assert used <= known


@pytest.mark.parametrize("parts", ["main", "both"])
def test_every_entry_of_the_contents_has_its_page(tmp_path: Path, parts: Parts) -> None:
    path = tmp_path / "m.docx"
    write("docx", small_context(), TEMPLATES, path, parts=parts)

    root = part(path.read_bytes(), "word/document.xml")
    entries = [one for one in root.iter(f"{W}p") if _is_entry(one)]
    assert len(entries) > 10
    assert all(re.search(r"\d+$", text_of(one)) for one in entries)
    annexed = [text_of(one) for one in entries if text_of(one).startswith("附录")]
    assert annexed
    assert all(re.search(r"附\d+$", one) for one in annexed)
    headings = [text_of(one) for one in root.iter(f"{W}p") if _style(one) == "AnnexHeading1"]
    assert bool(headings) is (parts == "both")
    assert re.search(r"附册第\d+页", text_of(root))


def _style(paragraph: Element) -> str:
    return value(paragraph.find(f"{W}pPr/{W}pStyle")) or ""


def _is_entry(paragraph: Element) -> bool:
    return _style(paragraph).startswith(("TOC", "AnnexContents", "TableofFigures"))


def small_context() -> Context:
    """A small county's plan: laying it out takes seconds."""
    folder = ROOT / "tests/plans"
    plan = load_plan(folder / "tiny")
    found = validate(read_submissions([folder / "tiny_submissions"], plan), plan)
    stage = Stage("midterm", plan.header.stages.midterm)
    judged = assess(plan, found.observations, found.self_assessments, stage)
    return Context(plan, judged, found, MOMENT.date())
