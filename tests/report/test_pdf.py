import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from tests.report.rendering import (
    FONTS,
    MOMENT,
    STYLES,
    TEMPLATES,
    needs_pdftotext,
    page,
    render,
    squeeze,
    text_of,
)

from plan_eval.errors import PlanEvalError, ReportError
from plan_eval.report.fonts import FAMILIES, FontChoice
from plan_eval.report.pdf import DataFile, write_pdf
from plan_eval.report.typesetting import load_engine

SENTENCE = (
    "坚持以人民为中心的发展思想，统筹兼顾妇女在政治、经济、文化、社会和家庭生活各方面的发展利益，"
    "消除不利于妇女发展的障碍，协调推进妇女在各领域的全面发展。适龄妇女宫颈癌人群筛查率达到70%以上，"
    "城镇单位就业人员中的女性比例保持在45%左右。"
)


def note(number: int | str, text: str = "《广东省妇女发展规划》：不低于45%。") -> str:
    return f'<span class="fn" data-n="{number}">{text}</span>'


def test_a_plain_page_has_no_problems(tmp_path: Path) -> None:
    report = render(f"<h1>一、概述</h1><p>{SENTENCE}</p>", tmp_path / "a.pdf")

    assert report.problems == ()
    assert report.unpatched == ()
    assert report.pages == 1
    assert report.seconds > 0


@pytest.mark.parametrize("padding", ["0 0 .1px", "2mm 0", "2mm 0 .1px", "6px"])
@pytest.mark.parametrize("size", ["9pt/13pt", "12px/16px", "9pt/12pt"])
def test_every_footnote_stays_on_the_page_of_its_call(
    tmp_path: Path, padding: str, size: str
) -> None:
    style = f"<style>@page{{@footnote{{padding:{padding}}}}} .fn{{font:{size} 'PE Song'}}</style>"
    body = "".join(f"<p>{SENTENCE}{note(n)}{SENTENCE}{note(n + 1)}</p>" for n in range(1, 24, 2))

    report = render(body, tmp_path / "a.pdf", STYLES + style)

    assert report.problems == ()
    assert sum(report.notes) == 24
    assert max(report.notes) > 2


@pytest.mark.parametrize(
    "area", ["padding-top:2mm", "border-top:.5pt solid;padding-top:2mm;margin-top:4mm"]
)
def test_padding_above_the_notes_delays_none(tmp_path: Path, area: str) -> None:
    """Without the remedy these come out with one note a page: a sum of floats is compared."""
    style = (
        "<style>@page{size:A4;margin:20mm} html{font:12pt/18pt 'PE Song'} p{margin:0}"
        ".fn{float:footnote;footnote-policy:line;font-size:9pt;line-height:13pt}"
        f"@page{{@footnote{{{area}}}}}</style>"
    )
    body = "".join(f"<p>用于测试页下注。{note(n)}{'正文' * 60}</p>" for n in range(12))

    report = render(body, tmp_path / "a.pdf", style)

    assert report.problems == ()
    assert report.notes == (8, 4)


@pytest.mark.parametrize("lines", range(12, 22))
def test_a_group_of_rows_takes_its_notes_with_it(tmp_path: Path, lines: int) -> None:
    groups = "".join(
        f'<tbody><tr class="goal-row"><td>目标{n}{note(n)}</td></tr>'
        "<tr><td>行<br>行<br>行<br>行</td></tr></tbody>"
        for n in range(1, 9)
    )
    table = f'<table class="three-line sheets"><caption>表1　目标</caption>{groups}</table>'

    report = render("<p>国</p>" * lines + table, tmp_path / "a.pdf")

    assert report.problems == ()
    assert sum(report.notes) == 8


@needs_pdftotext
def test_a_footnote_has_the_number_the_plan_prints(tmp_path: Path) -> None:
    own = '<span class="fn own" data-n="①">本报告注</span>'
    body = f"<p>甲{note(8)}，乙{note(8, '另一条')}，丙{own}。</p>"

    render(body, tmp_path / "a.pdf")

    text = squeeze(text_of(tmp_path / "a.pdf"))
    assert "甲[8]，乙[8]，丙①。" in text
    assert "[8]另一条" in text
    assert "①本报告注" in text


@needs_pdftotext
def test_a_mark_between_words_and_a_figure_is_not_read_as_its_digits(tmp_path: Path) -> None:
    render(f"<p>不低于{note(19)}45%。</p>", tmp_path / "a.pdf")

    assert not re.search(r"1945", squeeze(text_of(tmp_path / "a.pdf")))


