"""Read submissions: paths in, one tidy frame per form out, with an account of every row.

A problem of a file or cell never raises: it becomes a `Notice`, which the checks turn into a
finding. Only a path that does not exist is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from plan_eval.errors import SubmissionError
from plan_eval.io import cells
from plan_eval.io.decoding import Undecodable, decode
from plan_eval.io.tables import NotATable, Table, parse
from plan_eval.model.observation import (
    ASSESSMENT_SCHEMA,
    EXACT,
    KEY,
    NUMBERS,
    OBSERVATION_SCHEMA,
    RESIDENCES,
    SEXES,
    STATUSES,
    WHOLE_DISTRICT,
)
from plan_eval.model.plan import Plan
from plan_eval.words import t

SUFFIXES = (".csv", ".txt", ".tsv")
_SIZE_LIMIT = 200 * 2**20
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


@dataclass(frozen=True)
class Notice:
    """Something the reader met: `code` of a rule, where, and the values its words need."""

    code: str
    path: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class File:
    """One file as read: who sent it for which year, its header's words, and its account.

    records = rows (data) + skipped (title, header, note and blank lines).
    """

    path: str
    department: str | None
    year: int | None
    form: str | None
    encoding: str | None
    headers: Mapping[str, str]
    rows: int
    skipped: int


@dataclass(frozen=True)
class Submissions:
    """All that was read.

    `observations` and `assessments` have the columns of OBSERVATION_SCHEMA and ASSESSMENT_SCHEMA.
    """

    files: tuple[File, ...]
    observations: pl.DataFrame
    assessments: pl.DataFrame
    notices: tuple[Notice, ...] = field(default=())

    @cached_property
    def by_path(self) -> dict[str, File]:
        """The files by their path."""
        return {file.path: file for file in self.files}


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The table files behind paths (folders are searched). Raises SubmissionError for none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")]
            found += sorted(p for p in inside if p.suffix.lower() in SUFFIXES)
        elif path.is_file():
            found.append(path)
        else:
            raise SubmissionError(
                t("file.no-such-path", path=path), hint=t("file.no-such-path-hint")
            )
    if not found:
        raise SubmissionError(t("file.nothing-to-read"), hint=t("file.nothing-to-read-hint"))
    return list(dict.fromkeys(found))


def read_submissions(paths: Iterable[Path], plan: Plan) -> Submissions:
    """Read every file below `paths`. Raises SubmissionError when a path does not exist."""
    reader = _Reader(plan)
    for path in find_files(paths):
        reader.read(path)
    return reader.result()


class _Reader:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.files: list[File] = []
        self.notices: list[Notice] = []
        self.columns: dict[str, dict[str, list[object]]] = {
            "indicators": {name: [] for name in OBSERVATION_SCHEMA},
            "assessment": {name: [] for name in ASSESSMENT_SCHEMA},
        }
        self.sexes = cells.lookup(SEXES)
        self.residences = cells.lookup(RESIDENCES)
        self.statuses = cells.lookup(STATUSES)
        self.units = cells.lookup({u.id: (u.name,) for u in plan.units.units})
        whole = (*WHOLE_DISTRICT, plan.header.district)
        self.units.update(dict.fromkeys(whole, ""))
        self.departments = cells.lookup({d.id: (d.name, *d.aliases) for d in plan.departments})
        self.indicators = cells.lookup({i.id: (i.name,) for i in plan.indicators.values()})
        self.sentinels = {s.value for s in plan.header.sentinels}
        self.missing = {cells.plain(mark) for mark in plan.header.missing_marks} | {""}

    def read(self, path: Path) -> None:
        name = str(path)
        try:
            if path.stat().st_size > _SIZE_LIMIT:
                raise Undecodable("too-large")
            decoded = decode(path.read_bytes())
            table = parse(decoded.text)
        except Undecodable as error:
            self._refuse(name, "PE001", error.problem, None, error.values)
            return
        except NotATable as error:
            code = "PE101" if error.problem == "no-header" else "PE002"
            self._refuse(name, code, error.problem, error.row, error.values)
            return
        department, year = self._sender(path, table)
        headers = {column: words for column, (_, words) in table.columns.items()}
        self.files.append(
            File(
                name,
                department,
                year,
                table.form,
                decoded.encoding,
                headers,
                len(table.rows),
                table.skipped,
            )
        )
        self._note_shape(name, table, department)
        if table.missing:
            return
        take = self._observation if table.form == "indicators" else self._assessment
        target = self.columns[table.form]
        for number, record in table.rows:
            given = {
                column: record[at].strip() if at < len(record) else ""
                for column, (at, _) in table.columns.items()
            }
            row = take(name, number, given, department, year)
            for column, values in target.items():
                values.append(row.get(column))

    def _refuse(
        self, path: str, code: str, problem: str, row: int | None, values: Mapping[str, object]
    ) -> None:
        self.files.append(File(path, None, None, None, None, {}, 0, 0))
        self.notices.append(Notice(code, path, row=row, value=t(f"file.{problem}", **values)))

    def _sender(self, path: Path, table: Table) -> tuple[str | None, int | None]:
        """Department and year of a file: its own columns, else its name; never its contents."""
        stem = cells.plain(path.stem).casefold()
        names = [word for word in self.departments if word in stem]
        department = self.departments[max(names, key=len)] if names else None
        found = _YEAR_IN_NAME.findall(stem)
        year = int(found[0]) if len(found) == 1 else None
        for number, record in table.rows[:1]:
            for column, (at, _) in table.columns.items():
                cell = cells.plain(record[at]) if at < len(record) else ""
                if column == "department" and cell:
                    department = self.departments.get(cell.casefold(), department)
                if column == "report_year" and number and cell:
                    year = cells.year(cell) or year
        return department, year

    def _note_shape(self, path: str, table: Table, department: str | None) -> None:
        say = self.notices.append
        for column in table.missing:
            say(Notice("PE102", path, row=table.header_row, expected=t(f"columns.{column}")))
        for words in table.unknown:
            say(Notice("PE103", path, row=table.header_row, column=words, value=words))
        for words in table.repeated:
            say(Notice("PE104", path, row=table.header_row, column=words, value=words))
        for row, count in table.ragged:
            say(Notice("PE003", path, row=row, value=str(count)))
        if department is None:
            say(Notice("PE105", path))
        if not table.rows:
            say(Notice("PE106", path, row=table.header_row))

    def _observation(
        self,
        path: str,
        row: int,
        given: Mapping[str, str],
        department: str | None,
        year: int | None,
    ) -> dict[str, object]:
        indicator = self.indicators.get(cells.plain(given.get("indicator", "")).casefold())
        known = self.plan.indicators.get(indicator) if indicator else None
        sex = self._coded(self.sexes, given.get("sex", ""), known.scope.sex if known else "total")
        residence = self._coded(
            self.residences, given.get("residence", ""), known.scope.residence if known else "total"
        )
        sent = given.get("department", "")
        read: dict[str, object] = {
            "path": path,
            "row": row,
            "indicator": indicator,
            "year": cells.year(given.get("year", "")),
            "report_year": cells.year(given.get("report_year", "")) or year,
            "area": self.units.get(cells.plain(given.get("area", "")).casefold()),
            "sex": sex,
            "residence": residence,
            "age": cells.plain(given.get("age", "")),
            "department": self.departments.get(cells.plain(sent).casefold()) or department,
            "unit": cells.plain(given.get("unit", "")) or None,
            "source": given.get("source") or None,
            "note": given.get("note") or None,
        }
        percent = known is not None and known.unit == "%"
        for name in NUMBERS:
            read[name] = self._number(path, row, name, given.get(name, ""), percent)
        value = read["value"]
        read["places"] = len(value.partition(".")[2]) if isinstance(value, str) else None
        for name in (*NUMBERS, *KEY, "unit", "report_year"):
            read[f"raw_{name}"] = given.get(name)
        return read

    @staticmethod
    def _coded(words: Mapping[str, str], cell: str, empty: str) -> str | None:
        folded = cells.plain(cell).casefold()
        return words.get(folded) if folded else empty

    def _number(self, path: str, row: int, column: str, cell: str, percent: bool) -> str | None:
        """A number's canonical text; None and a notice where the cell holds something else."""
        if cells.PLAIN.fullmatch(cell) and cell not in self.sentinels and len(cell) <= 26:
            return cell
        folded = cells.plain(cell)
        if folded in self.missing:
            return None
        if folded in self.sentinels:
            self.notices.append(Notice("PE203", path, row, column, cell))
            return None
        found = cells.number(cell, percent=percent)
        if found is None:
            self.notices.append(Notice("PE201", path, row, column, cell))
        else:
            self.notices.append(Notice("PE202", path, row, column, cell, found))
        return found

    def _assessment(
        self,
        path: str,
        row: int,
        given: Mapping[str, str],
        department: str | None,
        year: int | None,
    ) -> dict[str, object]:
        item = cells.plain(given.get("item", "")).casefold()
        sent = cells.plain(given.get("department", "")).casefold()
        return {
            "path": path,
            "row": row,
            "item": item if item in self.plan.items else None,
            "year": cells.year(given.get("year", "")) or year,
            "status": self.statuses.get(cells.plain(given.get("status", "")).casefold()),
            **{
                name: given.get(name) or None
                for name in ("evidence", "achievements", "problems", "next_steps", "note")
            },
            "department": self.departments.get(sent) or department,
            **{f"raw_{name}": given.get(name) for name in ("item", "year", "status")},
        }

    def result(self) -> Submissions:
        return Submissions(
            files=tuple(self.files),
            observations=_frame(self.columns["indicators"], OBSERVATION_SCHEMA),
            assessments=_frame(self.columns["assessment"], ASSESSMENT_SCHEMA),
            notices=tuple(self.notices),
        )


def _frame(columns: Mapping[str, Sequence[object]], schema: Mapping[str, object]) -> pl.DataFrame:
    """Columns to a frame; exact numbers go in as text and are cast, so no float is ever made."""
    exact = [name for name, dtype in schema.items() if dtype == EXACT]
    texts = {name: pl.String if name in exact else dtype for name, dtype in schema.items()}
    frame = pl.DataFrame(dict(columns), schema=texts, strict=False)  # type: ignore[arg-type]
    return frame.with_columns(pl.col(name).cast(EXACT) for name in exact)
