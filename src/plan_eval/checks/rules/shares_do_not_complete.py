"""The share of women and the share of men in the same whole do not make up 100 %."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import Rule, shown
from plan_eval.checks.wholes import keys_without
from plan_eval.model.finding import Severity


def _find(data: Dataset) -> pl.LazyFrame:
    keys = keys_without("sex")
    # 女性比例: the row for all, or for women, gives the women's share
    rows = data.current.filter(pl.col("plan_women") & pl.col("value").is_not_null())
    men = rows.filter(pl.col("sex") == "male").select(
        *keys, men="value", men_places="places", men_of="denominator"
    )
    unit = pl.lit(10.0).pow(-pl.min_horizontal("places", "men_places"))
    return (
        rows.filter(pl.col("sex") != "male")
        .join(men, on=keys)
        .filter(
            (pl.col("denominator") == pl.col("men_of")).fill_null(value=True)
            & ((pl.col("value") + pl.col("men") - 100).abs().cast(pl.Float64) > unit + 1e-9)
        )
        .with_columns(
            column=pl.lit("value"),
            value=pl.col("raw_value"),
            expected=shown(100 - pl.col("men")),
        )
    )


RULE = Rule(
    code="PE310",
    name="shares-do-not-complete",
    severity=Severity.ERROR,
    find=_find,
    scope="unit",
    on_accepted=True,
)
