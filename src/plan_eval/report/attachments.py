"""The data behind the report, carried inside the PDF: every figure with its file and row."""

from __future__ import annotations

import json

import polars as pl

from plan_eval.assess.export import export_assessment
from plan_eval.messages import t
from plan_eval.report.context import FIGURES, VERDICTS, Context
from plan_eval.report.pdf import DataFile
from plan_eval.report.places import Places, places_of
from plan_eval.report.sections import advice
from plan_eval.writing.guard import guarded

_COLUMNS = (
    *("indicator", "year", "town", "sex", "age", "residence"),
    *("value", "numerator", "denominator", "unit", "department", "source", "note", "path", "row"),
)


def data_files(context: Context) -> tuple[DataFile, ...]:
    """`figures.csv` (UTF-8 with BOM, as Excel wants it) and `assessment.json`.

    Files are named from the folder on that all submissions share: where that is on this computer
    is nobody else's business.
    """
    places = places_of(context)
    figures = (
        context.observations.select(_COLUMNS)
        .sort("indicator", "year", "path", "row")
        .with_columns(pl.col("path").map_elements(places.file, return_dtype=pl.String))
        .with_columns(pl.col(pl.String).map_elements(guarded, return_dtype=pl.String))
    )
    archived = export_assessment(context.assessment, context.plan)
    if context.edition.registered:  # what a later evaluation follows up
        archived["advice"] = advice.given(context)
    verdicts = _located(archived, places)
    text = json.dumps(verdicts, ensure_ascii=False, indent=1)
    return (
        DataFile(FIGURES, figures.write_csv(include_bom=True).encode(), t("report.files.figures")),
        DataFile(VERDICTS, text.encode(), t("report.files.assessment")),
    )


def _located(value: object, places: Places) -> object:
    """Plain data with every `path` in it named as in `figures.csv`."""
    if isinstance(value, list):
        return [_located(one, places) for one in value]
    if not isinstance(value, dict):
        return value
    named = {"path": places.file(value["path"])} if value.get("path") else {}
    return {key: _located(one, places) for key, one in value.items()} | named
