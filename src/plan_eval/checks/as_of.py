"""What had been sent by an earlier year: nothing is judged with hindsight.

A figure that was revised or withdrawn since stands again as it was reported then, because the later
report is not known yet; so do the findings that only a later row gives rise to.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from plan_eval.reading.submitted import File, Submissions

_PLACE = ["path", "row"]


def sent_by(submissions: Submissions, year: int) -> Submissions:
    """The submissions without what was reported after a year.

    A row belongs to its year of report (报告年度), one without to the year it speaks of; where
    neither was read it is kept, since nothing says that it came later.
    """
    figures = submissions.observations
    reported = pl.coalesce("report_year", "year")
    kept = figures.filter((reported <= year).fill_null(value=True))
    items = submissions.self_assessments
    said = items.filter((pl.col("year") <= year).fill_null(value=True))
    there = pl.concat([kept.select(_PLACE), said.select(_PLACE)])
    later = pl.concat([figures.select(_PLACE), items.select(_PLACE)]).join(
        there, on=_PLACE, how="anti"
    )
    gone = dict(later.unique().group_by("path").len().iter_rows())
    paths = {*there["path"]}
    files = tuple(
        _without(file, gone.get(file.path, 0))
        for file in submissions.files
        if file.path in paths or (file.path not in gone and (file.year or year) <= year)
    )
    noticed = submissions.noticed.filter(pl.col("path").is_in([file.path for file in files]))
    return Submissions(
        files=files,
        observations=kept,
        self_assessments=said,
        noticed=noticed.join(later, on=_PLACE, how="anti", maintain_order="left"),
    )


def _without(file: File, gone: int) -> File:
    """The account of the file holds: rows that came later are skipped."""
    return replace(file, rows=file.rows - gone, skipped=file.skipped + gone) if gone else file
