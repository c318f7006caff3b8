"""The same figure twice in what a department reports for a year, in one file or in two.

The same figure in the reports of two years is a revision, from two departments a disagreement.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import REPORTED, Dataset
from plan_eval.checks.rule import Rule, other_place, repeated
from plan_eval.model.finding import Severity

_ALSO = ("reported", "department")


def _find(data: Dataset) -> pl.LazyFrame:
    return repeated(data.rows.with_columns(reported=REPORTED), *_ALSO).with_columns(
        column=pl.lit("indicator"),
        value=pl.col("raw_indicator"),
        expected=other_place("figure", *_ALSO),
    )


RULE = Rule(
    code="PE501",
    name="duplicate-key",
    severity=Severity.ERROR,
    find=_find,
    scope="unit",
)
