"""What a rule of one's own is made of: the names that `docs/own-rules.md` promises.

    from plan_eval.rules import Rule, Severity, pl, rows_where

    RULE = Rule(
        code="XY101",
        name="figure-without-source",
        severity=Severity.VERIFY,
        find=rows_where(pl.col("value").is_not_null() & pl.col("source").is_null(), ...),
    )

A package names its modules with rules under the entry-point group `plan_eval.rules`. These names,
their arguments and the columns named on the page stay as they are from version to version;
whatever else `plan_eval.checks` holds may move.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import FOUND, Find, OnSummary, Rule, district_row, rows_where, shown
from plan_eval.model.finding import Severity

__all__ = [
    "FOUND",
    "Dataset",
    "Find",
    "OnSummary",
    "Rule",
    "Severity",
    "columns",
    "district_row",
    "pl",
    "rows_where",
    "shown",
]
