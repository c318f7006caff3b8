"""The plan as a workbook: a sheet for each kind of item, drop-downs, help, and what was exported.

A hidden sheet keeps every cell as it was written, packed, for it is as much again. So the way back
knows what a person changed and what has changed in the folder since, and does not depend on the
order of sheets, columns or rows.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from plan_eval.messages import language, speaking_of, t
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import PlanFolder
from plan_eval.plan_folder.schemas import help_at
from plan_eval.spreadsheet.cells import Cell, ChoiceCell, FlagCell, NumberCell
from plan_eval.spreadsheet.rows import Row, rows, unguarded
from plan_eval.spreadsheet.sheets import APPROVE, APPROVER, Column, Sheet, sheets
from plan_eval.writing.guard import guarded
from plan_eval.writing.workbook import Question, Workbook
from plan_eval.writing.workbook import Sheet as Written

STATE, LISTS = "_plan_eval", "_lists"
"""The names of the hidden sheets: what was exported, and what the drop-downs offer."""

VERSION = "1"
HEADER_ROW = 2
"""0-based: a title and a line of instructions stand above."""

SPARE_ROWS = 200
"""So many empty rows below have the drop-downs, too."""

_WIDTHS = {"text": 30, "code": 16, "number": 9, "whole": 9, "pair": 12, "flag": 7, "choice": 14}
_DIGITS = 15
_LISTED = 2_000
_MESSAGE = 255
"""So many characters a cell's own help may have."""
_CHUNK = 1_900
_LARGEST = 64 * 2**20


def plan_workbook(folder: PlanFolder, plan: Plan, day: date) -> bytes:
    """The workbook of a plan that could be read; `day` is the date it is made."""
    with speaking_of(plan.header.level_words):
        book = Workbook(t("spreadsheet.title"), plan.header.title, day)
        state = State(VERSION, plan.header.id, language(), {})
        lists = _Lists()
        of = sheets(plan)
        for sheet in of:
            found = rows(sheet, folder)
            _write(book, sheet, found, lists)
            state.sheets[sheet.name] = StateOfSheet(
                sheet.title,
                {column.path: sheet.heading(column) for column in sheet.columns},
                {row.key: _seen(row.cells) for row in found},
            )
        _explain(book, of)
        lists.write(book)
        _hide(book, STATE, [[line] for line in _packed(state)])
        return book.content()


def _write(book: Workbook, sheet: Sheet, found: Sequence[Row], lists: _Lists) -> None:
    made = book.sheet(sheet.title)
    book.write(made, 0, 0, t("spreadsheet.sheet-title", sheet=sheet.title), "line")
    book.write(made, 1, 0, t("spreadsheet.how"), "line")
    first, last = HEADER_ROW + 1, HEADER_ROW + len(found) + SPARE_ROWS
    for at, column in enumerate(sheet.columns):
        kind = column.cell.help
        form = None if isinstance(column.cell, NumberCell) else "@"
        options = {"level": 1, "hidden": True} if column.rare else {}
        look = "input" if column.path in (APPROVE, APPROVER) else "text"
        made.set_column(at, at, _WIDTHS.get(kind, 24), book.style(look, form), options)
        head = "head" if column.fixed else "head_input"
        book.write(made, HEADER_ROW, at, sheet.heading(column), head)
        question = Question(
            title=sheet.heading(column),
            message=_about(sheet, column),
            source=lists.address(column.cell.options),
            open=not isinstance(column.cell, ChoiceCell | FlagCell),
            refusal=t("spreadsheet.choose"),
        )
        book.ask(made, (first, at, last, at), question)
    for place, row in enumerate(found, first):
        for at, column in enumerate(sheet.columns):
            _put(book, made, (place, at), column, row)
    made.freeze_panes(first, 1)
    made.autofilter(HEADER_ROW, 0, HEADER_ROW + max(len(found), 1), len(sheet.columns) - 1)
    made.repeat_rows(HEADER_ROW)


