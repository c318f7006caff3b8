"""The figure misses the target, as it stands this year."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.against_target import judged_rows
from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    return judged_rows(data).filter(~pl.col("met") & ~pl.col("plan_held"))


RULE = Rule(
    code="PE701",
    name="target-missed",
    severity=Severity.INFO,
    find=_find,
    scope="unit",
    on_accepted=True,
    on_request=True,
)