@needs_pdftotext
def test_two_calls_in_a_row_do_not_read_as_one_number(tmp_path: Path) -> None:
    render(
        f"""<p>甲{note(15)}<span class="fn next" data-n="16">又</span>。</p>""", tmp_path / "a.pdf"
    )

    assert "甲[15][16]。" in squeeze(text_of(tmp_path / "a.pdf"))


def test_a_heading_with_a_note_has_a_clean_bookmark(tmp_path: Path) -> None:
    body = f'<h1 data-label="一、主要目标">一、主要目标{note(20)}</h1><p>{SENTENCE}</p>'

    report = render(body, tmp_path / "a.pdf")

    assert report.problems == ()
    assert report.notes == (1,)
    with pikepdf.open(tmp_path / "a.pdf") as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["一、主要目标"]


@needs_pdftotext
@pytest.mark.parametrize("lines", range(14, 24))
def test_a_table_keeps_its_title_and_its_last_rows_together(tmp_path: Path, lines: int) -> None:
    rows = "".join(f"<tr><td>行{n}</td><td class='n'>{n}.0</td></tr>" for n in range(34))
    table = (
        '<table class="three-line"><caption>表1　长表<span class="unit">单位：%</span></caption>'
        f"<thead><tr><th>序号</th><th>值</th></tr></thead><tbody>{rows}</tbody></table>"
        '<p class="source">资料来源：示例</p>'
    )

    report = render("<p>国</p>" * lines + table, tmp_path / "a.pdf")

    pages = text_of(tmp_path / "a.pdf").split("\f")
    assert report.problems == ()
    assert all(word in next(p for p in pages if "表1" in p) for word in ("单位", "行0", "行1"))
    assert all(word in next(p for p in pages if "资料来源" in p) for word in ("行32", "行33"))


@needs_pdftotext
def test_no_line_starts_with_a_call_or_with_the_comma_after_it(tmp_path: Path) -> None:
    body = "".join(f"<p>{'国' * count}{note(8)}，{'家' * 40}</p>" for count in range(20, 30))

    render(body, tmp_path / "a.pdf")

    lines = [line.strip() for line in text_of(tmp_path / "a.pdf", "-layout").splitlines()]
    body_lines = [line for line in lines if re.search("国国|家家", line)]
    assert len(body_lines) >= 30
    assert not [line for line in body_lines if line[0] in "[8]，"]


def line_ends(pdf: Path) -> Iterator[tuple[float, str]]:
    """The right end in points of each line of the body, and its text."""
    xml = text_of(pdf, "-bbox-layout")
    for line in re.findall(r"<line .*?</line>", xml, re.S):
        words = re.findall(r'yMax="([\d.]+)">(.*?)</word>', line)
        ends = [float(x) for x in re.findall(r'xMax="([\d.]+)"', line)]
        yield max(ends), "".join(word for _, word in words)


@needs_pdftotext
def test_justified_chinese_ends_flush(tmp_path: Path) -> None:
    render(f"<p>{SENTENCE * 5}</p>", tmp_path / "a.pdf")

    edge = (210 - 26) / 25.4 * 72  # page 1 is a right-hand page
    lines = [end for end, text in line_ends(tmp_path / "a.pdf") if len(text) > 12]
    full = lines[:-1]  # the last line of a paragraph stays as it is
    assert len(full) > 15
    assert max(abs(end - edge) for end in full) < 1.0


@needs_pdftotext
def test_the_type_area_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    render(f"<p style='text-indent:0'>{'国' * 28 * 25}</p>", tmp_path / "a.pdf")

    first = text_of(tmp_path / "a.pdf", "-l", "1")
    lines = [line for line in first.splitlines() if set(line.strip()) == {"国"}]
    assert [len(line.strip()) for line in lines] == [28] * 22


@needs_pdftotext
def test_chinese_can_be_copied_out_again(tmp_path: Path) -> None:
    body = f"<h1>一、妇女与健康</h1><h2>（一）主要目标</h2><p>{SENTENCE}石碁镇、北滘镇。</p>"

    render(body, tmp_path / "a.pdf")

    text = squeeze(text_of(tmp_path / "a.pdf"))
    for words in ("一、妇女与健康", "（一）主要目标", SENTENCE, "石碁镇、北滘镇。"):
        assert words in text


def test_the_file_is_tagged_chinese_archivable_and_titled(tmp_path: Path) -> None:
    render("<h1>一、概述</h1><p>正文。</p>", tmp_path / "a.pdf")

    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert pdf.Root.Lang == "zh-CN"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo.Title == "中期评估报告"
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert 'pdfuaid:part="1"' in metadata


