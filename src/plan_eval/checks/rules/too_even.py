"""Figures that are each possible and together unlikely: for the eye of a statistician, no fault.

Every figure of a department exactly on its target; a figure that has not moved for years; the same
in every town; last digits that are 0 or 5 more often than one in five. 0 and 100 % may well be and
stay what they are, so they are left out.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.against_target import judged_rows
from plan_eval.checks.conditions import several_years
from plan_eval.checks.dataset import PLACE, Dataset
from plan_eval.checks.rule import Find, Rule, shown
from plan_eval.model.finding import Severity
from plan_eval.model.observation import NUMBERS

_FEWEST = 5
"""Figures, or towns, that are worth the word "all"."""
_LEAST = 100
"""Below it the last digit is no digit of chance: it is the number."""
_SHARE = 0.2
_FILE = ("path", "year", "department")


def _at_an_end() -> pl.Expr:
    full = pl.col("plan_share") & (pl.col("value") == pl.coalesce("plan_scale", 100))
    return (pl.col("value") == 0) | full


def _this_year() -> pl.Expr:
    return (pl.col("year") == pl.col("report_year")).fill_null(value=True)


def _on_target(data: Dataset) -> pl.LazyFrame:
    """All figures of a department's year that have a level stand on it."""
    judged = judged_rows(data).select(PLACE)
    return (
        data.current.join(judged, on=PLACE, how="semi", nulls_equal=True)
        .filter(~_at_an_end() & ~pl.col("plan_per_town"))
        .group_by(_FILE)
        .agg((pl.col("value") == pl.col("plan_bound")).all().alias("all"), pl.len(), _first_row())
        .filter(pl.col("all") & (pl.col("len") >= _FEWEST))
        .with_columns(value=pl.col("len"))
    )


def _unchanged(data: Dataset) -> pl.LazyFrame:
    """A figure that is the same in as many years on end as the plan's `unchanged_years`."""
    years = data.plan.header.parameters.unchanged_years
    rows = data.current.filter(pl.col("value").is_not_null() & ~_at_an_end()).sort(
        "series", "year", maintain_order=True
    )
    back = [
        (pl.col("value").shift(n) == pl.col("value")).over("series")
        & (pl.col("year").shift(n) == pl.col("year") - n).over("series")
        for n in range(1, years)
    ]
    return rows.filter(pl.all_horizontal(back) & _this_year()).with_columns(
        column=pl.lit("value"), value=pl.col("raw_value"), expected=pl.lit(years)
    )


def _all_towns_equal(data: Dataset) -> pl.LazyFrame:
    """The same figure in every town that sent one."""
    towns = data.current.filter(
        (pl.col("town") != "") & pl.col("value").is_not_null() & ~_at_an_end() & _this_year()
    )
    return (
        towns.group_by(*_FILE, "indicator", "sex", "age", "residence")
        .agg(pl.col("value").n_unique().alias("different"), _shown_value(), pl.len(), _first_row())
        .filter((pl.col("different") == 1) & (pl.col("len") >= _FEWEST))
        .with_columns(column=pl.lit("value"), expected=pl.col("len"))
    )


def _last_digits(data: Dataset) -> pl.LazyFrame:
    """Files whose numbers end in 0 or 5 so often that chance gives it less than `digits_p`."""
    from scipy.stats import binomtest  # slow to load, and asked for on request only

    parameters = data.plan.header.parameters
    limit = float(parameters.digits_p)
    rows = data.current.filter(_this_year())
    counted = {
        name: pl.col("plan_counts") if name == "value" else pl.col("plan_scale").is_not_null()
        for name in NUMBERS
    }
    # one number that serves several rows is one number
    numbers = pl.concat(
        rows.filter(is_count & (pl.col(name) >= _LEAST)).select(
            *_FILE, "row", number=pl.col(name).cast(pl.Int64)
        )
        for name, is_count in counted.items()
    ).unique([*_FILE, "number"])
    files = (
        numbers.group_by(_FILE)
        .agg((pl.col("number") % 5 == 0).sum().alias("fives"), pl.len(), _first_row())
        .filter(pl.col("len") >= parameters.digits_figures)
        .collect(engine="in-memory")
    )
    rare = [
        binomtest(fives, of, _SHARE, alternative="greater").pvalue < limit
        for fives, of in files.select("fives", "len").iter_rows()
    ]
    return (
        files.filter(pl.Series(rare, dtype=pl.Boolean))
        .lazy()
        .with_columns(value=pl.col("fives"), expected=pl.col("len"))
    )


def _first_row() -> pl.Expr:
    return pl.col("row").min()


def _shown_value() -> pl.Expr:
    return shown(pl.col("value").first())


def _for_information(code: str, name: str, find: Find, *, years: bool = False) -> Rule:
    return Rule(
        code=code,
        name=name,
        severity=Severity.INFO,
        find=find,
        scope="unit",
        on_accepted=True,
        on_request=True,
        conditions=(several_years,) if years else (),
    )


RULES = (
    _for_information("PE706", "all-on-target", _on_target),
    _for_information("PE707", "unchanged-for-years", _unchanged, years=True),
    _for_information("PE708", "towns-all-equal", _all_towns_equal),
    _for_information("PE709", "rounded-digits", _last_digits),
)
