"""The row a finding is about, as the sender wrote it: header words and cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl

from plan_eval.reading.submitted import Submissions

Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Excerpt:
    """`cells` are (header, text) in the order of the sender's columns."""

    row: int
    cells: Cells


def excerpts(
    places: Collection[tuple[str, int]], submissions: Submissions
) -> dict[tuple[str, int], Excerpt]:
    """The excerpts of rows of data by (path, row); rows that are no data have none."""
    if not places:
        return {}
    schema = {"path": pl.String, "row": pl.Int64}
    wanted = pl.DataFrame(sorted(places), schema=schema, orient="row")
    found: dict[tuple[str, int], Excerpt] = {}
    for frame in (submissions.observations, submissions.self_assessments):
        for row in frame.join(wanted, on=["path", "row"], how="semi").iter_rows(named=True):
            place = (row["path"], row["row"])
            before = found[place].cells if place in found else _cells(submissions, row)
            found[place] = Excerpt(row["row"], (*before, *_wide_cell(row)))
    return found


def _cells(submissions: Submissions, row: Mapping[str, object]) -> Cells:
    headers = submissions.by_path[str(row["path"])].headers
    return tuple(
        (words, _text(row, column))
        for column, words in headers.items()
        if column != "department"  # read into the plan's code; it stands above the table
    )


def _wide_cell(row: Mapping[str, object]) -> Cells:
    """The figure's own column in a wide table, where several figures share a row."""
    words = row.get("value_words")
    return ((str(words), _text(row, "value")),) if words else ()


def _text(row: Mapping[str, object], column: str) -> str:
    raw = row.get(f"raw_{column}", row.get(column))
    return "" if raw is None else " ".join(str(raw).split())
