"""The findings in the sender's own workbook: the file that was sent, with its cells marked.

What is marked: the cell's colour, a comment on it, a column 问题 behind the table and a sheet with
the list, each line linked with its cell. The reader passes over the column and the sheet, so the
copy is corrected and sent again. openpyxl keeps formats, formulas, merged cells, widths and
validations, but neither charts nor controls; what it does not keep is told.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plan_eval.messages import t
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.observation import IGNORED, MARKS_COMMENT, MARKS_SHEET
from plan_eval.reading.grids import Grid, letter
from plan_eval.reading.readers import read_grids
from plan_eval.reading.vocabulary import Vocabulary
from plan_eval.writing.guard import guarded, is_formula

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS = {Severity.ERROR: "FFF8CBC6", Severity.VERIFY: "FFFFE699"}
_AUTHOR = "plan-eval"
_LIST = ("kind", "cell", "column", "value", "message", "fix")
_WIDTHS = (10, 10, 14, 16, 50, 50)
_PROBLEM = IGNORED["findings"][0]
_KEPT_BY_ANOTHER_NAME = ("xl/comments", "xl/drawings/vmlDrawing", "xl/calcChain", "docProps/")


@dataclass(frozen=True)
class Marked:
    """The copy as .xlsx, and the parts of the sent workbook that are not in it."""

    content: bytes
    dropped: tuple[str, ...]


def to_mark(findings: Iterable[Finding]) -> list[Finding]:
    """What must be corrected or explained and is not yet."""
    return [finding for finding in findings if not finding.settled and finding.severity in _COLOURS]


def marked(data: bytes, findings: Mapping[str | None, list[Finding]], words: Vocabulary) -> Marked:
    """The file with these bytes and the findings on it, by sheet (None: the only table).

    Texts and .xls become a new workbook with the rows as sent. Raises Unreadable for a file that
    no reader takes.
    """
    from openpyxl import load_workbook

    opened = read_grids(data, words)
    tables = [grid for grid in opened.grids if grid.header] or list(opened.grids[:1])
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        sent = opened.format == "xlsx"
        book = load_workbook(io.BytesIO(data)) if sent else _as_sent(opened.grids)
    if MARKS_SHEET in book.sheetnames:
        del book[MARKS_SHEET]
    listed = book.create_sheet(MARKS_SHEET)
    _head(listed)
    for at, grid in enumerate(tables):
        found = findings.get(grid.sheet) or (findings.get(None, []) if at == 0 else [])
        sheet = book[grid.sheet or book.sheetnames[0]]
        _clear(sheet)
        if found:
            _mark(sheet, grid, found, listed)
    into = io.BytesIO()
    book.save(into)
    content = into.getvalue()
    dropped = [*_dropped(data, content), *(str(one.message) for one in said)] if sent else []
    return Marked(content, tuple(dict.fromkeys(dropped)))


def _as_sent(grids: Iterable[Grid]) -> Workbook:
    """A workbook with the rows of a text: every cell as text, so that nothing changes its looks."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.sheet or t("feedback.marked.sheet"))
        records = grid.cells if isinstance(grid.cells, list) else grid.cells.iter_rows()
        for row, record in enumerate(records, 1):
            for at, text in enumerate(record, 1):
                if text:
                    _text(sheet.cell(row, at), text)
    return book


