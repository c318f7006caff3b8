"""Accepted observations to series of exact points, by indicator and group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import polars as pl

from plan_eval.model.assessment import Group, Point
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan

GroupKey = tuple[str, str, str]


@dataclass(frozen=True)
class Series:
    """The points of one indicator: `main` for the district as the target speaks of it.

    `groups` has the other points by (area, sex, residence); each list is sorted by year.
    """

    main: tuple[Point, ...] = ()
    groups: Mapping[GroupKey, tuple[Point, ...]] = field(default_factory=dict)

    def until(self, year: int) -> Series:
        """The series as it stood in a year: later points are not looked at."""
        return Series(
            tuple(p for p in self.main if p.year <= year),
            {key: tuple(p for p in of if p.year <= year) for key, of in self.groups.items()},
        )

    def units(self) -> dict[str, tuple[Point, ...]]:
        """The points of each town or street."""
        return {area: points for (area, _, _), points in self.groups.items() if area and points}

    def split(self, dimension: str, indicator: Indicator) -> dict[str, tuple[Point, ...]]:
        """The points by sex or residence, the main series in its own place."""
        own = (indicator.scope.sex, indicator.scope.residence)
        at = 0 if dimension == "sex" else 1
        found: dict[str, tuple[Point, ...]] = {own[at]: self.main} if self.main else {}
        for (area, *codes), points in self.groups.items():
            if not area and codes[1 - at] == own[1 - at] and points:
                found[codes[at]] = points
        return found


def build_series(observations: pl.DataFrame, plan: Plan) -> dict[str, Series]:
    """All series by indicator; rows without a value make no point."""
    grouped: dict[str, dict[GroupKey, list[Point]]] = {}
    known = observations.filter(
        pl.col("value").is_not_null() & pl.col("indicator").is_not_null()
    ).sort("indicator", "year", "area", "sex", "residence", "path", "row")
    for row in known.iter_rows(named=True):
        key = (row["area"], row["sex"], row["residence"])
        point = _point(row, plan.indicators[row["indicator"]])
        grouped.setdefault(row["indicator"], {}).setdefault(key, []).append(point)
    return {name: _series(plan.indicators[name], by_key) for name, by_key in grouped.items()}


def _series(indicator: Indicator, by_key: Mapping[GroupKey, list[Point]]) -> Series:
    own = ("", indicator.scope.sex, indicator.scope.residence)
    return Series(
        main=tuple(by_key.get(own, ())),
        groups={key: tuple(points) for key, points in by_key.items() if key != own},
    )


def _point(row: Mapping[str, object], indicator: Indicator) -> Point:
    shown = _trimmed(row["value"])
    numerator, denominator = _fraction(row["numerator"]), _fraction(row["denominator"])
    value = Fraction(shown)
    if indicator.rate and numerator is not None and denominator:
        value = numerator / denominator * indicator.rate.scale
    year, number, places = row["year"], row["row"], row["places"]
    assert isinstance(year, int)
    assert isinstance(number, int)
    return Point(
        year=year,
        value=value,
        shown=shown,
        places=places if isinstance(places, int) else 0,
        numerator=numerator,
        denominator=denominator,
        path=str(row["path"]),
        row=number,
        note=str(row["note"]) if row["note"] else None,
    )


def _trimmed(value: object) -> Decimal:
    assert isinstance(value, Decimal)
    return Decimal(format(value, "f").rstrip("0").rstrip(".")) if value else Decimal(0)


def _fraction(value: object) -> Fraction | None:
    return Fraction(value) if isinstance(value, Decimal) else None


def latest_groups(series: Series, year: int) -> tuple[Group, ...]:
    """The figures of every group in a year, sexes first, then residences, then units."""
    found = []
    for (area, sex, residence), points in series.groups.items():
        point = next((p for p in points if p.year == year), None)
        if point is None:
            continue
        if area:
            found.append(Group("unit", area, point))
        elif residence != "total":
            found.append(Group("residence", residence, point))
        else:
            found.append(Group("sex", sex, point))
    order = {"sex": 0, "residence": 1, "unit": 2}
    return tuple(sorted(found, key=lambda group: (order[group.dimension], group.code)))
