"""Frames for other programs: CSV text that no spreadsheet runs, and Parquet."""

from __future__ import annotations

from io import BytesIO

import polars as pl

from plan_eval.writing.guard import guarded


def csv_text(frame: pl.DataFrame) -> str:
    """The frame as CSV, words that a spreadsheet might run marked (see `guard`)."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(
        pl.col(name).map_elements(guarded, pl.String, skip_nulls=True) for name in texts
    ).write_csv()


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """The frame as the contents of a Parquet file."""
    into = BytesIO()
    frame.write_parquet(into)
    return into.getvalue()
