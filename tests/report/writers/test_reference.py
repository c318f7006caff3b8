"""reference.docx: an office edits it in Word, and the report follows."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.shared import Mm, Pt
from scripts.reference_docx import reference
from tests.report.writers.conftest import MOMENT
from tests.report.writers.reading import TEMPLATES, W, page, part, value
from tests.report.writers.test_docx import RICH

from plan_eval.errors import ReportError
from plan_eval.report.writers.docx import Source, docx_bytes
from plan_eval.report.writers.word.reference import NAME, Reference
from plan_eval.report.writers.word.styles import SELECTORS, STYLES

SHIPPED = TEMPLATES / NAME


def written(folder: Path) -> bytes:
    """A page written with the reference.docx of an office's folder of templates."""
    return docx_bytes(Source(page(RICH), (TEMPLATES, folder), MOMENT))


def kept(folder: Path, content: bytes) -> None:
    (folder / NAME).parent.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(content)


def edited(folder: Path, opened: Document) -> None:
    packed = BytesIO()
    opened.save(packed)
    kept(folder, packed.getvalue())


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_file_is_what_its_script_makes() -> None:
    assert parts(SHIPPED.read_bytes()) == parts(reference())


def test_a_validator_finds_nothing() -> None:
    validator = pytest.importorskip("openxml_audit").OpenXmlValidator()

    assert [error.description for error in validator.validate(SHIPPED).errors] == []


def test_every_style_that_an_element_takes_is_in_the_file() -> None:
    assert set(SELECTORS.values()) <= STYLES.keys()
    names = {one.name.lower() for one in docx.Document(str(SHIPPED)).styles}
    assert {name.lower() for name in STYLES.values()} <= names


def test_an_edited_style_is_that_of_the_report(tmp_path: Path) -> None:
    opened = docx.Document(str(SHIPPED))
    opened.styles["表格正文"].font.size = Pt(12)
    opened.styles["Heading 1"].font.name = "华文中宋"
    edited(tmp_path, opened)

    report = docx.Document(BytesIO(written(tmp_path)))

    heading = next(one for one in report.paragraphs if one.text == "一、甲" and one.style)
    assert heading.style is not None
    assert heading.style.font.name == "华文中宋"
    assert report.styles["表格正文"].font.size == Pt(12)


def test_small_words_follow_the_size_of_an_edited_style(tmp_path: Path) -> None:
    opened = docx.Document(str(SHIPPED))
    opened.styles["数字卡片"].font.size = Pt(30)
    edited(tmp_path, opened)

    root = part(written(tmp_path), "word/document.xml")

    small = next(run for run in root.iter(f"{W}r") if run.findtext(f"{W}t") == "项")
    assert value(small.find(f"{W}rPr/{W}sz")) == "48"  # half-points of 0.8 × 30 pt


def test_edited_margins_are_those_of_the_report_and_its_tables(tmp_path: Path) -> None:
    opened = docx.Document(str(SHIPPED))
    body = opened.sections[3]
    body.left_margin = body.right_margin = Mm(20)
    edited(tmp_path, opened)

    report = docx.Document(BytesIO(written(tmp_path)))

    assert report.sections[3].left_margin == pytest.approx(Mm(20), abs=1000)
    widths = [int(one.get(f"{W}w", "0")) for one in report.tables[-1]._tbl.iter(f"{W}gridCol")]
    assert sum(widths) == pytest.approx(170 / 25.4 * 1440, abs=4)


def test_ids_that_word_gives_anew_do_not_matter(tmp_path: Path) -> None:
    """Word in Chinese calls "heading 1" by the id 1 and "Normal" by a."""
    number = 0

    def renamed(found: re.Match[bytes]) -> bytes:
        return found[1] + ids.setdefault(found[2], b"a%d" % len(ids)) + b'"'

    ids: dict[bytes, bytes] = {}
    attribute = rb'(<w:(?:style [^>]*w:styleId|(?:pStyle|rStyle|tblStyle|basedOn|next) w:val)=")'
    content = parts(SHIPPED.read_bytes())
    for name in ("word/styles.xml", "word/document.xml"):
        content[name], found = re.subn(attribute + rb'([^"]*)"', renamed, content[name])
        number += found
    assert number > 100
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, of in content.items():
            package.writestr(name, of)
    kept(tmp_path, packed.getvalue())

    report = docx.Document(BytesIO(written(tmp_path)))

    plain = docx.Document(BytesIO(docx_bytes(Source(page(RICH), (TEMPLATES,), MOMENT))))
    styles = [[one.style and one.style.name for one in of.paragraphs] for of in (report, plain)]
    assert styles[0] == styles[1]
    assert "Heading 1" in styles[0]


def test_its_own_text_and_headers_do_not_come_into_the_report(tmp_path: Path) -> None:
    opened = docx.Document(str(SHIPPED))
    opened.sections[0].header.paragraphs[0].text = "自己的页眉"
    opened.add_paragraph("说明")
    edited(tmp_path, opened)

    names = parts(written(tmp_path))

    assert not any("自己的页眉" in of.decode("utf-8", "ignore") for of in names.values())
    assert "说明" not in names["word/document.xml"].decode()


def test_a_style_that_was_deleted_is_named_with_what_to_do(tmp_path: Path) -> None:
    opened = docx.Document(str(SHIPPED))
    opened.styles["表注"].delete()
    edited(tmp_path, opened)

    with pytest.raises(ReportError, match="表注") as caught:
        written(tmp_path)
    assert "reference.docx" in (caught.value.hint or "")


def test_a_layout_whose_name_is_gone_is_named(tmp_path: Path) -> None:
    opened = docx.Document(str(SHIPPED))
    first = next(one for one in opened.paragraphs if one.text == "横排")
    first.text = "其他"
    edited(tmp_path, opened)

    with pytest.raises(ReportError, match="横排"):
        written(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK", b"no Word file"])
def test_a_file_that_is_none_is_an_error(tmp_path: Path, content: bytes) -> None:
    kept(tmp_path, content)

    with pytest.raises(ReportError, match=re.escape(str(tmp_path / NAME))):
        written(tmp_path)


def test_without_one_the_office_has_that_of_the_program(tmp_path: Path) -> None:
    assert Reference((tmp_path, TEMPLATES)).path == SHIPPED
