"""What a person changed in the workbook, cell by cell, against the plan folder as it is now.

Three states are held against each other: the cell as exported, as it came back, and the value in
the folder. What only the workbook changed is a change; what both changed differently is left to a
person; nothing is taken from a workbook that merely is older than the folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from pydantic import ValidationError

from plan_eval.messages import t
from plan_eval.model.plan import Plan
from plan_eval.model.register import Department
from plan_eval.plan_folder.load import PlanFolder
from plan_eval.plan_folder.patching import same
from plan_eval.spreadsheet.cells import CellError, CodeCell, NumberCell, Value, read_cell
from plan_eval.spreadsheet.returned import Line, Place, Returned, Table, Trouble
from plan_eval.spreadsheet.rows import Row, rows
from plan_eval.spreadsheet.sheets import APPROVE, APPROVER, PARENT, Column, Sheet, sheets

_ALIKE = 0.8
"""A new row that has this share of a vanished one's cells is that one under another id."""


@dataclass(frozen=True)
class Change:
    """One cell that a person changed: the texts before and after, and the value that is meant."""

    sheet: Sheet
    row: Row
    column: Column
    place: Place
    before: str
    after: str
    value: Value


@dataclass(frozen=True)
class Addition:
    """A row that is new: its values by field, what it belongs to, and the row above it."""

    sheet: Sheet
    key: str
    place: Place
    parent: str
    values: Mapping[str, Value]
    behind: str | None


@dataclass(frozen=True)
class Removal:
    """A row that is no longer there."""

    sheet: Sheet
    row: Row


@dataclass(frozen=True)
class Approval:
    """What of a row is confirmed, as written, and by whom; empty where the column is."""

    key: str
    place: Place
    what: str
    by: str


@dataclass
class Merge:
    """All that a workbook asks for, and what keeps it from being done."""

    changes: list[Change] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.changes or self.additions or self.removals or self.approvals)


def merge(returned: Returned, folder: PlanFolder, plan: Plan) -> Merge:
    """What the workbook asks of the plan in the folder."""
    found = Merge(troubles=list(returned.troubles))
    plan = _with_departments_of(returned, plan)
    for sheet in sheets(plan):
        table = returned.tables.get(sheet.name)
        if table is not None and table.letters:
            _Comparison(
                sheet, table, {row.key: row for row in rows(sheet, folder)}, plan, found
            ).run()
    return found


def _with_departments_of(returned: Returned, plan: Plan) -> Plan:
    """The plan with the departments of the workbook: one that is new there can be named at once."""
    table = returned.tables.get("departments")
    if table is None or not table.letters:
        return plan
    known, listed = plan.department, dict(plan.department)
    for line in table.lines:
        key, name = (line.cells.get(field, "").strip() for field in ("id", "name"))
        code = CodeCell().read(key)
        if not name or not isinstance(code, str):
            continue
        before = known.get(code)
        aliases = (*before.aliases, before.name) if before else ()
        with suppress(ValidationError):  # a code that cannot be is told where it stands
            listed[code] = Department(id=code, name=name, aliases=aliases)
    fields = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan.model_construct(**{**fields, "departments": tuple(listed.values())})


