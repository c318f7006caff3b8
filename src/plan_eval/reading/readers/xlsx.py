"""Excel workbooks (.xlsx) to grids, row by row through openpyxl, within limits.

openpyxl, because it tells number formats: 0.953 shown as 95.3% was sent as 95.3%. Cells of formulas
give the value the spreadsheet last computed, or the formula where none has.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Protocol, cast

from plan_eval.model.observation import MARKS_SHEET
from plan_eval.reading import limits
from plan_eval.reading.faults import Unreadable
from plan_eval.reading.grids import Grid, Merged, Record
from plan_eval.reading.readers.cell_text import cell_text
from plan_eval.reading.readers.formulas import not_computed, position, waits_for_reckoning
from plan_eval.reading.readers.zip_directory import open_workbook_zip


class _Sheet(Protocol):
    """What is used of openpyxl's read-only sheets."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


class _Cell(Protocol):
    value: object


_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)


def read_xlsx(data: bytes) -> list[Grid]:
    """One grid per visible sheet with anything in it. Raises Unreadable."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Unreadable("no-excel-reader") from None
    with open_workbook_zip(data) as parts, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions it does not know
        try:
            _refuse_entities(parts)
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return list(_grids(cast("list[_Sheet]", book.worksheets), parts))
        except Unreadable:
            raise
        except Exception:  # a damaged workbook fails in many ways
            raise Unreadable("workbook-damaged") from None


def _refuse_entities(parts: zipfile.ZipFile) -> None:
    """No workbook declares entities; one that does wants to grow in memory."""
    for part in parts.infolist():
        text = parts.read(part) if part.filename.endswith((".xml", ".rels", ".vml")) else b""
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Unreadable("workbook-damaged")


def _grids(sheets: list[_Sheet], parts: zipfile.ZipFile) -> Iterator[Grid]:
    left = limits.WORKBOOK_CELLS
    waiting = waits_for_reckoning(_part(parts, "xl/workbook.xml"))
    for sheet in sheets:
        if sheet.sheet_state != "visible" or sheet.title == MARKS_SHEET:
            continue
        records: list[Record] = []
        xml = _part(parts, sheet._worksheet_path.lstrip("/"))
        formulas = not_computed(xml, waiting=waiting)
        sheet.reset_dimensions()
        for at, cells in enumerate(sheet.iter_rows()):
            record = [cell_text(cell.value, getattr(cell, "number_format", None)) for cell in cells]
            for place, formula in formulas.get(at, {}).items():
                if place < len(record):
                    record[place] = formula
            while record and not record[-1]:
                record.pop()
            left -= 1 + len(cells)
            if left < 0 or len(record) > limits.COLUMNS:
                raise Unreadable("workbook-too-large")
            records.append(record)
        while records and not records[-1]:
            records.pop()
        if records:
            head = records[: limits.HEADER_WITHIN]
            places = tuple((at, place) for at in formulas for place in formulas[at])
            merged = tuple(_merged(xml))
            yield Grid(head, records, sheet=sheet.title, merged=merged, formulas=places)


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    return parts.read(name) if name in parts.namelist() else b""


def _merged(xml: bytes) -> Iterator[Merged]:
    for found in islice(_MERGED.finditer(xml), limits.MERGED_BLOCKS):
        left, top, right, bottom = (one.decode() for one in found.groups())
        yield Merged(int(top) - 1, position(left), int(bottom) - 1, position(right))