def embedded(pdf: Path) -> set[str]:
    with pikepdf.open(pdf) as file:
        descriptors = [
            o
            for o in file.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert all("/FontFile2" in d for d in descriptors)  # TrueType, in every viewer
        return {str(d.FontFamily) for d in descriptors}


def test_all_families_are_embedded(tmp_path: Path) -> None:
    body = "".join(f"<p style='font-family:\"{family}\"'>年✗ 12</p>" for family in FAMILIES)

    report = render(body, tmp_path / "a.pdf")

    assert report.problems == ()
    assert embedded(tmp_path / "a.pdf") == set(FAMILIES)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    files = [DataFile("data.json", b"{}", "指标数据")]
    html = page(f"<h1>一、概述</h1><p>{SENTENCE}{note(1)}</p>")
    for name in ("a.pdf", "b.pdf"):
        write_pdf(
            html, tmp_path / name, base=TEMPLATES, fonts=FONTS, moment=MOMENT, attachments=files
        )

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_data_travels_inside_the_file(tmp_path: Path) -> None:
    files = [DataFile("数据.json", b'{"a": 1}', "指标数据（JSON）")]

    write_pdf(
        page("<p>正文</p>"),
        tmp_path / "a.pdf",
        base=TEMPLATES,
        fonts=FONTS,
        moment=MOMENT,
        attachments=files,
    )

    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        (attached,) = pdf.attachments.values()
        assert attached.filename == "数据.json"
        assert attached.get_file().read_bytes() == b'{"a": 1}'
        assert pdf.Root.AF[0].AFRelationship == "/Data"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param('<p style="colour: red">x</p>', "colour", id="css-not-understood"),
        pytest.param('<a href="#nowhere">x</a>', "nowhere", id="link-to-nothing"),
        pytest.param("<p>\U0001f600</p>", "U+1F600", id="no-glyph"),
        pytest.param(
            '<p style="position:absolute;left:150mm;width:90mm">超出纸面的一段文字'
            "超出纸面的一段文字</p>",
            "第 1 页",
            id="off-paper",
        ),
        pytest.param(
            "<table><colgroup><col><col style='width:5%'></colgroup>"
            "<tr><td>1</td><td class='n'>18250.00</td></tr></table>",
            "“18250.00”",
            id="crowded-cell",
        ),
    ],
)
def test_the_gate_reports(tmp_path: Path, body: str, words: str) -> None:
    problems = render(f"<p>正文</p>{body}", tmp_path / "a.pdf").problems

    assert len(problems) == 1
    assert words in problems[0]


def test_the_gate_reports_a_strange_font(tmp_path: Path) -> None:
    face = "<style>@font-face{font-family:Other;src:url(fonts/PEHei.ttf)}</style>"

    problems = render('<p style="font-family:Other">正文</p>', tmp_path / "a.pdf", face).problems

    assert len(problems) == 1
    assert "Other" in problems[0]


def test_garbage_collection_is_on_again_afterwards(tmp_path: Path) -> None:
    render("<p>正文</p>", tmp_path / "a.pdf")

    assert gc.isenabled()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()

    with pytest.raises(PlanEvalError, match="folder"):
        render("<p>正文</p>", tmp_path / "folder.pdf")

    assert [path.name for path in tmp_path.iterdir()] == ["folder.pdf"]


def test_a_missing_font_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        write_pdf(page(""), tmp_path / "a.pdf", base=TEMPLATES, fonts=FontChoice(tmp_path / "no"))

    assert caught.value.path == tmp_path / "no"
    assert caught.value.hint


def test_weasyprint_is_imported_only_when_a_pdf_is_written() -> None:
    code = "import sys, plan_eval.report.pdf; sys.exit('weasyprint' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_import_starts_no_compilers_and_puts_the_search_back() -> None:
    code = (
        "import ctypes.util, subprocess, sys\n"
        "search = ctypes.util.find_library\n"
        "def refuse(*_, **__): raise AssertionError('a process was started')\n"
        "subprocess.Popen.__init__ = refuse\n"
        "from plan_eval.report.typesetting import load_engine\n"
        "assert load_engine() == ()\n"
        "assert ctypes.util.find_library is search\n"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_remedy_leaves_changed_source_alone() -> None:
    load_engine()
    from plan_eval.report import weasy_fixes

    fix = replace(weasy_fixes.FIXES[0], name="other", old="no such expression")
    before = getattr(fix.owner, fix.function)

    assert weasy_fixes.apply(fix) is False
    assert getattr(fix.owner, fix.function) is before
