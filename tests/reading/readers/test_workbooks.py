"""Workbooks are read cell by cell as people see them, with sheets, merged cells and limits."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from tests.reading.readers.biff import PERCENT as PERCENT_STYLE
from tests.reading.readers.biff import Cell, xls
from tests.reading.sending import HEALTH, PERCENT, codes, figures, read

from plan_eval.reading import limits
from plan_eval.reading.grids import letter
from plan_eval.reading.readers.cell_text import cell_text

HEADER = ["指标编码", "年份", "数值", "说明"]
NAME = HEALTH.replace("csv", "xlsx")


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def book_of(*rows: Sequence[Any]) -> Workbook:
    book = Workbook()
    for row in rows:
        book[book.sheetnames[0]].append(list(row))
    return book


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same zip with its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name in names:
            new.writestr(name, "x")
    return out.getvalue()


def as_xlsx() -> bytes:
    book = book_of(
        ["某表"], HEADER, [PERCENT, 2025, 0.953, "一"], [None, 2024.0, 95.299999999999997, None]
    )
    sheet = book.active
    assert sheet is not None
    sheet["C3"].number_format = "0.00%"
    sheet.merge_cells("A3:A4")
    return saved(book)


def as_xls() -> bytes:
    rows: list[list[Cell]] = [
        ["某表"],
        [*HEADER],
        [PERCENT, 2025.0, (0.953, PERCENT_STYLE), "一"],
        ["", 2024.0, 95.3],
    ]
    return xls(rows, merged=[(2, 3, 0, 0)])


@pytest.mark.parametrize(("make", "suffix"), [(as_xlsx, "xlsx"), (as_xls, "xls")])
def test_a_workbook_is_read_as_people_see_it(make: Callable[[], bytes], suffix: str) -> None:
    sent = read(make(), f"区卫生健康局_2025.{suffix}")
    assert figures(sent, "row", "indicator", "year", "value", "raw_value", "note") == [
        (3, PERCENT, 2025, Decimal("95.3"), "95.30%", "一"),
        (4, PERCENT, 2024, Decimal("95.3"), "95.3", None),
    ]
    assert codes(sent) == [
        ("merged-cells-filled", 3, "indicator"),
        ("normalised-number", 3, "value"),
    ]
    assert sent.notices[0].expected == "A3:A4"
    (file,) = sent.files
    assert (file.rows, file.skipped, file.encoding) == (2, 2, None)
    assert file.letters == {"indicator": "A", "year": "B", "value": "C", "note": "D"}


@pytest.mark.parametrize("make", [as_xlsx, as_xls])
def test_a_workbook_named_csv_is_read_and_told_of(make: Callable[[], bytes]) -> None:
    sent = read(make())
    assert sent.observations.height == 2
    assert codes(sent)[0] == ("renamed-workbook", None, None)


def test_every_sheet_with_a_table_is_a_file_of_its_own() -> None:
    book = book_of(HEADER, [PERCENT, 2025, 95, None])
    book.create_sheet("怎么填").append(["请先看说明"])
    book.create_sheet("自评").append(["条目编码", "年份", "自评状态"])
    book["自评"].append(["health-01", 2025, "完成"])
    book.create_sheet("藏").append(HEADER)
    book["藏"].sheet_state = "hidden"
    sent = read(saved(book), NAME)
    assert [(f.path.rpartition("#")[2], f.form, f.rows, f.skipped) for f in sent.files] == [
        ("Sheet", "indicators", 1, 2),
        ("自评", "self_assessment", 1, 1),
    ]
    assert {f.source for f in sent.files} == {sent.files[0].path.rpartition("#")[0]}
    assert (sent.observations.height, sent.self_assessments.height) == (1, 1)


def test_merged_figures_are_not_filled() -> None:
    book = book_of(HEADER, [PERCENT, 2025, 95, None], [PERCENT, 2024, None, None])
    assert book.active is not None
    book.active.merge_cells("C2:C3")
    sent = read(saved(book), NAME)
    assert figures(sent, "value") == [(Decimal(95),), (None,)]
    assert codes(sent) == []


def test_formulas_errors_dates_and_truths_are_no_numbers() -> None:
    values = ["=1+1", "#DIV/0!", dt.date(2025, 1, 1), True, "=cmd|' /C calc'!A0"]
    sent = read(saved(book_of(HEADER, *[[PERCENT, 2025, one, None] for one in values])), NAME)
    # a formula that no spreadsheet has computed has no value
    assert [notice.row for notice in sent.notices if notice.event == "not-a-number"] == [3, 4, 5]
    assert [value for (value,) in figures(sent, "value")] == [None] * 5


def test_only_sheets_without_a_table_is_no_header() -> None:
    assert codes(read(saved(book_of(["说明"], ["一"])), NAME)) == [("header-not-found", None, None)]
    assert codes(read(saved(Workbook()), NAME)) == [("not-a-table", None, None)]


def _bomb() -> bytes:
    plain = saved(book_of(HEADER))
    return repacked(
        plain, lambda name, data: data + b" " * limits.UNPACKED_BYTES * ("sheet1" in name)
    )


def _far_cell() -> bytes:
    book = book_of(HEADER)
    assert book.active is not None
    book.active["XFD1048576"] = 1
    return saved(book)


def _entities() -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    plain = saved(book_of(HEADER))
    return repacked(plain, lambda name, data: doctype + data if "sheet1" in name else data)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_bomb, "工作簿太大"),
        (_far_cell, "工作簿太大"),
        (_entities, "已损坏"),
        (lambda: saved(book_of(HEADER))[:900], "已损坏"),
        (lambda: as_xls()[:1500], "已损坏"),
        (
            lambda: as_xls().replace(
                "Workbook".encode("utf-16-le"), "WordDoc_".encode("utf-16-le")
            ),
            "不是 Excel",
        ),
        (
            lambda: repacked(as_xlsx(), lambda _, data: data).replace(
                b"[Content_Types].xml", b"[content_types].xml"
            ),
            "压缩包",
        ),
        (lambda: b"PK\x05\x06" + bytes(18), "压缩包"),
        (lambda: zipped("mimetype", "content.xml"), "另一种格式"),
        (lambda: zipped("[Content_Types].xml", "word/document.xml"), "Word"),
        (lambda: b"%PDF-1.7 ...", "PDF"),
        (lambda: b"{\\rtf1}", "Word"),
        (lambda: "\ufeff\n<HTML><table>".encode(), "网页"),
    ],
    ids=[
        *("bomb", "far-cell", "entities", "cut-xlsx", "cut-xls", "other-compound-file"),
        *("other-zip", "empty-zip", "ods", "docx", "pdf", "rtf", "web-page"),
    ],
)
def test_what_is_no_sound_workbook_is_refused_in_words(
    make: Callable[[], bytes], words: str
) -> None:
    sent = read(make(), "x.xls")
    assert codes(sent) == [("unreadable-file", None, None)]
    assert words in str(sent.notices[0].value)


@pytest.mark.parametrize(
    ("position", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_letters_of_columns(position: int, letters: str) -> None:
    assert letter(position) == letters


def test_a_formula_never_computed_is_no_blank() -> None:
    book = book_of(HEADER, [PERCENT, 2025, "=95+0.2", "=A1"], [PERCENT, 2024, 95, None])
    sent = read(saved(book), NAME)
    assert figures(sent, "value", "raw_value") == [(None, "=95+0.2"), (Decimal(95), "95")]
    assert codes(sent) == [
        ("formula-not-computed", 2, "note"),
        ("formula-not-computed", 2, "value"),
    ]


@pytest.mark.parametrize(
    ("cell", "waiting", "value"),
    [
        ('<c r="C2"><f>1+2</f><v>3</v></c>', True, Decimal(3)),
        ('<c r="C2"><f>1+2</f></c>', False, None),
        ('<c r="C2"><f t="shared" si="0"/><v></v></c>', False, None),
        ('<c r="C2"><f>1-1</f><v>0</v></c>', False, Decimal(0)),
        ('<c r="C2"><f>1+2</f><v>0</v></c>', True, None),  # what XlsxWriter leaves
        ('<c r="C2"><v>0</v></c>', True, Decimal(0)),
    ],
)
def test_what_a_formula_leaves_behind(cell: str, waiting: bool, value: Decimal | None) -> None:
    blank = saved(book_of(HEADER, [PERCENT, 2025, 7, None]))

    def change(part: str, text: bytes) -> bytes:
        if part == "xl/workbook.xml" and not waiting:
            return text.replace(b'fullCalcOnLoad="1"', b"")
        return text.replace(b'<c r="C2" t="n"><v>7</v></c>', cell.encode())

    sent = read(repacked(blank, change), NAME)
    assert figures(sent, "value") == [(value,)]
    assert codes(sent) == ([("formula-not-computed", 2, "value")] if value is None else [])


def test_an_empty_text_is_a_result() -> None:
    blank = saved(book_of(HEADER, [PERCENT, 2025, 7, "x"]))
    empty = b'<c r="C2" t="str"><f>IF(A2="","",B2)</f><v></v></c>'
    sent = read(
        repacked(blank, lambda _, text: text.replace(b'<c r="C2" t="n"><v>7</v></c>', empty)), NAME
    )
    assert figures(sent, "raw_value") == [("",)]
    assert codes(sent) == []


def test_formulas_below_the_table_and_in_columns_nobody_reads_are_left_alone() -> None:
    book = book_of(
        [*HEADER, "目标值", "指标名称"],
        [PERCENT, 2025, 95, None, "=B2", "=VLOOKUP(A2,B:C,2)"],
        ["填表日期：", "=TODAY()"],
    )
    assert codes(read(saved(book), NAME)) == []


def test_a_formula_of_a_wide_table_keeps_its_place() -> None:
    book = book_of(["指标编码", "2024年", "2025年"], [PERCENT, 95, "=B2+1"])
    sent = read(saved(book), NAME)
    assert figures(sent, "year", "value", "value_letter") == [
        (2024, Decimal(95), "B"),
        (2025, None, "C"),
    ]
    assert [
        (one.event, one.letter) for one in sent.notices if one.event == "formula-not-computed"
    ] == [("formula-not-computed", "C")]


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (42, "0.0", "42.0"),
        (42.0, "#,##0.00_ ", "42.00"),
        (42, "General", "42"),
        (42, None, "42"),
        (-3, "0.0;[Red](0.00)", "-3.0"),
        (0.953, "0.00%", "95.30%"),
        (70.0987, "0.0", "70.0987"),
        (5, '0".00"', "5"),
        (1, "0.0##", "1.0"),
    ],
)
def test_printed_decimals_are_kept_and_none_is_cut(
    value: float, shape: str | None, text: str
) -> None:
    assert cell_text(value, shape) == text
