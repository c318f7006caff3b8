"""Wholes and their parts: women and men, urban and rural, the towns and streets, 其中, age groups.

Sums may miss by one unit of the last digit given: 部分数据合计数由于单位取舍不同而产生的计算误差，
未作机械调整.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from plan_eval.checks.dataset import PLACE, Dataset
from plan_eval.checks.rule import shown
from plan_eval.model.ages import Ages, ages_of, make_up
from plan_eval.model.observation import KEY, NUMBERS

EVERYBODY = Ages(0, None)
_FOUND = (*PLACE, "value_words", "department", "note")
_KEPT = (*_FOUND, "plan_scale", "plan_counts")
_SLACK = 1e-9  # below any digit that is sent, above the error of a sum of floats
_SETS = 10
"""Different sets of age groups of an indicator that are added up; offices use one or two."""


def keys_without(dimension: str) -> list[str]:
    """The key of a figure but for one split."""
    return [name for name in KEY if name != dimension]


def wholes_with_parts(
    rows: pl.LazyFrame, dimension: str, *, whole: str, parts: Sequence[str]
) -> pl.LazyFrame:
    """One row per whole that has all its parts; `rows` are those of `Dataset.split`.

    Columns: those of the whole's row; and for value, numerator and denominator `<n>` of the whole,
    `sum_<n>`, `low_<n>`, `high_<n>` of the parts (null unless every part has a number) and
    `unit_<n>`, one unit of the coarsest last digit.
    """
    keys = keys_without(dimension)
    is_whole = pl.col(dimension) == whole
    return (
        rows.filter(pl.col(dimension).is_in([whole, *parts]))
        .group_by(keys)
        .agg(
            (~is_whole).sum().alias("parts"),
            *(pl.col(name).filter(is_whole).first() for name in _KEPT),
            *(pl.col(f"raw_{name}").filter(is_whole).first() for name in NUMBERS),
            *(figure for name in NUMBERS for figure in _figures(name, is_whole, len(parts))),
        )
        .filter(pl.col("row").is_not_null() & (pl.col("parts") == len(parts)))
        .with_columns(pl.lit(whole).alias(dimension))
    )


def _figures(name: str, is_whole: pl.Expr, count: int) -> list[pl.Expr]:
    number = pl.col(name)
    of_parts = number.filter(~is_whole)
    every = of_parts.count() == count
    return [
        number.filter(is_whole).first(),
        pl.when(every).then(of_parts.sum()).alias(f"sum_{name}"),
        pl.when(every).then(of_parts.min()).alias(f"low_{name}"),
        pl.when(every).then(of_parts.max()).alias(f"high_{name}"),
        _unit(name).max().alias(f"unit_{name}"),
    ]


def _unit(name: str) -> pl.Expr:
    """One unit of the last digit as sent: 0.1 for 95.6, 1 for 95."""
    decimals = pl.col(f"raw_{name}").str.extract(r"\.(\d+)").str.len_chars().fill_null(0)
    return pl.lit(10.0).pow(-decimals.cast(pl.Float64))


def _adds_up() -> dict[str, pl.Expr]:
    """Which numbers of a row are counts of people or things, that parts add up to.

    Parts measured against one common whole (女代表 ÷ 代表总数) share its denominator.
    """
    rate = pl.col("plan_scale").is_not_null()
    return {
        "value": pl.col("plan_counts"),
        "numerator": rate,
        "denominator": rate & ~_share_one_whole(),
    }


def _share_one_whole() -> pl.Expr:
    same = (pl.col("low_denominator") == pl.col("denominator")) & (
        pl.col("high_denominator") == pl.col("denominator")
    )
    return same.fill_null(value=False)


def sums_that_miss(wholes: pl.LazyFrame) -> pl.LazyFrame:
    """The wholes (`wholes_with_parts`) that the sum of their parts misses, as `expected`."""
    return pl.concat(
        _at(wholes.filter(counted & _misses(name)), name, shown(pl.col(f"sum_{name}")))
        for name, counted in _adds_up().items()
    )


def _misses(name: str) -> pl.Expr:
    off = (pl.col(name) - pl.col(f"sum_{name}")).abs().cast(pl.Float64)
    return off > pl.col(f"unit_{name}") + _SLACK


def beyond_parts(wholes: pl.LazyFrame) -> pl.LazyFrame:
    """The rates and measures of `wholes_with_parts` that lie outside those of their parts."""
    value = pl.col("value").cast(pl.Float64)
    slack = pl.col("unit_value") + _SLACK
    outside = (value > pl.col("high_value").cast(pl.Float64) + slack) | (
        value < pl.col("low_value").cast(pl.Float64) - slack
    )
    mean = ~pl.col("plan_counts") & ~_share_one_whole()
    between = pl.format("{}–{}", shown(pl.col("low_value")), shown(pl.col("high_value")))
    return _at(wholes.filter(mean & outside), "value", between)


def parts_above_whole(
    rows: pl.LazyFrame, dimension: str, *, whole: str, complete: Sequence[str] = ()
) -> pl.LazyFrame:
    """The rows of parts with a count larger than their whole's; `expected` is the whole's.

    Left out where all of `complete` are there.
    """
    keys = keys_without(dimension)
    split = rows.filter(pl.col(dimension) != whole)
    if complete:
        split = split.filter(pl.len().over(keys) < len(complete))
    wholes = rows.filter(pl.col(dimension) == whole).select(
        *keys, **{f"whole_{name}": pl.col(name) for name in NUMBERS}
    )
    both = split.join(wholes, on=keys, how="inner")
    rate = pl.col("plan_scale").is_not_null()
    counted = {"value": pl.col("plan_counts"), "numerator": rate, "denominator": rate}
    return pl.concat(
        _at(
            both.filter(is_count & (pl.col(name) > pl.col(f"whole_{name}"))),
            name,
            shown(pl.col(f"whole_{name}")),
        )
        for name, is_count in counted.items()
    )


def _at(rows: pl.LazyFrame, column: str, expected: pl.Expr) -> pl.LazyFrame:
    return rows.select(
        *_FOUND,
        *KEY,
        column=pl.lit(column),
        value=pl.col(f"raw_{column}"),
        expected=expected,
    )


def age_wholes(data: Dataset) -> pl.LazyFrame | None:
    """The wholes of `wholes_with_parts` by age; None where no figure has all of its age groups."""
    if not data.is_split("age"):
        return None
    rows = data.split("age")
    sent = (
        rows.filter(pl.col("age") != "")
        .group_by(keys_without("age"))
        .agg(pl.col("age").unique().sort())
        .select("indicator", "age")
        .unique()
        .collect(engine="in-memory")
    )
    sets: dict[tuple[str, ...], list[str]] = {}
    looked_at: Counter[str] = Counter()
    for indicator, groups in sent.sort("indicator", "age").iter_rows():
        if looked_at[indicator] < _SETS and _complete(data, indicator, groups):
            looked_at[indicator] += 1
            sets.setdefault(tuple(groups), []).append(indicator)
    found = [
        wholes_with_parts(rows.filter(pl.col("indicator").is_in(of)), "age", whole="", parts=groups)
        for groups, of in sorted(sets.items())
    ]
    return pl.concat(found) if found else None


def _complete(data: Dataset, indicator: str, groups: list[str]) -> bool:
    known = [ages_of(group) for group in groups]
    own = data.plan.indicators[indicator].scope.age
    whole = ages_of(own) if own else EVERYBODY
    read = [one for one in known if one]
    return whole is not None and len(read) == len(known) and make_up(read, whole)
