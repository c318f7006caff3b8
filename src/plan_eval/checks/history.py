"""What a figure's own past says: how far it usually moves in a year, and what chance does."""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset

FEWEST = 5
"""Changes: with fewer, a median and its deviation say nothing."""

# counts below ten change by chance more than by anything else
_FEWEST_CASES = 10
# the MAD times this estimates the standard deviation of normal data (Iglewicz & Hoaglin 1993)
_TO_SIGMA = 1.4826
# two standard deviations: one difference in twenty is beyond them by chance
_CHANCE = 2.0


def by_chance(one: str, other: str) -> pl.Expr:
    """Two standard deviations of the difference of two counts; null where they are no counts."""
    total = (pl.col(one).abs() + pl.col(other).abs()).cast(pl.Float64)
    return pl.when(pl.col("plan_counts")).then(_CHANCE * total.sqrt())


def outlying(data: Dataset, name: str) -> pl.LazyFrame:
    """The changes of a number (value, denominator) that stand out from the others of their series.

    Robust statistics over the yearly changes: |x - median| / (1.4826 × MAD) beyond the plan's
    `robust_jump` (Iglewicz & Hoaglin 1993 recommend 3.5), and further from every other change (so
    from the median) than `robust_share` of the last figure and than chance moves a count. The
    scale is the series' own; a course that bends has no change that stands alone. Members who
    are elected for a term (届) change once in it, so their figures have no usual change.
    """
    parameters = data.plan.header.parameters
    limit, share = float(parameters.robust_jump), float(parameters.robust_share)
    last, change = pl.col("last").cast(pl.Float64), pl.col("change")
    fewest = pl.min_horizontal("numerator", "last_numerator")
    enough = (fewest >= _FEWEST_CASES).fill_null(value=True)
    least = pl.max_horizontal(last.abs() * share, by_chance(name, "last").fill_null(0))
    usual = change.median().over("series")
    off = (change - usual).abs()
    spread = off.median().over("series") * _TO_SIGMA
    # rounding alone moves a figure by a unit of its last digit
    unit = pl.lit(10.0).pow(-pl.col("places")) if name == "value" else pl.lit(1.0)
    rows = data.changes_of(name).filter(pl.col("plan_period") != "term")
    changes = rows.with_columns(change=pl.col(name).cast(pl.Float64) - last)
    # a change that is `least` away from the usual one needs one of half that size in its series
    moving = (
        changes.filter(change.abs() > least / 2)
        .select("series")
        .unique()
        .collect(engine="in-memory")
    )
    # in the order of the changes: the distance to the nearest other one
    below, above = change - change.shift(1), change.shift(-1) - change
    alone = pl.min_horizontal(below.over("series"), above.over("series"))
    return (
        changes.filter(pl.col("series").is_in(moving["series"].implode()))
        .filter((pl.len() >= FEWEST).over("series") & enough.all().over("series"))
        .sort("series", "change")
        .filter((off > limit * pl.max_horizontal(spread, unit)) & (alone > least))
    )
