"""数据来源: the files that were used, with the rows accepted from each."""

from __future__ import annotations

import polars as pl

from plan_eval.messages import t
from plan_eval.report.context import Context
from plan_eval.report.places import places_of
from plan_eval.report.writers.sheets.table import Table, column


def build(context: Context) -> Table:
    """The sheet, in the order of files; their names begin below the folder that holds them all."""
    files = _files(context)
    places = places_of(context)
    return Table(
        name=t("writers.sheet.sources"),
        title=t("writers.title.sources"),
        columns=(
            column("writers.head.file", 50),
            column("report.head.department", 30),
            column("report.head.years", 16, centred=True),
            column("report.head.rows", 12),
        ),
        rows=tuple(
            (
                places.file(line["path"]),
                context.department(line["department"]),
                f"{line['first']}–{line['last']}"
                if line["first"] != line["last"]
                else str(line["first"]),
                line["rows"],
            )
            for line in files.iter_rows(named=True)
        ),
    )


def _files(context: Context) -> pl.DataFrame:
    return (
        context.observations.group_by("path", "department")
        .agg(first=pl.col("year").min(), last=pl.col("year").max(), rows=pl.len())
        .sort("path", "department", nulls_last=True)
    )
