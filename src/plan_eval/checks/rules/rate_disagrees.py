"""The value is not numerator / denominator × scale, half a unit of its last digit allowed."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import columns
from plan_eval.checks.rule import Rule, rows_where
from plan_eval.model.finding import Severity

_SENT = pl.col("value").cast(pl.Float64)
_COMPUTED = pl.when(pl.col("denominator") != 0).then(
    pl.col("numerator").cast(pl.Float64) / pl.col("denominator").cast(pl.Float64)
) * pl.col("plan_scale").cast(pl.Float64)
# Rounding is a tolerance, so binary floats do, with room for their own last bits.
_HALF_UNIT = 0.5 * pl.lit(10.0).pow(-pl.col("places")) + 1e-9

RULE = Rule(
    code="PE301",
    name="rate-disagrees",
    severity=Severity.ERROR,
    rests_on="rate",
    find=rows_where(
        (_SENT - _COMPUTED).abs() > _HALF_UNIT,
        column="value",
        expected=_COMPUTED.round(4),
    ),
    yields_to=("PE208", "PE210", "PE211", "PE302"),
    conditions=(columns("numerator", "denominator"),),
)
