"""What a workbook holds besides what people see: hidden cells, comments, styles, other dialects."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from tests.reading.readers.test_workbooks import HEADER, NAME, book_of, repacked, saved
from tests.reading.sending import PERCENT, codes, figures, read

from plan_eval.reading import limits
from plan_eval.reading.submitted import Submissions

ROWS = ([PERCENT, 2025, 95, None], [PERCENT, 2024, 94, None])


def sent(change: Callable[[Worksheet, Workbook], Any], *rows: Sequence[Any]) -> Submissions:
    book = book_of(*(rows or (HEADER, *ROWS)))
    assert isinstance(book.active, Worksheet)
    change(book.active, book)
    return read(saved(book), NAME)


def told(read_: Submissions) -> list[str]:
    return [str(one.value) for one in read_.notices]


def test_hidden_and_filtered_rows_are_read_and_asked_about() -> None:
    def hide(sheet: Worksheet, _: Workbook) -> None:
        sheet.auto_filter.ref = "A1:D3"
        sheet.row_dimensions[3].hidden = True

    assert codes(found := sent(hide)) == [("hidden-cells", 3, None)]
    assert "第 3 行" in told(found)[0]
    assert found.observations.height == 2


def test_hidden_rows_without_data_are_nobodys_business() -> None:
    def hide(sheet: Worksheet, _: Workbook) -> None:
        for row in (1, 4, 5):
            sheet.row_dimensions[row].hidden = True

    assert codes(sent(hide)) == []


def test_of_two_columns_the_visible_one_counts() -> None:
    header = ["指标编码", "年份", "数值", "数值", "说明"]

    def hide(sheet: Worksheet, _: Workbook) -> None:
        sheet.column_dimensions["C"].hidden = True

    found = sent(hide, header, [PERCENT, 2025, 90, 95, None])
    assert figures(found, "value") == [(Decimal(95),)]
    assert codes(found) == [("hidden-cells", 1, "数值")]
    assert found.notices[0].letter == "C"
    assert found.files[0].letters["value"] == "D"


def test_a_hidden_column_of_figures_is_asked_about_another_is_not() -> None:
    def hide(*letters: str) -> Callable[[Worksheet, Workbook], None]:
        def change(sheet: Worksheet, _: Workbook) -> None:
            for letter in letters:
                sheet.column_dimensions[letter].hidden = True

        return change

    assert codes(sent(hide("C"))) == [("hidden-cells", 1, "数值")]
    assert codes(sent(hide("A", "D"))) == []


def test_hidden_sheets_with_a_table_are_told_of() -> None:
    def add(sheet: Worksheet, book: Workbook) -> None:
        for title, rows in (("旧表", [HEADER, ROWS[0]]), ("选项", [["女"], ["男"]])):
            other = book.create_sheet(title)
            for row in rows:
                other.append(row)
            other.sheet_state = "veryHidden"

    assert codes(found := sent(add)) == [("hidden-cells", None, None)]
    assert "旧表" in told(found)[0]
    assert found.observations.height == 2


def test_comments_on_data_are_read_as_notes() -> None:
    def comment(sheet: Worksheet, _: Workbook) -> None:
        sheet["C1"].comment = Comment("填百分数", "甲")
        sheet["C2"].comment = Comment("甲:\n调查推迟，\n无数据", "甲")
        sheet["A3"].comment = Comment("另一句", "乙")
        sheet["D3"] = "已有说明"

    found = sent(comment)
    assert figures(found, "note") == [("调查推迟， 无数据",), ("已有说明；另一句",)]
    assert codes(found) == [("comment-read", 2, "value"), ("comment-read", 3, "indicator")]


def test_a_comment_of_a_wide_table_is_of_its_own_figure() -> None:
    def comment(sheet: Worksheet, _: Workbook) -> None:
        sheet["C2"].comment = Comment("未调查", "甲")

    found = sent(comment, ["指标编码", "2025年", "2024年", "2023年"], [PERCENT, 95, None, None])
    assert figures(found, "year", "value", "note") == [
        (2025, Decimal(95), None),
        (2024, None, "未调查"),
    ]


def test_what_this_tool_wrote_on_a_cell_is_no_note() -> None:
    def comment(sheet: Worksheet, _: Workbook) -> None:
        sheet["C2"].comment = Comment("审核意见：与分子分母不符", "plan-eval")

    assert codes(sent(comment)) == []


def test_strict_workbooks_are_read() -> None:
    names = (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"spreadsheetml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"officeDocument/"),
    )

    def strict(_: str, part: bytes) -> bytes:
        for usual, name in names:
            part = part.replace(usual, b"http://purl.oclc.org/ooxml/" + name)
        return part

    found = read(repacked(saved(book_of(HEADER, *ROWS)), strict), NAME)
    assert found.observations.height == 2
    assert codes(found) == []


def test_styled_blank_cells_to_the_end_of_the_sheet_are_no_content() -> None:
    blank = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (at, at, at)
        for at in range(10, 300_000)
    )
    end = b'<row r="1048576" ht="15"><c r="A1048576" s="1" t="n" /></row></sheetData>'
    data = repacked(
        saved(book_of(HEADER, *ROWS)), lambda _, part: part.replace(b"</sheetData>", blank + end)
    )
    found = read(data, NAME)
    assert (found.files[0].rows, found.files[0].skipped) == (2, 1)
    assert codes(found) == []


@pytest.mark.parametrize("form", ["yyyy", 'yyyy"年"', '[$-804]yyyy"年";@'])
def test_a_year_shown_as_a_year_is_one(form: str) -> None:
    def date(sheet: Worksheet, _: Workbook) -> None:
        sheet["B2"] = dt.date(2025, 12, 31)
        sheet["B2"].number_format = form

    assert figures(sent(date), "year") == [(2025,), (2024,)]


@pytest.mark.parametrize(("day", "year"), [((2025, 1, 1), 2025), ((2025, 6, 30), None)])
def test_a_day_is_a_year_at_its_ends_only(day: tuple[int, int, int], year: int | None) -> None:
    found = sent(lambda *_: None, HEADER, [PERCENT, dt.date(*day), 95, None])
    assert figures(found, "year") == [(year,)]


def test_merged_years_over_their_columns() -> None:
    def merge(sheet: Worksheet, _: Workbook) -> None:
        for block in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(block)

    rows: list[list[Any]] = [
        ["指标编码", "2025年", None, "2024年", None],
        [None, "女", "男", "女", "男"],
        [PERCENT, 96, 94, 86, 84],
    ]
    found = sent(merge, *rows)
    assert figures(found, "year", "sex", "value_letter") == [
        (2025, "female", "B"),
        (2025, "male", "C"),
        (2024, "female", "D"),
        (2024, "male", "E"),
    ]


def _lying(data: bytes, size: int) -> bytes:
    """The zip with a directory that gives every part of over a megabyte this size."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        large = [one.file_size for one in old.infolist() if one.file_size > 2**20]
    for real in large:
        data = data.replace(real.to_bytes(4, "little"), size.to_bytes(4, "little"))
    return data


@pytest.mark.parametrize("size", [1_000, 2**24])
def test_a_directory_that_lies_is_a_damaged_workbook(size: int) -> None:
    plain = saved(book_of(HEADER, *ROWS))
    bomb = repacked(plain, lambda name, part: part + b" " * 2**27 * ("sheet1" in name))
    assert codes(found := read(_lying(bomb, size), NAME)) == [("unreadable-file", None, None)]
    assert "已损坏" in told(found)[0]


def test_parts_that_unpack_in_no_pieces_are_refused() -> None:
    out = io.BytesIO()
    plain = zipfile.ZipFile(io.BytesIO(saved(book_of(HEADER, *ROWS))))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as new:
        for part in plain.namelist():
            new.writestr(part, plain.read(part))
    assert codes(read(out.getvalue(), NAME)) == [("unreadable-file", None, None)]
    assert limits.UNPACKED_BYTES < 2**27
