"""A figure is exactly that of the year before, where it never was: one row of last year's file.

How likely that is by chance follows from how far the number usually moves: one in 2 × median
|change| equally likely places is last year's. Where a row has counts, they are looked at, not the
rate, which rounding makes equal now and then; the chances of two that are the same multiply: that
of the numerator is taken beside its denominator, with which it moves.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.conditions import several_years
from plan_eval.checks.dataset import PLACE, Dataset
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity
from plan_eval.model.observation import NUMBERS

_FEWEST = 3  # other changes: fewer do not say how far the figure usually moves


def _find(data: Dataset) -> pl.LazyFrame:
    limit = float(data.plan.header.parameters.coincidence)
    same = pl.concat([_same(data, name) for name in NUMBERS])
    found = (
        same.group_by(PLACE)
        .agg(
            pl.col("chance").product(),
            pl.col("column").sort_by("chance").first(),
            pl.col("expected").sort_by("chance").first(),
        )
        .filter(pl.col("chance") <= limit)
    )
    rows = data.current.join(found, on=PLACE, how="inner", nulls_equal=True)
    return rows.with_columns(value=pl.col("expected"), expected=pl.col("year") - 1)


def _same(data: Dataset, name: str) -> pl.LazyFrame:
    """The numbers that are last year's and at no other time were, with the `chance` of it."""
    unit = pl.lit(10.0).pow(-pl.col("places").cast(pl.Float64)) if name == "value" else pl.lit(1.0)
    now, last = pl.col(name).cast(pl.Float64), pl.col("last").cast(pl.Float64)
    moved, free = (now - last).abs(), (now - last).abs()
    changes = data.changes_of(name)
    if name == "value":
        changes = changes.filter(pl.col("denominator").is_null())
    if name == "numerator":  # with its denominator it moves anyway: what is left to chance
        grown = pl.col("denominator").cast(pl.Float64) / pl.col("last_denominator")
        free = (now - last * grown.fill_null(1)).abs()
    once = changes.filter(moved == 0).group_by("series").len().filter(pl.col("len") == 1)
    series = (
        changes.join(once, on="series", how="semi")
        .group_by("series")
        .agg(others=(moved > 0).sum(), usual=free.filter(moved > 0).median())
        .filter(pl.col("others") >= _FEWEST)
    )
    return (
        changes.filter(moved == 0)
        .join(series, on="series", how="inner")
        .with_columns(chance=pl.min_horizontal(unit / (2 * pl.col("usual")), pl.lit(1.0)))
        .select(*PLACE, "chance", column=pl.lit(name), expected=shown(pl.col("last")))
    )


RULE = Rule(
    code="PE406",
    name="same-as-last-year",
    severity=Severity.VERIFY,
    find=_find,
    scope="unit",
    on_accepted=True,
    yields_to=("PE301", "PE403"),
    conditions=(several_years,),
)
