"""The sample's mid-term report as a Word file: the same words as in print."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.writers.reading import (
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

from plan_eval.report.context import Context


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
