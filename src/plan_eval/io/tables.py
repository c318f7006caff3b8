"""Text to a table: where the header is, which column is which, which rows are data.

Rows are numbered as the sender's spreadsheet numbers them: every record of the file counts, title
lines, blank lines and notes included; a line break inside quotes starts no new row.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from plan_eval.io.cells import plain
from plan_eval.model.observation import ALIASES, ASSESSMENT_COLUMNS, INDICATOR_COLUMNS, REQUIRED

_HEADER_WITHIN = 30
_DELIMITERS = (",", "\t", ";")
_NOTE_STARTS = ("注", "注:", "备注", "说明:", "数据来源", "资料来源", "填表人", "填报人", "审核人")
_CELL_LIMIT = 100_000


class NotATable(Exception):
    """The text has no table in it; `problem` is a key of the `file` words."""

    def __init__(self, problem: str, row: int | None = None, **values: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.row = row
        self.values = values


@dataclass(frozen=True)
class Table:
    """A table as sent: `columns` maps our names to (position, the sender's words)."""

    form: str
    columns: dict[str, tuple[int, str]]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]
    header_row: int
    rows: list[tuple[int, list[str]]]
    ragged: tuple[tuple[int, int], ...]
    skipped: int
    preface: str
    notes: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there."""
        return tuple(name for name in REQUIRED[self.form] if name not in self.columns)


def parse(text: str) -> Table:
    """Find the table in a file's text. Raises NotATable when there is none."""
    if not text.strip():
        raise NotATable("empty")
    records = _records(text)
    at = _header_at(records)
    if at is None:
        raise NotATable("no-header")
    form, columns, unknown, repeated = _columns(records[at])
    rows: list[tuple[int, list[str]]] = []
    ragged: list[tuple[int, int]] = []
    notes: list[str] = []
    for number, record in enumerate(records[at + 1 :], at + 2):
        if not any(cell.strip() for cell in record):
            continue
        if _is_note(record):
            notes.append(record[0].strip())
            continue
        if any(cell.strip() for cell in record[len(records[at]) :]):
            ragged.append((number, len(record)))
        rows.append((number, record))
    return Table(
        form=form,
        columns=columns,
        unknown=unknown,
        repeated=repeated,
        header_row=at + 1,
        rows=rows,
        ragged=tuple(ragged),
        skipped=len(records) - len(rows),
        preface=" ".join(cell for record in records[:at] for cell in record if cell.strip()),
        notes=tuple(notes),
    )


def _records(text: str) -> list[list[str]]:
    delimiter = max(_DELIMITERS, key=text[:10_000].count)
    csv.field_size_limit(_CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        problem = "cell-too-long" if "field larger" in str(error) else "quotes"
        raise NotATable(problem, row=len(records) + 1) from None
    return records


def _header_at(records: list[list[str]]) -> int | None:
    """The first row that names two of the required columns of a form."""
    known = _names()
    for at, record in enumerate(records[:_HEADER_WITHIN]):
        names = {known.get(_folded(cell)) for cell in record}
        if any(len(names.intersection(required)) >= 2 for required in REQUIRED.values()):
            return at
    return None


def _columns(
    header: list[str],
) -> tuple[str, dict[str, tuple[int, str]], tuple[str, ...], tuple[str, ...]]:
    known = _names()
    named = [(at, cell.strip(), known.get(_folded(cell))) for at, cell in enumerate(header)]
    form = "assessment" if any(name in ("item", "status") for _, _, name in named) else "indicators"
    wanted = ASSESSMENT_COLUMNS if form == "assessment" else INDICATOR_COLUMNS
    columns: dict[str, tuple[int, str]] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for at, words, name in named:
        if name is not None and name in columns:
            repeated.append(words)
        elif name is not None and name in wanted:
            columns[name] = (at, words)
        elif words:
            unknown.append(words)
    return form, columns, tuple(unknown), tuple(repeated)


def _names() -> dict[str, str]:
    return {_folded(word): name for name, words in ALIASES.items() for word in (name, *words)}


def _folded(cell: str) -> str:
    return plain(cell).replace(" ", "").casefold()


def _is_note(record: list[str]) -> bool:
    """A note under the table: words in the first cell only, that start as notes do."""
    first, rest = plain(record[0]), record[1:]
    return first.startswith(_NOTE_STARTS) and not any(cell.strip() for cell in rest)