def _text(cell: Any, text: str) -> None:
    """Text as text, whatever it begins with; what no workbook can hold is a box."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)[:32_767]
    cell.data_type = "s"
    cell.number_format = "@"
    if is_formula(text):
        cell.quotePrefix = True


def _head(listed: Worksheet) -> None:
    from openpyxl.styles import Font

    for at, name in enumerate(_LIST, 1):
        _text(listed.cell(1, at), t(f"feedback.head.{name}"))
        listed.cell(1, at).font = Font(bold=True)
        listed.column_dimensions[letter(at - 1)].width = _WIDTHS[at - 1]
    listed.freeze_panes = "A2"


def _mark(sheet: Worksheet, grid: Grid, findings: list[Finding], listed: Worksheet) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    column = _problem_column(sheet, grid)
    data_from = grid.header.at + grid.header.levels + 1 if grid.header else 1
    of_row: dict[int, list[Finding]] = defaultdict(list)
    lines: dict[int, int] = {}
    for one in findings:
        line = listed.max_row + 1
        _list_line(listed, line, one, sheet.title)
        if one.row is None:
            continue
        of_row[one.row].append(one)
        lines.setdefault(one.row, line)
        cell = _own(sheet, one.cell)
        if cell is not None:
            fill = PatternFill("solid", start_color=_COLOURS[one.severity])
            cell.fill = fill
            # what the sender wrote on the cell stays the sender's: it may be the reason
            before, author = "", _AUTHOR
            if cell.comment:
                before, author = f"{cell.comment.text}\n", cell.comment.author or _AUTHOR
            finding = t("feedback.marked.comment", message=one.message, fix=one.fix)
            said = f"{before}{MARKS_COMMENT}{finding}"
            cell.comment = Comment(_legal(said), author, height=120, width=320)
    for row, found in of_row.items():
        if row < data_from:
            continue
        cell = sheet.cell(row, column)
        _text(
            cell,
            guarded(t("punctuation.semicolon").join(dict.fromkeys(one.message for one in found))),
        )
        _link(cell, f"{listed.title}!A{lines[row]}")


def _problem_column(sheet: Worksheet, grid: Grid) -> int:
    """The column 问题: the one of an earlier copy, else a new one behind the last."""
    row = grid.header.at + 1 if grid.header else 1
    for cell in sheet[row]:
        if cell.value == _PROBLEM:
            return int(cell.column)
    width = max(sheet.max_column, grid.header.width if grid.header else 1)
    _text(sheet.cell(row, width + 1), _PROBLEM)
    sheet.column_dimensions[letter(width)].width = 40
    return width + 1


def _clear(sheet: Worksheet) -> None:
    """Take away the marks of an earlier copy; what the sender wrote stays."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink and (cell.hyperlink.location or "").startswith(f"{MARKS_SHEET}!"):
                cell.value, cell.hyperlink = None, None
            if cell.comment and MARKS_COMMENT in cell.comment.text:
                own = cell.comment.text.partition(MARKS_COMMENT)[0].rstrip()
                cell.comment = Comment(own, cell.comment.author) if own else None
                cell.fill = PatternFill()


def _own(sheet: Worksheet, place: str | None) -> Any:
    """The cell, or the first of the merged block it is in; None where there is no place."""
    if not place:
        return None
    for block in sheet.merged_cells.ranges:
        if place in block:
            return sheet.cell(block.min_row, block.min_col)
    return sheet[place]


def _link(cell: Any, place: str) -> None:
    """A link inside the workbook: a location, for a target would be taken for a file."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)


def _list_line(listed: Worksheet, line: int, finding: Finding, sheet: str) -> None:
    kind = "error" if finding.severity is Severity.ERROR else "verify"
    place = finding.cell or (str(finding.row) if finding.row else "")
    message = t("feedback.named", name=finding.message, code=finding.code)
    texts = (t(f"feedback.kind.{kind}"), place, finding.column, finding.value, message, finding.fix)
    for at, text in enumerate(texts, 1):
        _text(listed.cell(line, at), guarded(text or ""))
    if finding.row:
        quoted = sheet.replace("'", "''")
        _link(listed.cell(line, 2), f"'{quoted}'!{finding.cell or f'A{finding.row}'}")


def _legal(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)


def _dropped(sent: bytes, copied: bytes) -> list[str]:
    """The parts of the sent workbook that the copy lacks and that are no book-keeping."""
    with zipfile.ZipFile(io.BytesIO(sent)) as old, zipfile.ZipFile(io.BytesIO(copied)) as new:
        lost = {name for name in old.namelist() if not name.endswith((".rels", "/"))}
        kept = set(new.namelist())
    sheets = [name for name in lost if name.startswith("xl/worksheets/sheet")]
    return sorted(
        name for name in lost - kept - {*sheets} if not name.startswith(_KEPT_BY_ANOTHER_NAME)
    )
