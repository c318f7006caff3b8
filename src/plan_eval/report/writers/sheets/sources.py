"""数据来源: the files that were used, with the rows accepted from each."""

from __future__ import annotations

from os.path import commonpath
from pathlib import PurePath

import polars as pl

from plan_eval.report.context import Context
from plan_eval.report.writers.sheets.table import Table, column
from plan_eval.words import t


def build(context: Context) -> Table:
    """The sheet, in the order of files; their names begin below the folder that holds them all."""
    files = _files(context)
    folder = _common(files["path"].to_list())
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
                _within(folder, line["path"]),
                context.department(line["department"]),
                f"{line['first']}–{line['last']}"
                if line["first"] != line["last"]
                else str(line["first"]),
                line["rows"],
            )
            for line in files.iter_rows(named=True)
        ),
    )


def _common(paths: list[str]) -> PurePath:
    """The folder above all files: where it is on this computer is nobody else's business."""
    folders = [str(PurePath(path).parent) for path in paths]
    try:
        return PurePath(commonpath(folders))
    except ValueError:  # no files, or files on several drives
        return PurePath()


def _within(folder: PurePath, path: str) -> str:
    whole = PurePath(path)
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


def _files(context: Context) -> pl.DataFrame:
    return (
        context.observations.group_by("path", "department")
        .agg(first=pl.col("year").min(), last=pl.col("year").max(), rows=pl.len())
        .sort("path", "department", nulls_last=True)
    )
