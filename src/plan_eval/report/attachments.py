"""The data behind the report, carried inside the PDF: every figure with its file and row."""

from __future__ import annotations

import json

import polars as pl

from plan_eval.assess.export import export_assessment
from plan_eval.io.writers.guard import guarded
from plan_eval.report.context import Context
from plan_eval.report.pdf import DataFile
from plan_eval.words import t

FIGURES, VERDICTS = "figures.csv", "assessment.json"
_COLUMNS = (
    *("indicator", "year", "area", "sex", "age", "residence"),
    *("value", "numerator", "denominator", "unit", "department", "source", "note", "path", "row"),
)


def data_files(context: Context) -> tuple[DataFile, ...]:
    """`figures.csv` (UTF-8 with BOM, as Excel wants it) and `assessment.json`."""
    figures = (
        context.observations.select(_COLUMNS)
        .sort("indicator", "year", "path", "row")
        .with_columns(pl.col(pl.String).map_elements(guarded, return_dtype=pl.String))
    )
    verdicts = export_assessment(context.assessment, context.plan)
    text = json.dumps(verdicts, ensure_ascii=False, indent=1)
    return (
        DataFile(FIGURES, figures.write_csv(include_bom=True).encode(), t("report.files.figures")),
        DataFile(VERDICTS, text.encode(), t("report.files.assessment")),
    )
