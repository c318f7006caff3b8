"""A change on the year before that stands out from all others of the same series.

Robust statistics over the yearly changes: |x - median| / (1.4826 × MAD) beyond the plan's
`robust_jump` (Iglewicz & Hoaglin 1993 recommend 3.5). It asks before the indicator's own limit of
yearly change is reached (jump), from half of it on; not of rates over a handful of cases, which
chance alone moves.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import Rule, shown
from plan_eval.model.finding import Severity
from plan_eval.words import t

_FEWEST = 5  # changes: with fewer, a median and its deviation say nothing
_TO_SIGMA = 1.4826
_SHARE_OF_LIMIT = 0.5
_FEWEST_CASES = 10


def _long_enough(facts: Facts) -> Iterator[tuple[None, str]]:
    if len(facts.years) <= _FEWEST:
        yield None, t("findings.not-run.few-years", years=_FEWEST + 1)


def _find(facts: Facts) -> pl.LazyFrame:
    limit = float(facts.plan.header.parameters.robust_jump)
    number, change = pl.col("value").cast(pl.Float64), pl.col("change")
    enough = (pl.col("numerator") >= _FEWEST_CASES).fill_null(value=True)
    least = pl.col("plan_change").cast(pl.Float64).fill_null(0) * _SHARE_OF_LIMIT
    usual = change.median().over("series")
    off = (change - usual).abs()
    spread = off.median().over("series") * _TO_SIGMA
    # rounding alone moves a figure by a unit of its last digit
    unit = pl.lit(10.0).pow(-pl.col("places"))
    changes = facts.changes.with_columns(change=number - pl.col("last").cast(pl.Float64))
    # a change that is `least` away from the usual one needs one of half that size in its series
    moving = (
        changes.filter(change.abs() > least / 2)
        .select("series")
        .unique()
        .collect(engine="in-memory")
    )
    return (
        changes.filter(pl.col("series").is_in(moving["series"].implode()))
        .filter((pl.len() >= _FEWEST).over("series") & enough.all().over("series"))
        .filter((off > limit * pl.max_horizontal(spread, unit)) & (off > least))
        .with_columns(
            column=pl.lit("value"), value=pl.col("raw_value"), expected=shown(pl.col("last"))
        )
    )


RULE = Rule(
    code="PE402",
    name="outlier",
    severity=Severity.VERIFY,
    find=_find,
    across=True,
    yields_to=("PE401", "PE403", "PE405"),
    conditions=(_long_enough,),
)
