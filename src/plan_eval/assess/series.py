"""Accepted observations to series of exact points, by indicator and group.

Sorting, sifting and telling groups apart is done on whole columns; a point is made only of rows
that somebody asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import polars as pl

from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import EXACT, exact_value
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import Point, Stage

_GROUP = ("indicator", "town", "sex", "residence", "age")
_NUMBERS = ("value", "numerator", "denominator")
_CELLS = ("year", *_NUMBERS, "places", "path", "row", "note")
_year = pl.col("year")
_ENDS = (_year == _year.min().over("code")) | (_year == _year.max().over("code"))
Points = tuple[Point, ...]


@dataclass(frozen=True)
class Series:
    """The points of one indicator: `main` for the district as the target speaks of it.

    `groups` has the rows of other groups, code first and by code and year, under the dimension in
    which they differ from the main: sex, residence, age or town; women and men of each town under
    town_female and town_male.
    """

    main: Points = ()
    groups: Mapping[str, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    scale: int | None = None

    def towns(self) -> dict[str, Points]:
        """The points of each town or street, in order of their codes."""
        return self.by_code("town")

    def split(self, dimension: str, indicator: Indicator) -> dict[str, Points]:
        """The points by sex or residence, the main series in its own place."""
        own = indicator.scope.sex if dimension == "sex" else indicator.scope.residence
        mine = {own: self.main} if self.main and dimension in ("sex", "residence") else {}
        return mine | self.by_code(dimension)

    def by_code(self, dimension: str, *, ends: bool = False) -> dict[str, Points]:
        """The points of every group of one dimension; with `ends`, the first and last alone."""
        rows = self.groups.get(dimension)
        if rows is None:
            return {}
        return self._points(rows.filter(_ENDS) if ends else rows)

    def shared_ends(self, one: str, two: str) -> tuple[dict[str, Points], dict[str, Points]]:
        """The first and last points of two dimensions in the years that have both, by code."""
        first, second = self.groups.get(one), self.groups.get(two)
        if first is None or second is None:
            return {}, {}
        shared = first.join(second, on=["code", "year"], how="semi", maintain_order="left")
        ends = shared.filter(_ENDS)
        other = second.join(ends, on=["code", "year"], how="semi", maintain_order="left")
        return self._points(ends), self._points(other)

    def _points(self, rows: pl.DataFrame) -> dict[str, Points]:
        found: dict[str, list[Point]] = {}
        for code, *cells in rows.rows():
            found.setdefault(code, []).append(_point(self.scale, *cells))
        return {code: tuple(points) for code, points in found.items()}


def build_series(observations: pl.DataFrame, plan: Plan, stage: Stage) -> dict[str, Series]:
    """All series by indicator, as known at the stage; rows without a value make no point.

    Of several rows for one group and year the one reported last stands, also where it withdraws
    the figure (no value); which file or row came first is of no matter.
    """
    given = pl.col("value").is_not_null()
    rows = (
        told_apart(observations, plan, stage)
        .sort(*_GROUP, "year", "report_year", given, "path", "row", nulls_last=False)
        .unique([*_GROUP, "year"], keep="last", maintain_order=True)
        .filter(given)
        .select("indicator", "dimension", "code", *_CELLS)
        .with_columns(_plain(name) for name in _NUMBERS)
    )
    found: dict[str, dict[str, pl.DataFrame]] = {}
    keys = ["indicator", "dimension"]
    parts = rows.partition_by(keys, as_dict=True, maintain_order=True, include_key=False)
    for (name, dimension), part in parts.items():
        found.setdefault(str(name), {})[str(dimension)] = part
    return {name: _series(groups, plan.indicators[name]) for name, groups in found.items()}


def told_apart(observations: pl.DataFrame, plan: Plan, stage: Stage) -> pl.DataFrame:
    """The rows known at the stage, each with the `dimension` in which it differs and its `code`."""
    return _known(observations, stage).join(_scopes(plan), on="indicator").pipe(_told_apart)


def _known(observations: pl.DataFrame, stage: Stage) -> pl.DataFrame:
    reported = pl.coalesce("report_year", "year")
    known = [
        pl.col("indicator").is_not_null(),
        pl.col("year") <= stage.year,
    ]
    if stage.as_of is not None:
        known.append(reported <= stage.as_of)
    return observations.filter(*known).with_columns(
        *(pl.col(name).fill_null("") for name in ("town", "age")),
        *(pl.col(name).fill_null("total") for name in ("sex", "residence")),
    )


def _scopes(plan: Plan) -> pl.DataFrame:
    rows = [
        (indicator.id, indicator.scope.sex, indicator.scope.residence, indicator.scope.age or "")
        for indicator in plan.indicators.values()
    ]
    names = ("indicator", "own_sex", "own_residence", "own_age")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _told_apart(rows: pl.DataFrame) -> pl.DataFrame:
    """Name the dimension in which a row differs from the indicator's own scope, and its code."""
    age = pl.when(pl.col("age") == pl.col("own_age")).then(pl.lit("")).otherwise(pl.col("age"))
    rows = rows.with_columns(age)
    town, of_age = pl.col("town") != "", pl.col("age") != ""
    sex = pl.col("sex") != pl.col("own_sex")
    residence = pl.col("residence") != pl.col("own_residence")
    differ = pl.sum_horizontal(one.cast(pl.Int8) for one in (town, sex, residence, of_age))
    dimension = (
        pl.when(differ == 0)
        .then(pl.lit("main"))
        .when((differ == 2) & town & sex)
        .then("town_" + pl.col("sex"))
        .when(differ > 1)
        .then(pl.lit("cross"))
        .when(town)
        .then(pl.lit("town"))
        .when(sex)
        .then(pl.lit("sex"))
        .when(residence)
        .then(pl.lit("residence"))
        .otherwise(pl.lit("age"))
    )
    code = (
        pl.when(town)
        .then(pl.col("town"))
        .when(sex)
        .then(pl.col("sex"))
        .when(residence)
        .then(pl.col("residence"))
        .otherwise(pl.col("age"))
    )
    return rows.with_columns(dimension.alias("dimension"), code.alias("code"))


def _series(groups: Mapping[str, pl.DataFrame], indicator: Indicator) -> Series:
    scale = indicator.rate.scale if indicator.rate else None
    main = groups["main"].iter_rows() if "main" in groups else ()
    return Series(tuple(_point(scale, *cells) for _, *cells in main), groups, scale)


def _plain(name: str) -> pl.Expr:
    """An exact number as text without the zeros behind it: 3000, 99.97."""
    text = pl.col(name).cast(EXACT).cast(pl.String)
    return text.str.strip_chars_end("0").str.strip_chars_end(".").alias(name)


def _point(
    scale: int | None,
    year: int,
    sent: str,
    numerator: str | None,
    denominator: str | None,
    places: int | None,
    path: str,
    row: int,
    note: str | None,
) -> Point:
    shown = Decimal(sent or 0)
    above, below = _exact(numerator), _exact(denominator)
    value = exact_value(shown, above, below, scale)
    return Point(year, value, shown, places or 0, above, below, path, row, note or None)


def _exact(text: str | None) -> Fraction | None:
    if text is None:
        return None
    return Fraction(Decimal(text)) if "." in text else Fraction(int(text or 0))
