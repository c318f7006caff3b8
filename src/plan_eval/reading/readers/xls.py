"""Old Excel workbooks (.xls) to grids through xlrd, within limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from plan_eval.reading import limits
from plan_eval.reading.grids import Grid, Merged, Record
from plan_eval.reading.notices import Unreadable
from plan_eval.reading.readers.cell_text import cell_text

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell, Sheet


def read_xls(data: bytes) -> list[Grid]:
    """One grid per sheet with anything in it, hidden ones marked. Raises Unreadable."""
    import xlrd
    from xlrd.biffh import XLRDError

    if len(data) > limits.WORKBOOK_BYTES:
        raise Unreadable("workbook-too-large")
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            logfile=io.StringIO(),
        )
        return list(_grids(book))
    except Unreadable:
        raise
    except XLRDError as error:
        not_excel = "Can't find workbook" in str(error) or "encrypted" in str(error)
        raise Unreadable("not-excel" if not_excel else "workbook-damaged") from None
    except Exception:  # a damaged workbook fails in many ways
        raise Unreadable("workbook-damaged") from None


def _grids(book: Book) -> Iterator[Grid]:
    left = limits.WORKBOOK_CELLS
    for sheet in map(book.sheet_by_index, range(book.nsheets)):
        left -= sum(map(sheet.row_len, range(sheet.nrows)))
        if left < 0 or sheet.ncols > limits.COLUMNS:
            raise Unreadable("workbook-too-large")
        records = [_record(book, sheet, row) for row in range(sheet.nrows)]
        while records and not any(records[-1]):
            records.pop()
        if records:
            merged = tuple(
                Merged(top, left_, bottom - 1, right - 1)
                for top, bottom, left_, right in sheet.merged_cells[: limits.MERGED_BLOCKS]
            )
            rows, columns = sheet.rowinfo_map.items(), sheet.colinfo_map.items()
            yield Grid(
                records[: limits.HEADER_WITHIN],
                records,
                sheet=sheet.name,
                merged=merged,
                hidden=bool(sheet.visibility),
                hidden_rows=frozenset(at for at, row in rows if row.hidden),
                hidden_columns=frozenset(at for at, one in columns if one.hidden or not one.width),
                comments=_comments(sheet),
            )


def _comments(sheet: Sheet) -> dict[tuple[int, int], str]:
    """What is written on cells, without the name of who wrote it, which Excel puts first."""
    said: dict[tuple[int, int], str] = {}
    for place, note in sheet.cell_note_map.items():
        text = " ".join(str(note.text).removeprefix(f"{note.author}:").split())
        if text:
            said[place] = text[: limits.COMMENT]
    return said


def _record(book: Book, sheet: Sheet, row: int) -> Record:
    record = [_text(book, cell) for cell in sheet.row(row)]
    while record and not record[-1]:
        record.pop()
    return record


def _text(book: Book, cell: Cell) -> str:
    import xlrd

    value = cell.value
    match cell.ctype:
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return ""
        case xlrd.XL_CELL_BOOLEAN:
            return cell_text(bool(value), None)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(int(value), "#N/A")
        case xlrd.XL_CELL_DATE:
            return cell_text(xlrd.xldate_as_datetime(float(value), book.datemode), None)
        case _:
            return cell_text(value, _format(book, cell.xf_index))


def _format(book: Book, style: int | None) -> str | None:
    if style is None:
        return None
    return str(book.format_map[book.xf_list[style].format_key].format_str)
