"""The gap between two groups, year by year, as a series of its own."""

from __future__ import annotations

from dataclasses import replace

from plan_eval.assess.case import Case
from plan_eval.assess.series import Series
from plan_eval.model.assessment import Point
from plan_eval.model.targets import Gap

_PAIRS = {"sex": ("female", "male"), "residence": ("urban", "rural")}


def gap_points(case: Case, target: Gap) -> tuple[Point, ...]:
    """|first - second| for every year that has both; between units, the highest less the lowest.

    The point keeps the place of the first figure; numerator and denominator mean nothing here.
    """
    of = case.plan.indicators[target.of] if target.of else case.indicator
    series = case.every.get(of.id, Series())
    if target.dimension == "unit":
        by_year: dict[int, list[Point]] = {}
        for points in series.units().values():
            for point in points:
                by_year.setdefault(point.year, []).append(point)
        ranked = [sorted(of, key=lambda p: p.value) for _, of in sorted(by_year.items())]
        pairs = [(of[-1], of[0]) for of in ranked if len(of) > 1]
    else:
        split = series.split(target.dimension, of)
        one, other = (split.get(code, ()) for code in _PAIRS[target.dimension])
        second = {point.year: point for point in other}
        pairs = [(point, second[point.year]) for point in one if point.year in second]
    return tuple(_difference(first, second) for first, second in pairs)


def _difference(first: Point, second: Point) -> Point:
    return replace(
        first,
        value=abs(first.value - second.value),
        shown=abs(first.shown - second.shown),
        places=max(first.places, second.places),
        numerator=None,
        denominator=None,
    )
