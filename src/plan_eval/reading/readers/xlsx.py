"""Excel workbooks (.xlsx) to grids, row by row through openpyxl, within limits.

openpyxl, because it tells number formats: 0.953 shown as 95.3% was sent as 95.3%. Cells of formulas
give the value the spreadsheet last computed, or the formula where none has.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from plan_eval.model.observation import MARKS_SHEET
from plan_eval.reading import limits
from plan_eval.reading.grids import Grid, Record
from plan_eval.reading.notices import Unreadable
from plan_eval.reading.readers.cell_text import cell_text
from plan_eval.reading.readers.formulas import not_computed, waits_for_recalculation
from plan_eval.reading.readers.sheet_xml import (
    comments,
    hidden_columns,
    hidden_rows,
    merged_blocks,
    without_blanks,
)
from plan_eval.reading.readers.zip_directory import packed, unpacked_workbook


class _Sheet(Protocol):
    """What is used of openpyxl's read-only sheets."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


class _Cell(Protocol):
    value: object


def read_xlsx(data: bytes) -> list[Grid]:
    """One grid per sheet with anything in it, hidden ones marked. Raises Unreadable."""
    from openpyxl import load_workbook

    parts = unpacked_workbook(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions it does not know
        try:
            _refuse_entities(parts)
            xml = {name: part for name, part in parts.items() if "/worksheets/" in name}
            light = parts | {name: without_blanks(part) for name, part in xml.items()}
            book = load_workbook(
                io.BytesIO(packed(light)), read_only=True, data_only=True, keep_links=False
            )
            return list(_grids(cast("list[_Sheet]", book.worksheets), parts))
        except Unreadable:
            raise
        except Exception:  # a damaged workbook fails in many ways
            raise Unreadable("workbook-damaged") from None


def _refuse_entities(parts: Mapping[str, bytes]) -> None:
    """No workbook declares entities; one that does wants to grow in memory."""
    for name, part in parts.items():
        text = part if name.endswith((".xml", ".rels", ".vml")) else b""
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Unreadable("workbook-damaged")


def _grids(sheets: list[_Sheet], parts: Mapping[str, bytes]) -> Iterator[Grid]:
    left = limits.WORKBOOK_CELLS
    waiting = waits_for_recalculation(parts.get("xl/workbook.xml", b""))
    for sheet in sheets:
        if sheet.title == MARKS_SHEET:
            continue
        part = sheet._worksheet_path.lstrip("/")
        xml = parts.get(part, b"")
        formulas = not_computed(xml, waiting=waiting)
        records: list[Record] = []
        blank = 0
        sheet.reset_dimensions()
        for at, cells in enumerate(sheet.iter_rows()):
            record = [cell_text(cell.value, getattr(cell, "number_format", None)) for cell in cells]
            for place, formula in formulas.get(at, {}).items():
                if place < len(record):
                    record[place] = formula
            while record and not record[-1]:
                record.pop()
            left -= len(record)
            if left < 0 or len(record) > limits.COLUMNS:
                raise Unreadable("workbook-too-large")
            if not record:  # blank rows are kept only where something follows
                blank += 1
                continue
            records += [[] for _ in range(blank)]
            blank = 0
            records.append(record)
        if records:
            yield Grid(
                records[: limits.HEADER_WITHIN],
                records,
                sheet=sheet.title,
                merged=tuple(merged_blocks(xml)),
                formulas=tuple((at, place) for at in formulas for place in formulas[at]),
                hidden=sheet.sheet_state != "visible",
                hidden_rows=hidden_rows(xml),
                hidden_columns=hidden_columns(xml),
                comments=comments(parts, part),
            )
