"""The self-assessment form: raw rows to SELF_ASSESSMENT_SCHEMA."""

from __future__ import annotations

import polars as pl

from plan_eval.model.observation import SELF_ASSESSMENT_COLUMNS, SELF_ASSESSMENT_SCHEMA
from plan_eval.reading.tidying import Result, Schema, Tidying, within
from plan_eval.reading.vocabulary import Vocabulary

RAW_ITEMS: Schema = {"row": pl.Int64, **dict.fromkeys(SELF_ASSESSMENT_COLUMNS, pl.String)}
"""Rows as sent: null where a column is absent."""

_WORDS = ("evidence", "achievements", "problems", "next_steps", "note")


def self_assessments(raw: pl.DataFrame, words: Vocabulary) -> Result:
    """Rows with the columns of RAW_ITEMS and SENDER to SELF_ASSESSMENT_SCHEMA, and the notices."""
    form = Tidying(raw, words)
    columns = {
        "item": form.coded("item", within(words.items)),
        "year": form.years("year", otherwise=form.raw["file_year"]),
        "status": form.coded("status", within(words.statuses)),
        **{name: form.text(name) for name in _WORDS},
        "department": form.departments(),
        **{f"raw_{name}": form.raw[name] for name in ("item", "year", "status")},
    }
    return form.framed(columns, SELF_ASSESSMENT_SCHEMA), form.noticed()
