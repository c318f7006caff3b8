from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from tests.feedback.build import CLEAN, HOSTILE, hostile, line, sheet
from tests.report.rendering import TEMPLATES, needs_pdftotext, squeeze, text_of

from plan_eval.feedback.pdf import MOST, compose, write_feedback
from plan_eval.report.glyphs import LONGEST, Glyphs


@pytest.fixture(scope="module")
def glyphs() -> Glyphs:
    return Glyphs(TEMPLATES / "fonts", ("PESong.ttf", "PEHei.ttf"), "PESigns.ttf")


@needs_pdftotext
def test_sheet_says_what_is_wrong_where_and_what_to_do(tmp_path: Path) -> None:
    done = write_feedback(
        sheet(error=(line("约九成"),), missing=(line("缺"),)), TEMPLATES, tmp_path / "a.pdf"
    )
    words = squeeze(text_of(done.path))
    assert done.problems == ()
    for part in (
        *("报送数据审核反馈单", "填报单位：区法院", "2026年3月31日", "须更正1条"),
        *("一、须更正（强制性）", "三、缺报", "“约九成”不是数字", "第2行“数值”列", "PE201"),
        *("修改情况／说明", "单位负责人（签章）", "示例数据"),
    ):
        assert squeeze(part) in words


@needs_pdftotext
def test_a_department_without_findings_gets_one_page_that_says_so(tmp_path: Path) -> None:
    done = write_feedback(CLEAN, TEMPLATES, tmp_path / "a.pdf")
    assert (done.pages, done.problems) == (1, ())
    assert "没有须更正、须说明或缺报的内容" in squeeze(text_of(done.path))


@needs_pdftotext
def test_synthetic_mark_stands_on_every_page_and_on_none_of_real_data(tmp_path: Path) -> None:
    lines = tuple(line(f"约{number}成") for number in range(40))
    invented = sheet(error=lines)
    for feedback in (invented, replace(invented, synthetic=False)):
        done = write_feedback(feedback, TEMPLATES, tmp_path / "a.pdf")
        pages = text_of(done.path).split("\f")[: done.pages]
        assert len(pages) > 2
        assert {"示例数据" in squeeze(page) for page in pages} == {feedback.synthetic}


def test_hostile_words_are_printed_and_nothing_is_wrong(tmp_path: Path) -> None:
    done = write_feedback(hostile(), TEMPLATES, tmp_path / "a.pdf")
    assert done.problems == ()
    with pikepdf.open(done.path) as pdf:
        assert not any("/JS" in str(page.get("/Annots", "")) for page in pdf.pages)


def test_hostile_words_never_become_markup() -> None:
    html = compose(hostile(), TEMPLATES)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "\u202e" not in html
    assert "U+202E" in html


def test_lines_left_out_are_counted() -> None:
    html = compose(sheet(error=tuple(line("x") for _ in range(MOST + 7))), TEMPLATES)
    assert "另有 7 条未列出" in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("区法院", "区法院"),
        ("一\n二\t三", "一 二 三"),
        ("\U0001f4a3", "〔U+1F4A3〕"),
        ("a\u202eb\x00", "a〔U+202E〕b〔U+0000〕"),
    ],
)
def test_signs_without_a_glyph_are_shown_by_their_code(
    glyphs: Glyphs, text: str, shown: str
) -> None:
    assert glyphs.shown(text) == shown


def test_a_printed_cell_is_never_too_long(glyphs: Glyphs) -> None:
    assert max(len(glyphs.shown(text)) for text in HOSTILE) <= LONGEST
