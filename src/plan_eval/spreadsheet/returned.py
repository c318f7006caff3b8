"""A workbook that came back: what it was exported with, and what stands in it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.reading.grids import BLANK, Grid, letter
from plan_eval.reading.notices import Unreadable
from plan_eval.reading.readers import XLSX, format_of
from plan_eval.reading.readers.xlsx import read_xlsx
from plan_eval.spreadsheet.rows import unguarded
from plan_eval.spreadsheet.workbook import STATE, VERSION, StateOfSheet, unpacked


@dataclass(frozen=True)
class Place:
    """A cell of the workbook in the words of who looks for it."""

    sheet: str
    row: int
    column: str = ""
    heading: str = ""

    def words(self) -> str:
        """指标 第 8 行 E 列（目标数值）; less where less is known."""
        if not self.row:
            return self.sheet
        if not self.column:
            return t("spreadsheet.place.row", sheet=self.sheet, row=self.row)
        where = {"sheet": self.sheet, "row": self.row, "column": self.column}
        return t("spreadsheet.place.cell", **where, heading=self.heading)


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a cell, row or sheet, and what to do about it."""

    place: Place
    message: str
    fix: str


@dataclass(frozen=True)
class Line:
    """A row of a sheet as it stands now: its number and the texts of its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """One sheet: how it was exported (`before`, by key), and its lines now."""

    name: str
    title: str
    headings: Mapping[str, str]
    letters: Mapping[str, str]
    before: Mapping[str, Mapping[str, str]]
    lines: tuple[Line, ...]

    def place(self, line: int, path: str = "") -> Place:
        """Where a field stands in a line."""
        return Place(self.title, line, self.letters.get(path, ""), self.headings.get(path, ""))


@dataclass
class Returned:
    """A workbook as read, with what is wrong with its sheets and what is passed over."""

    plan: str
    language: str
    tables: dict[str, Table] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_returned(data: bytes, name: str) -> Returned:
    """Read a workbook that `targets export` wrote and a person edited.

    Raises PlanEvalError for any other file, and for one without its hidden sheet.
    """
    if format_of(data) != XLSX:
        raise PlanEvalError(t("spreadsheet.not-xlsx", file=name), hint=t("spreadsheet.export-hint"))
    try:
        grids = {grid.sheet or "": grid for grid in read_xlsx(data)}
    except Unreadable as fault:
        problem = t(f"file.{fault.problem}", **fault.values)
        raise PlanEvalError(f"{name}: {problem}", hint=t("spreadsheet.export-hint")) from None
    state = grids.get(STATE)
    if state is None:
        raise PlanEvalError(t("spreadsheet.no-state", file=name), hint=t("spreadsheet.export-hint"))
    try:
        before = unpacked(record[0] for record in state.records(0, state.count) if record)
    except ValueError:
        raise PlanEvalError(
            t("spreadsheet.no-state", file=name), hint=t("spreadsheet.export-hint")
        ) from None
    if before.version != VERSION:
        raise PlanEvalError(t("spreadsheet.version", file=name), hint=t("spreadsheet.export-hint"))
    found = Returned(plan=before.plan, language=before.language)
    for sheet, of in before.sheets.items():
        grid = grids.get(of.title)
        if grid is None:
            place, fix = Place(of.title, 1), t("spreadsheet.trouble.sheet-gone-fix")
            found.troubles.append(Trouble(place, t("spreadsheet.trouble.sheet-gone"), fix))
        else:
            found.tables[sheet] = _table(sheet, of, grid, found)
    return found


def _table(name: str, of: StateOfSheet, grid: Grid, found: Returned) -> Table:
    title, headings = of.title, of.headings
    records = grid.records(0, grid.count)
    top = _header(records, headings)
    if top is None:
        message, fix = t("spreadsheet.trouble.no-header"), t("spreadsheet.trouble.no-header-fix")
        found.troubles.append(Trouble(Place(title, 1), message, fix))
        return Table(name, title, headings, {}, of.cells, ())
    at = _columns(records[top], headings, (title, top), found)
    _look_for_traps(grid, top, at, (title, headings), found)
    lines = [
        Line(
            row + 1,
            {p: unguarded(record[c]) if c < len(record) else "" for p, c in at.items()},
        )
        for row, record in enumerate(records)
        if row > top and any(cell.strip(BLANK) for cell in record)
    ]
    letters = {path: letter(place) for path, place in at.items()}
    return Table(name, title, headings, letters, of.cells, tuple(lines))


def _header(records: Sequence[Sequence[str]], headings: Mapping[str, str]) -> int | None:
    """The row that has most of the headings."""
    known = set(headings.values())
    for row, record in enumerate(records):
        if len(known & {_plain(cell) for cell in record}) * 2 > len(known):
            return row
    return None


def _columns(
    header: Sequence[str], headings: Mapping[str, str], where: tuple[str, int], found: Returned
) -> dict[str, int]:
    """Where each column stands; wherever it was moved to."""
    title, top = where
    cells = [_plain(cell) for cell in header]
    at: dict[str, int] = {}
    for path, heading in headings.items():
        places = [place for place, cell in enumerate(cells) if cell == heading]
        if len(places) == 1:
            at[path] = places[0]
        else:
            code = "column-twice" if places else "column-gone"
            place = Place(title, top + 1, letter(places[-1]) if places else "", heading)
            message = t(f"spreadsheet.trouble.{code}", heading=heading)
            found.troubles.append(Trouble(place, message, t(f"spreadsheet.trouble.{code}-fix")))
    extra = [cell for cell in cells if cell and cell not in headings.values()]
    if extra:
        names = t("punctuation.list").join(extra)
        found.notes.append(t("spreadsheet.extra-columns", sheet=title, names=names))
    return at


def _look_for_traps(
    grid: Grid,
    top: int,
    at: Mapping[str, int],
    words: tuple[str, Mapping[str, str]],
    found: Returned,
) -> None:
    """Merged cells hide what stood in them; formulas that nobody computed have no value."""
    title, headings = words
    paths = {place: path for path, place in at.items()}
    for block in grid.merged:
        if block.bottom > top and any(p in paths for p in range(block.left, block.right + 1)):
            place = Place(title, max(block.top, top + 1) + 1)
            message, fix = t("spreadsheet.trouble.merged"), t("spreadsheet.trouble.merged-fix")
            found.troubles.append(Trouble(place, message, fix))
    for row, column in grid.formulas:
        if row > top and column in paths:
            place = Place(title, row + 1, letter(column), headings[paths[column]])
            message, fix = t("spreadsheet.cell.formula"), t("spreadsheet.cell.formula-fix")
            found.troubles.append(Trouble(place, message, fix))


def _plain(text: str) -> str:
    return unguarded(text).strip(BLANK)
