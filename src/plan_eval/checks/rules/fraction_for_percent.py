"""A share written as a fraction (0.956) where percent is wanted (95.6).

Found only beyond doubt: by the row's own two counts, or, without them, because a hundred times the
figure is plausible and the figure itself is not.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.rule import Rule, rows_where, shown
from plan_eval.model.finding import Severity

_VALUE = pl.col("value").cast(pl.Float64)
_TIMES_100 = pl.col("value") * 100
_COMPUTED = pl.when(pl.col("denominator") != 0).then(
    pl.col("numerator").cast(pl.Float64) / pl.col("denominator").cast(pl.Float64) * 100
)
_HALF_UNIT = 0.5 * pl.lit(10.0).pow(-pl.col("places")) + 1e-9
_BY_COUNTS = ((_COMPUTED - 100 * _VALUE).abs() <= 100 * _HALF_UNIT) & (
    (_COMPUTED - _VALUE).abs() > _HALF_UNIT
)
_BY_RANGE = (
    _COMPUTED.is_null()
    & (pl.col("plan_low") > 1)
    & _TIMES_100.is_between(pl.col("plan_low"), pl.col("plan_high"))
)

RULE = Rule(
    code="PE210",
    name="fraction-for-percent",
    severity=Severity.ERROR,
    find=rows_where(
        (pl.col("plan_unit") == "%")
        & (pl.col("value") > 0)
        & (pl.col("value") <= 1)
        & (_BY_COUNTS.fill_null(value=False) | _BY_RANGE.fill_null(value=False)),
        column="value",
        expected=shown(_TIMES_100),
    ),
    yields_to=("PE211",),
)