def _put(book: Workbook, made: Written, at: tuple[int, int], column: Column, row: Row) -> None:
    text = row.cells[column.path]
    closed = column.path in row.closed
    if not text and not closed:
        return  # the column has the look already
    number = isinstance(column.cell, NumberCell) and 0 < len(text) <= _DIGITS
    if number and not closed:
        decimals = len(text.partition(".")[2])
        shape = "0." + "0" * decimals if decimals else "0"
        made.write_number(*at, float(text), book.style("number", shape))
    else:
        book.write(made, *at, text, "closed" if closed else "text", "@")


class _Lists:
    """Each list is a column of a hidden sheet, for a list in a rule has 255 places."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, ...]] = []

    def address(self, options: tuple[str, ...]) -> str | None:
        """Where the options stand; None for none, or more than anybody would look through."""
        from xlsxwriter.utility import xl_range_abs

        if not 0 < len(options) <= _LISTED:
            return None
        if options not in self.columns:
            self.columns.append(options)
        at = self.columns.index(options)
        return f"='{LISTS}'!{xl_range_abs(0, at, len(options) - 1, at)}"

    def write(self, book: Workbook) -> None:
        """Put the lists on their sheet."""
        longest = max((len(column) for column in self.columns), default=0)
        lines = [
            [column[row] if row < len(column) else "" for column in self.columns]
            for row in range(longest)
        ]
        _hide(book, LISTS, lines)


@dataclass(frozen=True)
class StateOfSheet:
    """A sheet as exported: its title, headings by field, and texts by row and field."""

    title: str
    headings: dict[str, str]
    cells: dict[str, dict[str, str]]


@dataclass(frozen=True)
class State:
    """What a workbook was exported with."""

    version: str
    plan: str
    language: str
    sheets: dict[str, StateOfSheet]


def _seen(cells: Mapping[str, str]) -> dict[str, str]:
    """The texts as a workbook gives them back: overlong ones are cut."""
    return {path: unguarded(guarded(text)) for path, text in cells.items() if text}


def _packed(state: State) -> Iterator[str]:
    """The state as lines that fit into cells, each with a sign before it that keeps it text."""
    packed = base64.b64encode(zlib.compress(json.dumps(asdict(state)).encode())).decode()
    for at in range(0, len(packed), _CHUNK):
        yield f"#{packed[at : at + _CHUNK]}"


def unpacked(lines: Iterable[str]) -> State:
    """The state from those lines. Raises ValueError where they are not what was written."""
    packed = "".join(line.removeprefix("#") for line in lines)
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(base64.b64decode(packed, validate=True), _LARGEST)
        found = json.loads(plain)
        sheets_of = {name: StateOfSheet(**one) for name, one in found.pop("sheets").items()}
        return State(**found, sheets=sheets_of)
    except (zlib.error, KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


def _hide(book: Workbook, name: str, lines: list[list[str]]) -> None:
    made = book.book.add_worksheet(name)
    for row, line in enumerate(lines):
        for at, text in enumerate(line):
            book.write(made, row, at, text, "text", "@")
    made.very_hidden()


def _explain(book: Workbook, of: Sequence[Sheet]) -> None:
    """What to do, and every column with what goes into it."""
    made = book.sheet(t("spreadsheet.sheet.help"))
    heads = ("sheet", "column", "field", "filled", "options")
    for at, width in enumerate((10, 16, 24, 60, 60)):
        made.set_column(at, at, width)
    lines = t("spreadsheet.steps").split("\n")
    for row, line in enumerate(lines):
        book.write(made, row, 0, line, "line")
    top = len(lines) + 1
    for at, head in enumerate(heads):
        book.write(made, top, at, t(f"spreadsheet.about.{head}"), "head")
    row = top
    for sheet in of:
        for column in sheet.columns:
            row += 1
            cells = (
                sheet.title,
                sheet.heading(column),
                column.path,
                _about(sheet, column),
                _few(column.cell),
            )
            for at, text in enumerate(cells):
                book.write(made, row, at, text, "text")
    made.repeat_rows(top)


def _about(sheet: Sheet, column: Column) -> str:
    """What the field holds, and how its cell is filled in."""
    how = t(f"spreadsheet.help.{column.cell.help}")
    what = help_at(sheet.model, column.path)
    both = f"{what}\n{how}" if what else how
    return both if len(both) <= _MESSAGE else how


def _few(cell: Cell) -> str:
    many = 20
    return t("punctuation.list").join(cell.options) if len(cell.options) <= many else ""
