"""Figures held against a level: for rules that inform, never for the verdict.

The verdict of the assessment weighs years, splits and evidence; here one figure meets one number.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.rule import district_row, shown
from plan_eval.model.observation import EXACT
from plan_eval.model.targets import Around, EachUnit

_UP = ("at_least", "addition", "ratio")
_PLACES = 6


def reported_this_year(facts: Facts) -> pl.LazyFrame:
    """The district's rows of the year the file reports on."""
    this_year = (pl.col("year") == pl.col("report_year")).fill_null(value=True)
    return facts.current.filter(pl.col("value").is_not_null() & district_row() & this_year)


def judged_rows(facts: Facts) -> pl.LazyFrame:
    """Rows of this year with a level to reach, as found: `met`, and `expected` the level.

    The district's figure for most kinds of target, each town's for a floor in each town. Kinds
    that one figure cannot answer (a trend, a gap, a parity) are left out.
    """
    extra = pl.LazyFrame(
        [(one.id, *_extra(one.target)) for one in facts.plan.indicators.values()],
        schema={"indicator": pl.String, "tolerance": EXACT, "floor": EXACT},
        orient="row",
    )
    start, level = facts.plan.header.span.start, pl.col("plan_bound")
    kind = pl.col("plan_kind")
    near = (pl.col("value") - level).abs() <= pl.col("tolerance")
    met = (
        pl.when(kind == "around")
        .then(near)
        .when(kind == "full_coverage")
        .then(reaches(_by_direction(), level))
        .when(kind == "sustained")
        .then(reaches(_by_direction(), level))
        .when(kind.is_in([*_UP, "at_most", "more_than", "less_than"]))
        .then(reaches(kind, level))
    )
    district = reported_this_year(facts).join(extra, on="indicator").with_columns(met=met)
    towns = (
        facts.current.join(extra, on="indicator")
        .filter((kind == "each_unit") & (pl.col("area") != "") & pl.col("value").is_not_null())
        .filter((pl.col("year") == pl.col("report_year")).fill_null(value=True))
        .with_columns(met=pl.col("value") >= pl.col("floor"), plan_bound=pl.col("floor"))
    )
    return (
        pl.concat((district.filter(kind != "each_unit"), towns))
        .filter(pl.col("met").is_not_null() & (pl.col("year") >= start))
        .with_columns(
            column=pl.lit("value"), value=pl.col("raw_value"), expected=shown(pl.col("plan_bound"))
        )
    )


def _by_direction() -> pl.Expr:
    up = pl.col("plan_towards") == "up"
    return pl.when(up).then(pl.lit("at_least")).otherwise(pl.lit("at_most"))


def _extra(target: object) -> tuple[object, object]:
    tolerance = target.tolerance if isinstance(target, Around) else None
    return tolerance, target.minimum if isinstance(target, EachUnit) else None


def reaches(comparator: pl.Expr, level: pl.Expr) -> pl.Expr:
    """Whether a row's figure stands in the relation `comparator` to `level`.

    Counts are compared as counts (numerator × scale against level × denominator), so that 2999 of
    3000 is not 100 %. The difference is rounded to a millionth: below what decimals in a plan
    can say, above what binary floats lose. `around` without a tolerance has no answer.
    """
    counts = pl.col("plan_scale").is_not_null() & (pl.col("denominator") > 0)
    numerator, denominator, scale, bound, value = (
        one.cast(pl.Float64)
        for one in (
            *map(pl.col, ("numerator", "denominator", "plan_scale")),
            level,
            pl.col("value"),
        )
    )
    exact = pl.when(counts).then(numerator * scale - bound * denominator)
    off = pl.coalesce(exact, value - bound).round(_PLACES)
    return (
        pl.when(comparator.is_in(_UP))
        .then(off >= 0)
        .when(comparator == "at_most")
        .then(off <= 0)
        .when(comparator == "more_than")
        .then(off > 0)
        .when(comparator == "less_than")
        .then(off < 0)
    )
