"""A grid to its tables: where each lies, what its columns mean, and which rows are data.

Rows are numbered as the sender's spreadsheet numbers them: every record of the file counts, title
lines, blank lines and notes included; a line break inside quotes starts no new row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from plan_eval.model.observation import (
    INDICATOR_COLUMNS,
    NUMBERS,
    REQUIRED,
    SELF_ASSESSMENT_COLUMNS,
)
from plan_eval.reading import cells
from plan_eval.reading.grids import BLANK, Grid, Record, without_blanks
from plan_eval.reading.headers import LEVELS, Column, Header, header_at, names_a_column
from plan_eval.reading.notes import NoData
from plan_eval.reading.title_lines import Said, read_title_lines
from plan_eval.reading.vocabulary import Vocabulary

COLUMNS_OF = {"indicators": INDICATOR_COLUMNS, "self_assessment": SELF_ASSESSMENT_COLUMNS}
_LONGEST_NAME = 40
_SPACE = rf"[\s{BLANK}]"
_BLANK_LINES = 3  # between a header and the row that numbers its columns


@dataclass(frozen=True)
class Place:
    """Where a table lies in its grid, in records, 0-based: `first` to `end` with its title lines.

    `repeats` are records below the header that only say it again, as tables over pages do.
    """

    header: Header
    first: int
    end: int
    repeats: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Columns:
    """The columns of a header by what becomes of them.

    `named` are ours by name, `figures` those of a wide table that fix a year, sex or indicator,
    `unknown` those we do not know. `repeated` are pairs that mean the same: of figures that differ
    neither is read (they are `doubtful`), of others the first. `unseen` are hidden columns that
    mean what a visible one means: they are not read.
    """

    named: Mapping[str, Column]
    figures: tuple[Column, ...]
    unknown: tuple[Column, ...]
    repeated: tuple[tuple[Column, Column], ...]
    unseen: tuple[Column, ...]
    doubtful: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table as sent.

    `body` has the column `row` and one column of strings per filled header column, named by its
    position; `skipped` counts the records that are no data. `ragged` are (row, cells) with more
    cells than the header, `unnamed` the positions without a header that hold data.
    """

    header: Header
    columns: Columns
    said: Mapping[str, Said]
    body: pl.DataFrame
    ragged: tuple[tuple[int, int], ...]
    skipped: int
    notes: tuple[str, ...] = field(default=())
    unnamed: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there."""
        there = {*self.columns.named, *self.said}
        there |= {str(column.name) for column in self.columns.doubtful}
        figures = (*self.columns.figures, *self.columns.doubtful)
        there |= {kind for figure in figures for kind, _ in figure.coordinates}
        if self.header.wide:  # which has its figures, and says itself how to name the indicator
            there |= {"value", "indicator"}
        return tuple(name for name in REQUIRED[self.header.form] if name not in there)


@dataclass(frozen=True)
class _Rows:
    body: pl.DataFrame
    ragged: tuple[tuple[int, int], ...]
    notes: tuple[str, ...]
    unnamed: tuple[int, ...]


def locate(grid: Grid, vocabulary: Vocabulary) -> list[Place]:
    """The tables of a grid that has a header, one below the other, each from its title lines on.

    A row that names the columns again begins a new table where any column means something else;
    where all mean the same it is no data and nothing more.
    """
    header, first, repeats = grid.header, 0, set[int]()
    assert header is not None
    places: list[Place] = []
    for at in _naming_columns(grid, vocabulary):
        if at < header.below or at in repeats:
            continue
        again = header_at(grid.records(at, at + LEVELS), 0, vocabulary)
        if again is None:
            continue
        again = replace(again, at=at)
        if again.means_the_same(header):
            repeats.update(range(at, again.below))
        else:
            begin = _title_lines(grid, header, at, vocabulary)
            if begin > header.below:  # else it was a title that reads like a header
                places.append(Place(header, first, begin, frozenset(repeats)))
                first = begin
            header, repeats = again, set()
    return [*places, Place(header, first, grid.count, frozenset(repeats))]


def _naming_columns(grid: Grid, vocabulary: Vocabulary) -> list[int]:
    """The records with a cell that names one of our columns."""
    if isinstance(grid.cells, list):
        different = {cell for record in grid.cells for cell in record}
        names = {cell for cell in different if _names(cell, vocabulary)}
        return [at for at, record in enumerate(grid.cells) if not names.isdisjoint(record)]
    found: set[int] = set()
    for column in grid.cells.iter_columns():
        known = [cell for cell in _perhaps_names(column, vocabulary) if _names(cell, vocabulary)]
        if known:
            found.update(column.is_in(known).arg_true())
    return sorted(found)


def _perhaps_names(sent: pl.Series, vocabulary: Vocabulary) -> pl.Series:
    """The different cells that may name a column, without looking at each in Python."""
    short = sent.filter(sent.str.len_bytes().is_between(1, 4 * _LONGEST_NAME))
    plain = (
        short.unique()
        .to_frame("cell")
        .with_columns(
            tight=pl.col("cell")
            .str.normalize("NFKC")
            .str.replace_all(_SPACE, "")
            .str.to_lowercase()
        )
    )
    base = pl.col("tight").str.replace(r"[(\[].*$", "")
    known = pl.Series([*vocabulary.columns]).implode()
    return plain.filter(pl.col("tight").is_in(known) | base.is_in(known))["cell"]


def _names(cell: str, vocabulary: Vocabulary) -> bool:
    return 0 < len(cell) <= _LONGEST_NAME and names_a_column(cell, vocabulary)


def _title_lines(grid: Grid, header: Header, at: int, vocabulary: Vocabulary) -> int:
    """Where the title lines above a later header begin: behind the last row of the table before."""
    no_data = NoData(header, vocabulary)
    while at > header.below:
        (record,) = grid.records(at - 1, at)
        if _filled(record) and not no_data.is_note(record):
            break
        at -= 1
    return at


def read_table(
    grid: Grid, place: Place, vocabulary: Vocabulary, before: Mapping[str, Said] | None = None
) -> Table:
    """The table at a place; what was said above an earlier one of the sheet (`before`) holds on."""
    header = place.header
    no_data = NoData(header, vocabulary)
    rows = _of_records if isinstance(grid.cells, list) else _of_frame
    found = rows(grid, place, no_data)
    said = read_title_lines(grid.records(place.first, header.at), vocabulary, place.first)
    return Table(
        header=header,
        columns=_without_doubtful(_columns(header, grid.hidden_columns), found.body),
        said={**(before or {}), **said},
        body=found.body,
        ragged=found.ragged,
        skipped=place.end - place.first - found.body.height,
        notes=found.notes,
        unnamed=found.unnamed,
    )


def _columns(header: Header, hidden: frozenset[int]) -> Columns:
    """Of two columns that mean the same the one that people see counts, else the first."""
    wanted = COLUMNS_OF[header.form]
    found: dict[object, Column] = {}
    unknown: list[Column] = []
    repeated: list[tuple[Column, Column]] = []
    unseen: list[Column] = []
    for column in sorted(
        header.columns, key=lambda column: (column.position in hidden, column.position)
    ):
        wide = header.wide and bool(column.coordinates)
        key: object = (*sorted(column.coordinates), column.measure) if wide else column.name
        if column.name == "reference":
            continue
        if not wide and (column.coordinates or column.name not in wanted):
            unknown.append(column)
        elif key not in found:
            found[key] = column
        elif key == "indicator" and "indicator_name" not in found:  # 指标 beside 代码
            name, code = sorted((found[key], column), key=lambda one: one.words != _NAME_OR_CODE)
            found |= {"indicator": code, "indicator_name": name}
        elif column.position in hidden and found[key].position not in hidden:
            unseen.append(column)
        else:
            repeated.append((found[key], column))
    named = {key: column for key, column in found.items() if isinstance(key, str)}
    if "indicator" not in named and "indicator_name" in named:
        named["indicator"] = named.pop("indicator_name")
    figures = tuple(column for key, column in found.items() if not isinstance(key, str))
    return Columns(named, figures, tuple(unknown), tuple(repeated), tuple(unseen))


_NAME_OR_CODE = "指标"
"""The one word for either: the name, where another column holds the code."""


def _without_doubtful(columns: Columns, body: pl.DataFrame) -> Columns:
    """Which of two columns of figures counts is not for us to say, unless they are the same."""
    doubtful = {
        column
        for pair in columns.repeated
        if pair[0].measure in NUMBERS and not _same(body, *pair)
        for column in pair
    }
    return replace(
        columns,
        named={name: one for name, one in columns.named.items() if one not in doubtful},
        figures=tuple(figure for figure in columns.figures if figure not in doubtful),
        doubtful=tuple(sorted(doubtful, key=lambda one: one.position)),
    )


def _same(body: pl.DataFrame, first: Column, second: Column) -> bool:
    one, other = (without_blanks(body[str(column.position)]) for column in (first, second))
    return one.equals(other)


def _of_records(grid: Grid, place: Place, no_data: NoData) -> _Rows:
    header = place.header
    width = header.width
    skipped = {*place.repeats, *_numbering(grid, place, no_data)}
    rows: list[int] = []
    kept: list[Record] = []
    ragged: list[tuple[int, int]] = []
    notes: list[str] = []
    for at, record in enumerate(grid.records(header.below, place.end), header.below):
        if at in skipped or not _filled(record):
            continue
        if no_data.is_note(record):
            notes.append(_text(record))
            continue
        if _filled(record[width:]):
            ragged.append((at + 1, _cells(record)))
        rows.append(at + 1)
        kept.append(record)
    every = {str(at): [one[at] if at < len(one) else "" for one in kept] for at in range(width)}
    body = {str(column.position): every[str(column.position)] for column in header.columns}
    schema = {"row": pl.Int64, **dict.fromkeys(body, pl.String)}
    unnamed = tuple(int(at) for at, sent in every.items() if at not in body and _is_data(sent))
    frame = pl.DataFrame({"row": rows, **body}, schema=schema)
    return _Rows(frame, tuple(ragged), tuple(notes), unnamed)


def _of_frame(grid: Grid, place: Place, no_data: NoData) -> _Rows:
    """The same, column by column: only rows that may be something else are looked at singly."""
    assert isinstance(grid.cells, pl.DataFrame)
    header, names = place.header, grid.cells.columns
    body = grid.cells.slice(header.below, place.end - header.below)
    body = body.with_row_index("row", offset=header.below + 1)
    body = body.with_columns(pl.col("row").cast(pl.Int64))
    out = [at + 1 for at in (*place.repeats, *_numbering(grid, place, no_data))]
    # one column after the other, so that no second copy of a large table is made
    filled = pl.Series([0], dtype=pl.Int16).new_from_index(0, body.height)
    remarks: list[pl.Series] = []
    for name in names:
        there = without_blanks(body[name]) != ""
        first = (filled == 0) & there
        if first.any():
            begin = body.select("row", name).filter(first)
            cells_ = begin[name].unique()  # a column of a large table repeats itself
            maybe = cells_.filter(cells_.str.contains(NoData.MAYBE_REMARK))
            remarks.append(begin.filter(pl.col(name).is_in(maybe.implode()))["row"])
        filled += there.cast(pl.Int16)
    blank = body["row"].filter(filled == 0)
    remark = pl.concat(remarks) if remarks else pl.Series([], dtype=pl.Int64)
    doubtful = body.filter((filled == 1) | pl.col("row").is_in(remark.implode()))
    notes = [(row, record) for row, *record in doubtful.iter_rows() if no_data.is_note(record)]
    no_rows = pl.Series([*out, *blank, *(row for row, _ in notes)], dtype=pl.Int64)
    kept = body.filter(~pl.col("row").is_in(no_rows.implode())) if len(no_rows) else body
    ours = {str(column.position) for column in header.columns}
    others = [name for name in names if int(name) < header.width and name not in ours]
    return _Rows(
        kept.select("row", *(str(column.position) for column in header.columns)),
        tuple(_ragged(kept, header.width)),
        tuple(_text(record) for row, record in notes if row not in out),
        tuple(int(name) for name in others if _is_data(kept[name])),
    )


def _numbering(grid: Grid, place: Place, no_data: NoData) -> set[int]:
    """The records right below a header that only number its columns."""
    begins = [place.header.below, *(at + 1 for at in place.repeats if at + 1 not in place.repeats)]
    found = set[int]()
    for begin in begins:
        records = grid.records(begin, min(begin + _BLANK_LINES, place.end))
        first = next((at for at, one in enumerate(records) if _filled(one)), None)
        if first is not None and no_data.numbers_the_columns(records[first]):
            found.add(begin + first)
    return found


def _is_data(sent: Iterable[str]) -> bool:
    """Whether a column without a header holds anything but the numbers of its rows."""
    filled = [text for cell in sent if (text := cells.plain(cell))]
    return bool(filled) and filled != [str(number) for number in range(1, len(filled) + 1)]


def _ragged(kept: pl.DataFrame, width: int) -> list[tuple[int, int]]:
    beyond = [name for name in kept.columns[1:] if int(name) >= width]
    if not beyond:
        return []
    filled = pl.any_horizontal(pl.col(name).str.strip_chars(BLANK) != "" for name in beyond)
    return [(row, _cells(record)) for row, *record in kept.filter(filled).rows()]


def _cells(record: Sequence[str]) -> int:
    """How many cells a record has, up to the last filled one."""
    return 1 + max(at for at, cell in enumerate(record) if cell.strip(BLANK))


def _filled(record: Sequence[str]) -> bool:
    return any(cell.strip(BLANK) for cell in record)


def _text(record: Sequence[str]) -> str:
    """What the first filled cell of a record says."""
    return next(text for cell in record if (text := cells.stripped(cell)))
