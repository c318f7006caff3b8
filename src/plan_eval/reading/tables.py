"""A grid to a table: its header, the lines above and below, and the rows that are data.

Rows are numbered as the sender's spreadsheet numbers them: every record of the file counts, title
lines, blank lines and notes included; a line break inside quotes starts no new row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from plan_eval.model.observation import ASSESSMENT_COLUMNS, INDICATOR_COLUMNS, REQUIRED
from plan_eval.reading import cells
from plan_eval.reading.faults import Unreadable
from plan_eval.reading.grids import BLANK, Grid, Record
from plan_eval.reading.headers import Column, Header, said_again
from plan_eval.reading.title_lines import Said, read_title_lines
from plan_eval.reading.vocabulary import Vocabulary

_NOTE_STARTS = (
    *("注", "备注", "说明:", "数据来源", "资料来源", "填表人", "填报人", "审核人", "负责人"),
    *("单位负责人", "统计负责人", "联系电话", "填报日期", "填表日期", "报出日期"),
)
_NOTE = re.compile(rf"^[{BLANK}]*(?:{'|'.join(word.rstrip(':') for word in _NOTE_STARTS)})")
COLUMNS_OF = {"indicators": INDICATOR_COLUMNS, "assessment": ASSESSMENT_COLUMNS}


@dataclass(frozen=True)
class Table:
    """A table as sent.

    `body` has the column `row` and one column of strings per filled header column, named by its
    position; `skipped` counts the records that are no data. `ragged` are (row, cells) with more
    cells than the header.
    """

    header: Header
    columns: Mapping[str, Column]
    unknown: tuple[Column, ...]
    repeated: tuple[Column, ...]
    said: Mapping[str, Said]
    body: pl.DataFrame
    ragged: tuple[tuple[int, int], ...]
    skipped: int
    notes: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there."""
        there = {*self.columns, *self.said}
        return tuple(name for name in REQUIRED[self.header.form] if name not in there)


@dataclass(frozen=True)
class _Rows:
    body: pl.DataFrame
    ragged: tuple[tuple[int, int], ...]
    notes: tuple[str, ...]


def read_table(grid: Grid, words: Vocabulary) -> Table:
    """Find the table in a grid. Raises Unreadable when there is none."""
    header = grid.header
    if header is None:
        raise Unreadable("no-header")
    if isinstance(grid.cells, list):
        found = _of_records(grid.cells, header, words)
    else:
        found = _of_frame(grid.cells, header, words)
    columns, unknown, repeated = _named(header)
    return Table(
        header=header,
        columns=columns,
        unknown=unknown,
        repeated=repeated,
        said=read_title_lines(grid.head[: header.at], words),
        body=found.body,
        ragged=found.ragged,
        skipped=grid.count - found.body.height,
        notes=found.notes,
    )


def _named(
    header: Header,
) -> tuple[dict[str, Column], tuple[Column, ...], tuple[Column, ...]]:
    """Our columns by name, those we do not know, those that repeat another one."""
    wanted = COLUMNS_OF[header.form]
    columns: dict[str, Column] = {}
    unknown: list[Column] = []
    repeated: list[Column] = []
    for column in header.columns:
        if (header.wide and column.coordinates) or column.name == "reference":
            continue
        if column.name in columns:
            repeated.append(column)
        elif column.name in wanted and not column.coordinates:
            columns[column.name] = column
        else:
            unknown.append(column)
    if "indicator" not in columns and "indicator_name" in columns:
        columns["indicator"] = columns.pop("indicator_name")
    return columns, tuple(unknown), tuple(repeated)


def _of_records(records: list[Record], header: Header, words: Vocabulary) -> _Rows:
    width, again = header.width, said_again(header, words)
    rows: list[int] = []
    kept: list[Record] = []
    ragged: list[tuple[int, int]] = []
    notes: list[str] = []
    for row, record in enumerate(
        records[header.at + header.levels :], header.at + header.levels + 1
    ):
        if not any(cell.strip(BLANK) for cell in record):
            continue
        if _is_note(record):
            notes.append(cells.stripped(record[0]))
        elif not all(at < len(record) and record[at] in known for at, known in again):
            if any(cell.strip(BLANK) for cell in record[width:]):
                ragged.append((row, _cells(record)))
            rows.append(row)
            kept.append(record)
    body = {
        str(at): [record[at] if at < len(record) else "" for record in kept]
        for at in (column.position for column in header.columns)
    }
    schema = {"row": pl.Int64, **dict.fromkeys(body, pl.String)}
    return _Rows(pl.DataFrame({"row": rows, **body}, schema=schema), tuple(ragged), tuple(notes))


def _of_frame(frame: pl.DataFrame, header: Header, words: Vocabulary) -> _Rows:
    """The same, column by column: only rows that may be something else are looked at singly."""
    first = header.at + header.levels
    body = frame.slice(first).with_row_index("row", offset=first + 1)
    body = body.with_columns(pl.col("row").cast(pl.Int64))
    blank = body
    for name in frame.columns:
        blank = blank.filter(pl.col(name).str.strip_chars(BLANK) == "")
    doubtful = body.filter(pl.col("0").str.contains(_NOTE.pattern)).rows()
    notes = [(row, record[0]) for row, *record in doubtful if _is_note(record)]
    again = body.filter(
        pl.all_horizontal(pl.col(str(at)).is_in(known) for at, known in said_again(header, words))
    )
    out = pl.Series([*blank["row"], *again["row"], *(row for row, _ in notes)], dtype=pl.Int64)
    kept = body.filter(~pl.col("row").is_in(out.implode())) if len(out) else body
    return _Rows(
        kept.select("row", *(str(column.position) for column in header.columns)),
        tuple(_ragged(kept, header.width)),
        tuple(cells.stripped(words) for _, words in notes),
    )


def _ragged(kept: pl.DataFrame, width: int) -> list[tuple[int, int]]:
    beyond = [name for name in kept.columns[1:] if int(name) >= width]
    if not beyond:
        return []
    filled = pl.any_horizontal(pl.col(name).str.strip_chars(BLANK) != "" for name in beyond)
    return [(row, _cells(record)) for row, *record in kept.filter(filled).rows()]


def _cells(record: Sequence[str]) -> int:
    """How many cells a record has, up to the last filled one."""
    return 1 + max(at for at, cell in enumerate(record) if cell.strip(BLANK))


def _is_note(record: Sequence[str]) -> bool:
    """A note or a line of signatures under the table: every filled cell starts as notes do.

    A formula without a result (=TODAY()) fills no cell.
    """
    if not record or not _NOTE.match(record[0]):
        return False
    first, *rest = (cells.plain(cell) for cell in record)
    return first.startswith(_NOTE_STARTS) and all(
        cell.startswith(_NOTE_STARTS) for cell in rest if cell and not cell.startswith("=")
    )
