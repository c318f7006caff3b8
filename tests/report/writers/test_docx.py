"""A page becomes a Word file: small pages, one thing each."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENTATION
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape
from tests.report.writers.conftest import MOMENT
from tests.report.writers.reading import (
    W,
    document,
    made,
    names,
    page,
    part,
    source,
    text_of,
    value,
    words_of,
)

from plan_eval.errors import PlanEvalError, ReportError
from plan_eval.report.writers.docx import write_docx

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
    '<rect width="200" height="100" fill="#1f4e79"/></svg>'
)
PICTURE = "data:image/svg+xml;base64," + base64.b64encode(SVG.encode()).decode()

# the order of children that ISO/IEC 29500-1 demands; Word calls a file that breaks it damaged
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr shd tabs"
    " autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts color spacing sz szCs bdr vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar cols docGrid",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "settings": "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl"
    " updateFields footnotePr compat themeFontLang",
}

HOSTILE = "=1+1<script>\x00\x1b\ud800\udfff\ufffe\u202e\u2066]]>&amp;" + "长" * 300

RICH = (
    '<p class="page-mark"><span>示例数据</span></p>'
    '<section class="cover"><p class="title">规划\n（一）</p>'
    '<div class="cover-foot"><p>某办</p></div></section><section class="summary">'
    '<div class="cards"><div class="card"><span class="figure">1'
    "<small>项</small></span></div></div></section>"
    '<nav class="toc"><h1 class="part-title">目录</h1>'
    '<a class="l1" href="#h-1">一、甲</a></nav><section class="break"><h1 id="h-1">一、甲</h1>'
    '<p>字<span class="fn" data-n="8">注八</span><span class="fn next" data-n="9">注九</span></p>'
    '<table class="three-line lined dense">'
    '<caption>表1　甲<span class="unit">单位：项</span></caption>'
    '<thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr class="group"><td colspan="2">组</td>'
    '</tr><tr class="total"><td>一</td><td class="n">2</td></tr></tbody></table>'
    f'<figure><img src="{PICTURE}" alt="图"><figcaption>图1　甲</figcaption></figure></section>'
    '<section class="wide"><h1>附表</h1></section>'
)


@pytest.mark.parametrize("name", ["document", "styles", "settings"])
def test_children_stand_in_the_order_of_the_standard(name: str) -> None:
    root = part(made(page(RICH)), f"word/{name}.xml")

    checked = 0
    for element in root.iter():
        order = ORDERS.get(element.tag.removeprefix(W))
        if order is None:
            continue
        at = [order.split().index(child.tag.removeprefix(W)) for child in element]
        assert at == sorted(at), element.tag
        checked += 1

    assert checked > 0


def test_a_validator_finds_nothing(tmp_path: Path) -> None:
    validator = pytest.importorskip("openxml_audit").OpenXmlValidator()
    hostile = f"<p>{escape(HOSTILE)}</p><table><tr><td>{escape(HOSTILE)}</td></tr></table>"
    path = tmp_path / "m.docx"
    path.write_bytes(made(page(RICH + hostile, HOSTILE)))

    found = validator.validate(path)

    assert [error.description for error in found.errors] == []


def test_a_mark_of_two_signs_is_written_sign_by_sign() -> None:
    root = document('<p>字<span class="fn" data-n="18">注</span></p>')

    call = next(run for run in root.iter(f"{W}r") if run.find(f"{W}footnoteReference") is not None)
    assert [one.text for one in call.iter(f"{W}t")] == ["1", "8"]


def test_python_docx_opens_it() -> None:
    opened = docx.Document(BytesIO(made(page(RICH, "中期评估报告"))))

    properties = opened.core_properties
    assert (properties.title, properties.author) == ("中期评估报告", "某办公室")
    assert properties.modified == MOMENT
    assert opened.tables[-1].cell(0, 1).text == "乙"
    turned = [section.orientation for section in opened.sections]
    assert turned.count(WD_ORIENTATION.LANDSCAPE) == 1


def test_equal_pages_give_equal_bytes_without_the_time_of_day() -> None:
    first, second = made(page(RICH)), made(page(RICH))

    assert first == second
    with ZipFile(BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_is_named_in_the_package() -> None:
    content = made(page(RICH))
    relations = part(content, "word/_rels/document.xml.rels")
    targets = {f"word/{one.get('Target')}" for one in relations}
    named = {one.get("Id") for one in relations}
    used = {
        of
        for element in part(content, "word/document.xml").iter()
        for key, of in element.attrib.items()
        if "officeDocument/2006/relationships" in key
    }

    assert targets <= set(names(content))
    assert used <= named


def test_notes_keep_the_printed_numbers() -> None:
    content = made(page(RICH))
    calls = [
        run
        for run in part(content, "word/document.xml").iter(f"{W}r")
        if run.find(f"{W}footnoteReference") is not None
    ]
    notes = {one.get(f"{W}id"): text_of(one) for one in part(content, "word/footnotes.xml")}

    numbers = [text_of(call) for call in calls]
    references = [call.find(f"{W}footnoteReference") for call in calls]
    assert numbers == ["8", "9"]
    assert all(one is not None and one.get(f"{W}customMarkFollows") == "1" for one in references)
    assert [notes[one.get(f"{W}id")] for one in references if one is not None] == [
        "8注八",
        "9注九",
    ]
    assert "字8,9" in text_of(part(content, "word/document.xml"))


def test_contents_are_a_field_whose_entries_lead_to_headings() -> None:
    root = document(RICH)
    told = [one.text or "" for one in root.iter(f"{W}instrText")]
    marks = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    links = {one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")}
    kinds = [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")]

    assert ' TOC \\o "1-1" \\h \\z ' in told
    assert links
    assert links <= marks
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_contents_and_references_name_the_pages_that_print_has() -> None:
    refers = '<p>见<a class="page-of" href="#h-1" data-before="第" data-after="页"></a>。</p>'
    root = part(made(page(RICH + refers), pages={"h-1": "17"}), "word/document.xml")
    entry = next(
        one for one in root.iter(f"{W}p") if value(one.find(f"{W}pPr/{W}pStyle")) == "TOC1"
    )
    referring = next(one for one in root.iter(f"{W}p") if text_of(one).startswith("见"))

    assert text_of(entry) == "一、甲17"
    assert text_of(referring) == "见第17页。"
    for one in (entry, referring):
        assert any("PAGEREF" in (told.text or "") for told in one.iter(f"{W}instrText"))


def test_the_chapters_of_a_volume_that_is_left_out_are_listed_outside_of_the_field() -> None:
    volumes = (
        '<div class="volume main"><nav class="toc"><a class="l1" href="#h">一、甲</a></nav>'
        '<nav class="toc annexed"><h2>附册</h2>'
        '<a class="l1" href="#x" data-volume="附">附录</a></nav><h1 id="h">一、甲</h1></div>'
        '<div class="volume annex"><h1 id="x">附录</h1></div>'
    )
    content = made(page(volumes), pages={"h": "5", "x": "3"}, left_out=".volume.annex")
    root = part(content, "word/document.xml")

    entries = [
        one
        for one in root.iter(f"{W}p")
        if value(one.find(f"{W}pPr/{W}pStyle")) in ("TOC1", "AnnexContents")
    ]
    assert [text_of(one) for one in entries] == ["一、甲5", "附录附3"]
    assert next(entries[1].iter(f"{W}fldChar"), None) is None
    assert [one.text for one in root.iter(f"{W}instrText") if "TOC" in (one.text or "")] == [
        ' TOC \\o "1-1" \\h \\z '
    ]


def test_a_second_volume_counts_its_own_pages_and_lists_its_own_headings() -> None:
    volumes = (
        '<div class="volume main"><nav class="toc"><a class="l1" href="#h">甲</a></nav>'
        '<section><h1 id="h">甲</h1></section></div><div class="volume annex compact">'
        '<section class="cover annex-cover" data-volume="附"><p>附册</p></section>'
        '<nav class="toc"><a class="l1" href="#x" data-volume="附">乙</a></nav>'
        '<section><h1 id="x">乙</h1></section></div>'
    )
    content = made(page(volumes))
    root = part(content, "word/document.xml")

    sections = list(root.iter(f"{W}sectPr"))
    first = [one.find(f"{W}pgNumType") is not None for one in sections]
    assert first == [False, False, True, False, False]  # contents, text; cover, contents, text
    assert text_of(part(content, "word/footer-default-body.xml")) == "—1—"
    assert text_of(part(content, "word/footer-default-body-1.xml")) == "附—1—"
    fields = [one.text or "" for one in root.iter(f"{W}instrText")]
    assert [one for one in fields if "TOC" in one] == [
        ' TOC \\o "1-1" \\h \\z ',
        ' TOC \\h \\z \\t "附册一级标题,1" ',
    ]
    styles = [value(one.find(f"{W}pPr/{W}pStyle")) for one in root.iter(f"{W}p")]
    assert styles.count("Heading1") == styles.count("AnnexHeading1") == 1


def test_of_a_volume_that_is_left_out_the_pages_are_still_named() -> None:
    volumes = (
        '<div class="volume main"><p>见<a class="page-of" href="#x" data-before="附册第"'
        ' data-after="页"></a></p></div><div class="volume annex"><h1 id="x">附</h1></div>'
    )
    html = page(volumes)
    content = made(html, pages={"x": "3"}, left_out=".volume.annex")

    root = part(content, "word/document.xml")
    assert text_of(root) == "见附册第3页"
    assert list(root.iter(f"{W}hyperlink")) == list(root.iter(f"{W}instrText")) == []


def test_a_heading_that_the_contents_leave_out_does_not_come_back_with_the_field() -> None:
    root = document(RICH.replace("</h1>", '</h1><h2 id="h-2">（一）</h2>', 1))

    styles = [value(one) for one in root.iter(f"{W}pStyle")]
    assert "Heading1" in styles
    assert "Unlisted2" in styles
    assert "Heading2" not in styles


def test_captions_count_by_field_and_keep_a_number_out_of_order() -> None:
    captions = "".join(
        f"<figure><figcaption>图{number}　甲</figcaption></figure>" for number in (1, 3, 2, 3)
    )
    root = document(captions)

    told = [one.text for one in root.iter(f"{W}instrText")]
    assert told == [
        " SEQ 图 \\* ARABIC ",
        " SEQ 图 \\* ARABIC \\r 3 ",
        " SEQ 图 \\* ARABIC \\r 2 ",
        " SEQ 图 \\* ARABIC ",
    ]
    assert text_of(root) == "图1甲图3甲图2甲图3甲"


def test_head_rows_repeat_and_no_row_splits() -> None:
    rows = [
        *document(
            "<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>一</td></tr></tbody></table>"
        ).iter(f"{W}tr")
    ]

    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_row_leaves_the_room_that_the_style_sheet_asks_for() -> None:
    root = document(
        '<table class="sign-off"><tr><td>编制</td></tr></table><table><tr><td>甲</table>'
    )

    asked, plain = (row.find(f"{W}trPr/{W}trHeight") for row in root.iter(f"{W}tr"))
    assert plain is None
    assert asked is not None
    assert int(value(asked) or 0) == round(22 / 25.4 * 1440)
    assert asked.get(f"{W}hRule") == "atLeast"


def test_two_marks_on_the_cover_are_two_frames() -> None:
    marks = '<p class="cover-marks"><span class="band">甲</span><span class="band">乙</span></p>'
    root = document(f'<section class="cover">{marks}</section>')

    runs = [
        (value(run.find(f"{W}rPr/{W}rStyle")), run.findtext(f"{W}t")) for run in root.iter(f"{W}r")
    ]
    assert runs == [("Band", "甲"), (None, "\u3000"), ("Band", "乙")]


def test_pictures_side_by_side_are_not_tied_to_what_comes_next() -> None:
    figure = f'<figure><img src="{PICTURE}" alt="图"><figcaption>图1　甲</figcaption></figure>'
    root = document(f'<div class="trio">{figure}{figure}</div>')

    kept = [value(one.find(f"{W}pPr/{W}keepNext")) for one in root.iter(f"{W}p")]
    assert kept[:4] == ["0"] * 4


@pytest.mark.parametrize("number", [1, 2, 3])
def test_small_pictures_are_as_wide_however_many_stand_side_by_side(number: int) -> None:
    figure = f'<figure><img src="{PICTURE}" alt="图"><figcaption>图1　甲</figcaption></figure>'
    root = document(f'<div class="trio">{figure * number}</div>')

    third = 156 / 3 * 36000
    extents = [one for one in root.iter() if one.tag.endswith("}extent")]
    assert len(extents) == number
    for one in extents:
        assert int(one.get("cx", "0")) == pytest.approx(third, rel=0.01)
        assert int(one.get("cy", "0")) == pytest.approx(third / 2, rel=0.01)
    assert [int(one.get(f"{W}w", "0")) for one in root.iter(f"{W}gridCol")] == [2948] * number


def test_a_box_leaves_room_to_write_in() -> None:
    root = document('<div class="resolution"><p>审批意见：</p><p>同意。</p></div>')

    row = next(root.iter(f"{W}tr"))
    height = row.find(f"{W}trPr/{W}trHeight")
    assert int(value(height) or 0) == round(62 / 25.4 * 1440)
    assert text_of(row) == "审批意见：同意。"
    assert len(row.findall(f"{W}tc/{W}tcPr/{W}tcBorders/*")) == 4


def test_what_is_said_of_the_source_is_no_part_of_a_caption() -> None:
    root = document(
        '<figure><figcaption>图1　甲<span class="source">示例</span></figcaption></figure>'
    )

    told = {value(one.find(f"{W}pPr/{W}pStyle")): text_of(one) for one in root.iter(f"{W}p")}
    assert (told["FigureCaption"], told["FigureSource"]) == ("图1甲", "示例")


@pytest.mark.parametrize("name", ["table", "table class=dense"])
def test_a_state_behind_words_stands_on_its_own_line_in_a_cell(name: str) -> None:
    state = '<span class="state met">已达标</span>'
    root = document(f"<{name}><tr><td>50±1 {state}</td><td>{state}</td></tr></table>")

    behind, alone = root.iter(f"{W}tc")
    assert [one.tag.removeprefix(W) for one in behind.iter() if one.tag in (f"{W}t", f"{W}br")] == [
        *("t", "br", "t", "t")
    ]
    assert next(alone.iter(f"{W}br"), None) is None


def test_spans_fill_the_grid() -> None:
    root = document(
        "<table><tbody><tr><td rowspan=2>a</td><td colspan=2>b</td></tr>"
        "<tr><td>c</td><td>d</td></tr></tbody></table>"
    )

    columns = len(list(root.iter(f"{W}gridCol")))
    covered = [
        sum(int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1) for cell in row.iter(f"{W}tc"))
        for row in root.iter(f"{W}tr")
    ]
    assert covered == [columns, columns] == [3, 3]
    assert [value(one) for one in root.iter(f"{W}vMerge")] == ["restart", None]


def test_rowspan_at_the_end_of_a_row_and_beyond_the_table() -> None:
    root = document(
        "<table><tr><td>a</td><td rowspan=9>b</td></tr><tr><td>c</td></tr><tr></tr></table>"
    )

    rows = list(root.iter(f"{W}tr"))
    assert [len(list(row.iter(f"{W}tc"))) for row in rows[:2]] == [2, 2]
    assert text_of(root) == "abc"


def test_columns_are_as_wide_as_the_page_says() -> None:
    root = document(
        '<table><colgroup><col style="width:75%"><col style="width:25%"></colgroup>'
        "<tr><td>a</td><td>b</td></tr></table>"
    )

    first, second = (int(one.get(f"{W}w", "0")) for one in root.iter(f"{W}gridCol"))
    assert first == pytest.approx(3 * second, abs=3)
    assert first + second == pytest.approx(156 / 25.4 * 1440, abs=4)


def test_a_picture_has_its_words_and_its_width() -> None:
    content = made(page(f'<figure><img src="{PICTURE}" alt="历年数据"></figure>'))
    drawn = [
        one
        for one in part(content, "word/document.xml").iter()
        if one.tag.endswith(("}docPr", "}extent"))
    ]

    extent, about = drawn
    assert about.get("descr") == "历年数据"
    assert int(extent.get("cx", "0")) == 140 * 36000
    assert int(extent.get("cy", "0")) == 70 * 36000
    assert "word/media/image1.png" in names(content)


def test_a_picture_from_elsewhere_is_never_fetched() -> None:
    content = made(page('<p>前<img src="file:///etc/passwd" alt="外部">后</p>'))

    assert text_of(part(content, "word/document.xml")) == "前外部后"
    assert not [name for name in names(content) if "media" in name]
    relations = part(content, "word/_rels/document.xml.rels")
    assert all(one.get("TargetMode") != "External" for one in relations)


def test_layouts_of_pages_are_sections_with_the_marks_in_their_heads() -> None:
    content = made(page(RICH))
    sections = list(part(content, "word/document.xml").iter(f"{W}sectPr"))
    turned = [one.get(f"{W}orient") for s in sections if (one := s.find(f"{W}pgSz")) is not None]

    assert turned == [None, None, None, None, "landscape"]
    for layout in ("summary", "front", "body", "wide"):
        for side in ("default", "even"):
            assert "示例数据" in text_of(part(content, f"word/header-{side}-{layout}.xml"))


def test_a_page_number_stands_outside_on_both_sides() -> None:
    content = made(page(RICH))

    for side, align in (("default", "right"), ("even", "left")):
        footer = part(content, f"word/footer-{side}-body.xml")
        assert value(footer.find(f".//{W}jc")) == align
        assert [one.text for one in footer.iter(f"{W}instrText")] == [" PAGE "]


def test_a_state_has_the_sign_and_the_colour_of_the_style_sheet() -> None:
    root = document('<p>甲<span class="state not_met">未达标</span></p>')

    run = next(one for one in root.iter(f"{W}r") if one.findtext(f"{W}t") == "○")
    assert value(run.find(f"{W}rPr/{W}color")) == "B0382A"
    assert text_of(root) == "甲○未达标"


def test_what_nobody_thought_of_is_still_printed() -> None:
    root = document(
        "<aside>甲<custom-thing>乙</custom-thing><dl><dt>丙</dt><dd>丁</dd></dl></aside>"
        "<!-- 注释 --><p>戊<!-- 注释 -->己</p>庚"
    )

    assert text_of(root) == "甲乙丙丁戊己庚"


def test_text_that_looks_like_a_page_stays_text() -> None:
    words = '<script>alert(1)</script>{{ 7*7 }} <img src="file:///etc/passwd">'

    root = document(f"<p>{escape(words)}</p>")

    assert text_of(root) == words.replace(" ", "")


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1f", "\ud800", "\u202e", "\u2066", "\uffff"])
def test_what_cannot_be_read_or_turns_the_words_around_is_shown_as_unreadable(sign: str) -> None:
    assert text_of(document(f"<p>甲{sign}乙</p>")) == "甲\ufffd乙"


def test_an_endless_cell_keeps_the_table_and_the_file() -> None:
    words = "长" * 10_000

    root = document(f"<table><tr><td>{words}</td><td>末</td></tr></table>")

    assert text_of(root) == f"{words}末"
    assert int(next(root.iter(f"{W}tblW")).get(f"{W}w", "0")) <= 156 / 25.4 * 1440


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zs", "Zl", "Zp"])))
def test_any_text_comes_through(words: str) -> None:
    html = page(f"<p>{escape(words)}</p><table><tr><td>{escape(words)}</td></tr></table>")

    assert text_of(part(made(html), "word/document.xml")) == words_of(html)


def test_without_its_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx.opc.package", None)

    with pytest.raises(ReportError) as caught:
        made(page("<p>甲</p>"))

    assert "pip install 'plan-eval[docx]'" in (caught.value.hint or "")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(PlanEvalError):
        write_docx(source(page("<p/>")), tmp_path / "file" / "m.docx")


def test_the_moment_is_kept_without_a_time_zone(tmp_path: Path) -> None:
    path = write_docx(source(page("<p>甲</p>")), tmp_path / "m.docx")

    created = docx.Document(str(path)).core_properties.created
    assert created is not None
    assert created.replace(tzinfo=None) == datetime(2025, 12, 31)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    write_docx(source(page(RICH)), tmp_path / "m.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "m.docx"]

    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    told = (tmp_path / "m.fodt").read_text("utf-8")
    for words in ("某办", "一、甲", "注八", "注九", "附表"):
        assert words in told
