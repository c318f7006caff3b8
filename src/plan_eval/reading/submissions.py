"""Read submissions: paths in, one tidy frame per form out, with an account of every row.

A problem of a file or cell never raises: it becomes a `Notice`, which the checks turn into a
finding. Only a path that does not exist is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import polars as pl

from plan_eval.model.observation import SELF_ASSESSMENT_COLUMNS, SELF_ASSESSMENT_SCHEMA
from plan_eval.model.plan import Plan
from plan_eval.reading.figures import RAW_FIGURES, observations
from plan_eval.reading.find import SUFFIXES, find_files
from plan_eval.reading.notices import Notice, framed
from plan_eval.reading.one_file import Read, read_file
from plan_eval.reading.readers.delimited import SMALL
from plan_eval.reading.submitted import File, Submissions
from plan_eval.reading.tidying import SENDER, Result, Schema, Tidying, within
from plan_eval.reading.vocabulary import Vocabulary, vocabulary_of

__all__ = ["SUFFIXES", "File", "Notice", "Submissions", "find_files", "read_submissions"]

_LARGE = 50_000  # rows: below, tidying many tables together saves more than the copy costs
Normalise = Callable[[pl.DataFrame, Vocabulary], Result]


def read_submissions(
    paths: Iterable[Path],
    plan: Plan,
    *,
    watch: Callable[[Sequence[Path]], Iterable[Path]] = iter,
    small: int = SMALL,
) -> Submissions:
    """Read every file below `paths`. Raises SubmissionError when a path does not exist.

    `watch` may wrap the files, to show how far the reading is. Texts over `small` bytes are read
    column by column, with the same result.
    """
    vocabulary = vocabulary_of(plan)
    reads = [
        read
        for path in watch(find_files(paths))
        for read in read_file(path, vocabulary, small=small)
    ]
    figures, of_figures = _form("indicators", RAW_FIGURES, observations, reads, vocabulary)
    items, of_items = _form("self_assessment", RAW_ITEMS, self_assessments, reads, vocabulary)
    said = framed(notice for read in reads for notice in read.notices)
    return Submissions(
        files=tuple(read.file for read in reads),
        observations=figures,
        self_assessments=items,
        noticed=pl.concat([said, of_figures, of_items]),
    )


def _form(
    form: str, schema: Schema, normalise: Normalise, reads: Sequence[Read], vocabulary: Vocabulary
) -> Result:
    """All rows of one form: large tables one by one, the small ones together."""
    used = [read for read in reads if read.file.form == form and read.rows is not None]
    large = [[read] for read in used if read.file.rows >= _LARGE]
    small = [read for read in used if read.file.rows < _LARGE]
    groups = [*large, small] if small or not large else large
    results = [normalise(_raw(group, schema), vocabulary) for group in groups]
    rows, notices = zip(*results, strict=True)
    return pl.concat(rows), pl.concat(notices)


def _raw(reads: Sequence[Read], schema: Schema) -> pl.DataFrame:
    """The rows as sent, each with its sender (columns of the schema and SENDER)."""
    if len(reads) == 1:
        return _of_one(reads[0], schema)
    bodies = [read.rows for read in reads if read.rows is not None]
    # rechunk: columns in pieces of different sizes make Polars 2.1 fail in `format` after a filter
    raw = pl.concat([pl.DataFrame(schema=schema), *bodies], how="diagonal", rechunk=True).select(
        *schema
    )
    lengths = pl.Series([body.height for body in bodies], dtype=pl.UInt32)
    which = pl.int_range(len(bodies), eager=True, dtype=pl.UInt32).repeat_by(lengths).explode()
    senders = pl.DataFrame(list(map(_sender, reads)), schema=SENDER, orient="row")
    return raw.hstack(senders[which.drop_nulls()])


def _of_one(read: Read, schema: Schema) -> pl.DataFrame:
    assert read.rows is not None
    absent = {name: dtype for name, dtype in schema.items() if name not in read.rows.columns}
    sender = zip(SENDER.items(), _sender(read), strict=True)
    return read.rows.with_columns(
        *(pl.lit(None, dtype).alias(name) for name, dtype in absent.items()),
        *(pl.lit(value, dtype).alias(name) for (name, dtype), value in sender),
    )


def _sender(read: Read) -> tuple[str | int | None, ...]:
    return read.file.path, read.file.department, read.file.year, read.unit, read.indicator


RAW_ITEMS: Schema = {"row": pl.Int64, **dict.fromkeys(SELF_ASSESSMENT_COLUMNS, pl.String)}
"""Rows as sent: null where a column is absent."""

_WORDS = ("evidence", "achievements", "problems", "next_steps", "note")


def self_assessments(raw: pl.DataFrame, vocabulary: Vocabulary) -> Result:
    """Rows with the columns of RAW_ITEMS and SENDER to SELF_ASSESSMENT_SCHEMA, and the notices."""
    form = Tidying(raw, vocabulary)
    columns = {
        "item": form.coded("item", within(vocabulary.items)),
        "year": form.years("year", otherwise=form.raw["file_year"]),
        "status": form.coded("status", within(vocabulary.statuses)),
        **{name: form.text(name) for name in _WORDS},
        "department": form.departments(),
        **{f"raw_{name}": form.raw[name] for name in ("item", "year", "status")},
    }
    return form.framed(columns, SELF_ASSESSMENT_SCHEMA), form.noticed()
