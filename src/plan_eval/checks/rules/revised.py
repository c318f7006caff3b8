"""A figure published before is given anew, and differs: the later report wins, the change is told.

The order is the one the senders declare (报告年度), never that of files or dates on disk.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_reports
from plan_eval.checks.dataset import PLACE, REPORTED, Dataset
from plan_eval.checks.rule import Rule, shown
from plan_eval.messages import t
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    if not data.replaced.any():
        return data.current.clear()
    old = (
        data.rows.filter(data.replaced)
        .with_columns(reported=REPORTED)
        .sort("reported", *PLACE)
        .group_by("figure")
        .agg(pl.col("value").last().alias("before"), pl.col("reported").last().alias("when"))
    )
    return (
        data.current.join(old, on="figure", how="inner")
        .filter(pl.col("value").ne_missing(pl.col("before")) & pl.col("before").is_not_null())
        .with_columns(
            column=pl.lit("value"),
            value=pl.col("raw_value"),
            expected=pl.format(
                t("punctuation.bracketed", first="{}", inside="{}"), shown(pl.col("before")), "when"
            ),
        )
    )


RULE = Rule(
    code="PE403",
    name="revised",
    severity=Severity.VERIFY,
    find=_find,
    scope="unit",
    on_accepted=True,
    conditions=(several_reports,),
)
