"""Files of plans as paragraphs: every format, marks where they stand, what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from tests.drafting.word_files import plan_in_word

from plan_eval.drafting.sources import Source, read_source
from plan_eval.errors import PlanEvalError

FILLING = "为促进妇女儿童发展，制定本规划，全面落实基本国策。" * 10


def source(tmp_path: Path, text: str, name: str = "plan.txt", encoding: str = "utf-8") -> Source:
    path = tmp_path / name
    path.write_bytes(f"{FILLING}\n{text}".encode(encoding))
    return read_source(path)


def marked(found: Source) -> list[tuple[str, str]]:
    """What stands right before each mark, and the text of its note."""
    return [
        (one.text[:at][-4:], found.notes[number])
        for one in found.paragraphs
        for number, at in one.marks.items()
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.筛查率达到75%以上[footnoteRef:0]。 [0:  国家目标为70%。] ",
        "1.筛查率达到75%以上[1]。\n[1] 国家目标为70%。",
        "1.筛查率达到75%以上[^a]。\n\n[^a]: 国家目标为70%。",
        "1.筛查率达到75%以上①。\n① 国家目标为70%。",
    ],
    ids=["as converted from Word", "in brackets", "Markdown", "circled"],
)
def test_notes_of_a_text_stand_where_their_marks_do(tmp_path: Path, text: str) -> None:
    found = source(tmp_path, text)
    assert found.paragraphs[1].text == "1.筛查率达到75%以上。"
    assert marked(found) == [("5%以上", "国家目标为70%。")]


def test_circled_numbers_of_items_are_no_notes(tmp_path: Path) -> None:
    found = source(tmp_path, "1.包括①甲②乙。\n①完善甲。\n②完善乙。\n2.其他。")
    assert [one.text for one in found.paragraphs][1:] == [
        "1.包括①甲②乙。",
        "①完善甲。",
        "②完善乙。",
        "2.其他。",
    ]


def test_footnotes_are_numbered_by_their_marks_and_a_note_without_one_is_kept(
    tmp_path: Path,
) -> None:
    found = source(tmp_path, "一[footnoteRef:7]二[footnoteRef:3]。[3: 后] [7: 先] [9: 无处]")
    assert found.notes == {1: "先", 2: "后"}
    assert found.lost == ("无处",)


def test_brackets_that_are_no_marks_stay(tmp_path: Path) -> None:
    found = source(tmp_path, "穗府〔2021〕1号[2021]，[1]没有注。")
    assert found.paragraphs[1].text == "穗府〔2021〕1号[2021]，[1]没有注。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    text = "（一）妇女与健康\r\n主要目标：\r\n"
    found = source(tmp_path, text, encoding=encoding)
    assert [one.text for one in found.paragraphs][1:] == ["（一）妇女与健康", "主要目标："]


def test_a_page_gives_blocks_without_scripts_and_menus(tmp_path: Path) -> None:
    page = (
        "<html><head><title>x</title><script>主要目标</script></head><body><nav>首页</nav>"
        "<p>1.死亡率控制在<b>8/10万</b><sup><a href='#n1' id='r1'>[1]</a></sup>以下。</p>"
        "<table><tr><td>指标</td><td>目标</td></tr></table>"
        f"<p>{FILLING}</p><p id='n1'><a href='#r1'>[1]</a> 省目标为9/10万。</p></body></html>"
    )
    path = tmp_path / "plan.html"
    path.write_text(page, "utf-8")
    found = read_source(path)
    assert [one.text for one in found.paragraphs] == [
        "1.死亡率控制在8/10万以下。",
        "指标\t目标",
        FILLING,
    ]
    assert found.paragraphs[1].row
    assert marked(found) == [("/10万", "省目标为9/10万。")]


def test_a_page_within_a_table_is_read_once(tmp_path: Path) -> None:
    inner = "<table><tr><td>指标</td><td>近视率</td></tr></table>"
    path = tmp_path / "plan.html"
    path.write_text(
        f"<table><tbody><tr><td><p>{FILLING}</p><p>主要目标</p>{inner}</td></tr></tbody></table>",
        "utf-8",
    )
    assert [one.text for one in read_source(path).paragraphs] == [
        FILLING,
        "主要目标",
        "指标\t近视率",
    ]


def test_word_counts_and_notes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(plan_in_word().bytes())
    found = read_source(path)
    texts = [one.text for one in found.paragraphs]
    assert "（一）儿童与健康" in texts
    assert "（二）儿童与教育" in texts
    # each list begins anew
    assert [text for text in texts if text.startswith("1.")] == [
        "1.婴儿死亡率控制在4‰以下。",
        "1.完善服务体系。新生儿听力筛查率达到95%以上。",
        "1.学前三年毛入园率达到92%以上。",
        "1.发展学前教育。每个乡镇至少建成1所公办中心幼儿园。",
    ]
    assert [before for before, _ in marked(found)] == ["4‰以下", "率不高于", "幼儿园。"]
    assert found.notes[3] == "县教育局提供。"


def test_word_tables_and_tracked_changes(tmp_path: Path) -> None:
    file = plan_in_word()
    paragraph = file.add("2.保留")
    deleted = docx.oxml.parse_xml(
        f"<w:del {docx.oxml.ns.nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"
    )
    inserted = docx.oxml.parse_xml(
        f"<w:ins {docx.oxml.ns.nsdecls('w')}><w:r><w:t>新增</w:t></w:r></w:ins>"
    )
    paragraph._p.append(deleted)
    paragraph._p.append(inserted)
    table = file.document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "指标", "2030年"
    table.cell(1, 0).text = "1.儿童健康水平提高。\n2.近视率下降。"
    table.cell(1, 1).text = "短"
    path = tmp_path / "plan.docx"
    path.write_bytes(file.bytes())
    texts = [one.text for one in read_source(path).paragraphs]
    assert texts[-5:] == [
        "2.保留新增",
        "指标\t2030年",
        "1.儿童健康水平提高。",
        "2.近视率下降。",
        "短",
    ]


@pytest.mark.parametrize(
    ("head", "row", "wanted"),
    [
        (
            ["主要目标", "策略措施"],
            ["1.近视率下降。\n2.溺水减少。", "1.加强防控。"],
            ["主要目标", "1.近视率下降。", "2.溺水减少。", "策略措施", "1.加强防控。"],
        ),
        (
            ["序号", "领域", "主要目标", "策略措施"],
            ["1", "儿童与健康", "1.近视率下降。", "1.加强防控。"],
            ["儿童与健康", "主要目标", "1.近视率下降。", "策略措施", "1.加强防控。"],
        ),
        (["指标", "目标"], ["近视率", "38%"], ["指标\t目标", "近视率\t38%"]),
    ],
    ids=["two columns", "an area a row", "figures"],
)
@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_a_plan_laid_out_in_a_table_is_read_by_its_columns(
    tmp_path: Path, suffix: str, head: list[str], row: list[str], wanted: list[str]
) -> None:
    path = tmp_path / f"plan{suffix}"
    if suffix == ".docx":
        file = plan_in_word()
        table = file.document.add_table(rows=2, cols=len(head))
        for n, texts in enumerate((head, row)):
            for at, text in enumerate(texts):
                table.cell(n, at).text = text
        path.write_bytes(file.bytes())
    else:
        cells = ["".join(f"<td>{c.replace(chr(10), '<br>')}</td>" for c in r) for r in (head, row)]
        rows = "".join(f"<tr>{one}</tr>" for one in cells)
        path.write_text(f"<p>{FILLING}</p><table>{rows}</table>", "utf-8")
    assert [one.text for one in read_source(path).paragraphs][-len(wanted) :] == wanted


def test_a_scan_another_format_and_nothing_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "scan.docx"
    docx.Document().save(str(empty))
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    cases = {
        empty: "几乎没有文字",
        tmp_path / "plan.pdf": "不能读这种文件",
        tmp_path / "none.docx": "没有这个文件",
    }
    for path, says in cases.items():
        with pytest.raises(PlanEvalError, match=says) as refused:
            read_source(path)
        assert refused.value.hint


def packed(parts: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return into.getvalue()


def with_part(content: bytes, name: str, change: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {one: file.read(one) for one in file.namelist()}
    parts[name] = change + parts[name].split(b"?>", 1)[-1]
    return packed(parts)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no zip",
        b"\xd0\xcf\x11\xe0 an old Word file",
        packed({"word/document.xml": b"\0" * (65 * 2**20)}),
        packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
        with_part(plan_in_word().bytes(), "word/document.xml", ENTITY),
        with_part(plan_in_word().bytes(), "word/footnotes.xml", ENTITY),
    ],
    ids=["damaged", "old", "bomb", "workbook", "entity", "entity in a note"],
)
def test_what_is_no_sound_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(content)
    with pytest.raises(PlanEvalError, match="不是完好的 Word 文件"):
        read_source(path)
