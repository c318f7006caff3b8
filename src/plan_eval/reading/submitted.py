"""What was sent, as it was read: files with their account, rows, and what happened on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from plan_eval.model.observation import OBSERVATION_SCHEMA, SELF_ASSESSMENT_SCHEMA
from plan_eval.reading.notices import Notice, framed


@dataclass(frozen=True)
class File:
    """One table as read: who sent it for which year, its header's words, and its account.

    `path` names the table: the file's path (`source`), with `#` and the sheet's name, the row of
    the table's header or both where there are several tables.
    `headers` and `letters` give the sender's words and the spreadsheet's letters of our columns.
    `is_read` says whether its rows could be used at all.
    records = rows (data) + skipped (title, header, note and blank lines, all of a refused file).
    """

    path: str
    department: str | None
    year: int | None
    form: str | None
    encoding: str | None
    headers: Mapping[str, str]
    rows: int
    skipped: int
    letters: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    wide: bool = False
    is_read: bool = False
    notes: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True)
class Submissions:
    """All that was read.

    Columns are those of OBSERVATION_SCHEMA, SELF_ASSESSMENT_SCHEMA and (`noticed`) NOTICE_SCHEMA.
    """

    files: tuple[File, ...]
    observations: pl.DataFrame
    self_assessments: pl.DataFrame
    noticed: pl.DataFrame = field(default_factory=lambda: framed(()))

    @classmethod
    def none(cls) -> Submissions:
        """What there is before anybody has sent anything."""
        figures = pl.DataFrame(schema=OBSERVATION_SCHEMA)
        return cls((), figures, pl.DataFrame(schema=SELF_ASSESSMENT_SCHEMA))

    @cached_property
    def by_path(self) -> dict[str, File]:
        """The files by their path."""
        return {file.path: file for file in self.files}

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What the reader met, one by one."""
        return tuple(Notice(*row) for row in self.noticed.iter_rows())