@dataclass(frozen=True)
class _Comparison:
    """One sheet against the folder."""

    sheet: Sheet
    table: Table
    now: Mapping[str, Row]
    plan: Plan
    found: Merge

    def run(self) -> None:
        """Compare all rows, then say which are new and which are gone."""
        seen: dict[str, Line] = {}
        new: list[tuple[str, Line, str | None]] = []
        above: str | None = None
        for line in self.table.lines:
            key = self._key(line, seen)
            if key is None:
                continue
            if key in self.table.before:
                seen[key] = line
                self._existing(key, line)
            elif key in self.now:
                self._trouble(line, self.sheet.key, "came-meanwhile", key=key)
            else:
                seen[key] = line
                new.append((key, line, above))
            above = key
        gone = [key for key in self.table.before if key not in seen and key in self.now]
        for key, line, behind in new:
            former = self._former(line, gone)
            if there := self._there_already(line):
                self._trouble(line, self.sheet.key, "came-meanwhile", key=there)
            elif former is None:
                self._new(key, line, behind)
            else:
                gone.remove(former)
                self._trouble(line, self.sheet.key, "renamed", before=former, after=key)
        for key in gone:
            if self._is_as_exported(key):
                self.found.removals.append(Removal(self.sheet, self.now[key]))
            else:
                place = Place(self.table.title, 0)
                message = t("spreadsheet.trouble.removed-changed", key=key)
                fix = t("spreadsheet.trouble.removed-changed-fix")
                self.found.troubles.append(Trouble(place, message, fix))

    def _is_as_exported(self, key: str) -> bool:
        """Whether the folder still has the row that the workbook took out, and no other by now."""
        before, now = self.table.before[key], self.now[key].cells
        return all(
            _means_the_same(column, before.get(column.path, ""), now.get(column.path, ""))
            for column in self.sheet.columns
            if not column.fixed and column.path not in (PARENT, APPROVE, APPROVER)
        )

    def _there_already(self, line: Line) -> str | None:
        """The code of a row that came since and says the same: the workbook was read before."""
        if self.sheet.inside:
            return None
        shown = {c.path for c in self.sheet.columns if not c.fixed} & self.table.letters.keys()
        for key, row in self.now.items():
            alike = (
                line.cells.get(path, "").strip() == row.cells.get(path, "").strip()
                for path in shown - {self.sheet.key, PARENT, APPROVE, APPROVER}
            )
            if key not in self.table.before and all(alike):
                return key
        return None

    def _key(self, line: Line, seen: Mapping[str, Line]) -> str | None:
        column = self._column(self.sheet.key)
        text = line.cells.get(self.sheet.key, "")
        if self.sheet.inside and not text.strip():
            return f"+{line.number}"  # numbered when it is written
        try:
            key = read_cell(column.cell, text)
        except CellError as error:
            self._cell_trouble(line, column, error)
            return None
        if key is None:
            self._trouble(line, self.sheet.key, "no-key")
            return None
        if str(key) in seen:
            first = seen[str(key)].number
            self._trouble(line, self.sheet.key, "key-twice", key=key, first=first)
            return None
        return str(key)

    def _column(self, path: str) -> Column:
        return next(column for column in self.sheet.columns if column.path == path)

    def _existing(self, key: str, line: Line) -> None:
        row, before = self.now.get(key), self.table.before[key]
        asked = {APPROVE: "", APPROVER: ""}
        for column in self.sheet.columns:
            path = column.path
            if path not in self.table.letters or path == self.sheet.key:
                continue
            text, former = line.cells.get(path, ""), before.get(path, "")
            if path in asked:
                asked[path] = text.strip()
            elif text.strip() != former.strip():
                self._changed(row, line, column, former, text)
        if asked[APPROVE] or asked[APPROVER]:
            place = self.table.place(line.number, APPROVE)
            if row is None:
                self._trouble(line, APPROVE, "gone-meanwhile")
            elif not asked[APPROVE]:
                self._trouble(line, APPROVE, "approver-alone")
            else:
                self.found.approvals.append(Approval(key, place, *asked.values()))

    def _changed(self, row: Row | None, line: Line, column: Column, former: str, text: str) -> None:
        """A cell whose text is not the one that was exported."""
        path = column.path
        if row is None:
            self._trouble(line, path, "gone-meanwhile")
        elif path == PARENT:
            self._trouble(line, path, "moved", before=former)
        elif column.fixed or path in row.closed:
            self._trouble(line, path, "closed", before=former)
        else:
            value = self._value(line, column, text)
            if isinstance(value, CellError):
                self._cell_trouble(line, column, value)
                return
            present = row.cells[path]
            was, now = self._value(line, column, former), read_cell(column.cell, present)
            if same(value, was) or same(value, now):
                return
            if not same(was, now):
                self._trouble(line, path, "conflict", before=former, now=present, after=text)
                return
            place = self.table.place(line.number, path)
            self.found.changes.append(Change(self.sheet, row, column, place, present, text, value))

    def _value(self, line: Line, column: Column, text: str) -> Value | CellError:
        try:
            value = read_cell(column.cell, text)
        except CellError as error:
            return error
        if isinstance(column.cell, NumberCell) and text.strip().endswith(("%", "％")):
            unit = self._unit(line)
            if column.cell.percent == "face" and unit != "%":
                return CellError("percent-unit", given=text, unit=unit or t("field.nothing"))
        return value

    def _unit(self, line: Line) -> str:
        indicator = self.plan.indicators.get(line.cells.get("indicator", ""))
        return line.cells.get("unit", "").strip() or (indicator and indicator.unit) or ""

    def _new(self, key: str, line: Line, behind: str | None) -> None:
        values: dict[str, Value] = {}
        sound = True
        for column in self.sheet.columns:
            if column.fixed or column.path in (PARENT, APPROVE, APPROVER):
                continue
            value = self._value(line, column, line.cells.get(column.path, ""))
            if isinstance(value, CellError):
                self._cell_trouble(line, column, value)
                sound = False
            elif value is not None:
                values[column.path] = value
        parent = line.cells.get(PARENT, "").strip()
        if sound:
            place = self.table.place(line.number)
            addition = Addition(self.sheet, key, place, parent, values, behind)
            self.found.additions.append(addition)

    def _former(self, line: Line, gone: Sequence[str]) -> str | None:
        """The vanished row that a new one is, but for its id."""
        if self.sheet.inside:
            return None  # numbered by where it stands
        for key in gone:
            before = {p: x for p, x in self.table.before[key].items() if p != self.sheet.key}
            equal = sum(
                line.cells.get(path, "").strip() == text.strip() for path, text in before.items()
            )
            if before and equal >= _ALIKE * len(before):
                return key
        return None

    def _trouble(self, line: Line, path: str, code: str, **values: object) -> None:
        place = self.table.place(line.number, path)
        message = t(f"spreadsheet.trouble.{code}", **values)
        fix = t(f"spreadsheet.trouble.{code}-fix")
        self.found.troubles.append(Trouble(place, message, fix))

    def _cell_trouble(self, line: Line, column: Column, error: CellError) -> None:
        place = self.table.place(line.number, column.path)
        message = t(f"spreadsheet.cell.{error.key}", **error.values)
        self.found.troubles.append(Trouble(place, message, t(f"spreadsheet.cell.{error.key}-fix")))


def _means_the_same(column: Column, one: str, other: str) -> bool:
    """Whether two texts of a column stand for one value: a department by its old or new name."""
    if one.strip() == other.strip():
        return True
    try:
        return same(read_cell(column.cell, one), read_cell(column.cell, other))
    except CellError:
        return False
