"""Women and men change places: who was always higher is now lower, by as much as one row for other.

Asked of series in which one sex was higher in every year before, and where the gap moved by more
than half of the plan's `robust_share` of the figure: half, because what both sexes share, a good or
a bad year, is no part of the gap.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_years
from plan_eval.checks.dataset import PLACE, Dataset
from plan_eval.checks.rule import Rule, shown
from plan_eval.checks.wholes import keys_without
from plan_eval.model.finding import Severity

_FEWEST = 3  # years before that agree: fewer show no usual side
_LIKENESS = 0.5
"""A swap turns the gap to its negative; half of that is asked about, less may be true."""


def _find(data: Dataset) -> pl.LazyFrame:
    return pl.concat((_reversed(data, "value"), _reversed(data, "denominator")))


def _reversed(data: Dataset, name: str) -> pl.LazyFrame:
    """The rows of both sexes where the gap of a number turned against all years before."""
    share = float(data.plan.header.parameters.robust_share) / 2
    keys = keys_without("sex")
    rows = data.current.filter(pl.col(name).is_not_null() & pl.col("sex").is_in(["female", "male"]))
    if name == "value":  # the men beside a share of women are its complement
        rows = rows.filter(~pl.col("plan_women"))
    both = rows.group_by("plan_at").agg(pl.col("sex").n_unique()).filter(pl.col("sex") == 2)
    rows = rows.join(both, on="plan_at", how="semi")
    men = (
        rows.filter(pl.col("sex") == "male")
        .unique(keys, keep="none")
        .select(*keys, men=pl.col(name))
    )
    women, series = pl.col(name).cast(pl.Float64), [key for key in keys if key != "year"]
    gap = pl.col("gap")
    before = gap.shift(1)
    gaps = (
        rows.filter(pl.col("sex") == "female")
        .unique(keys, keep="none")
        .join(men, on=keys, how="inner")
        .with_columns(gap=women - pl.col("men").cast(pl.Float64))
        .sort(*series, "year")
        .with_columns(
            past=pl.int_range(pl.len()).over(series),
            low=before.cum_min().over(series),
            high=before.cum_max().over(series),
            usual=before.rolling_median(64, min_samples=1).over(series),
            size=pl.max_horizontal(women, pl.col("men").cast(pl.Float64)),
        )
    )
    usual = pl.col("usual")
    turned = gaps.filter(
        (pl.col("past") >= _FEWEST)
        & ((pl.col("low") > 0) | (pl.col("high") < 0))
        & (gap.sign() == -usual.sign())
        & (gap.abs() >= _LIKENESS * usual.abs())
        & ((gap - usual).abs() > share * pl.col("size"))
    ).select(*keys, other_of_women="men", other_of_men=pl.col(name))
    other = pl.when(pl.col("sex") == "female").then("other_of_women").otherwise("other_of_men")
    return (
        rows.join(turned, on=keys, how="inner")
        .with_columns(
            column=pl.lit(name),
            value=pl.col(f"raw_{name}"),
            expected=shown(other),
        )
        .select(
            *PLACE, *keys, "sex", "column", "value", "expected", "department", "note", "value_words"
        )
    )


RULE = Rule(
    code="PE407",
    name="sexes-reversed",
    severity=Severity.VERIFY,
    find=_find,
    scope="unit",
    on_accepted=True,
    yields_to=("PE301", "PE401", "PE402", "PE403"),
    conditions=(several_years,),
)
