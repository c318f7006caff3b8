"""Series that are computed from others: gaps between groups, shares of towns that reach a floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from plan_eval.assess.series import Series
from plan_eval.model.assessment import Place, Point
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import PARTS_OF
from plan_eval.model.plan import Plan
from plan_eval.model.targets import Compared, EachUnit, Gap


def judged_points(
    indicator: Indicator, every: Mapping[str, Series], plan: Plan
) -> tuple[Point, ...]:
    """The points an indicator is judged by: its main series, or one computed from its groups."""
    match indicator.target:
        case Gap() as target:
            return gap_points(indicator, target, every, plan)
        case Compared() as target:
            return compared_points(indicator, target, every, plan)
        case EachUnit() as target:
            return town_shares(every.get(indicator.id, Series()), target, plan)
        case _:
            return every.get(indicator.id, Series()).main


def gap_points(
    indicator: Indicator, target: Gap, every: Mapping[str, Series], plan: Plan
) -> tuple[Point, ...]:
    """|first - second| for every year that has both; between towns, the highest less the lowest.

    The numerator of the point is the smaller of the two counts.
    """
    of = plan.indicators[target.of] if target.of else indicator
    if target.dimension == "town":
        years = _by_year(every.get(of.id, Series())).values()
        ranked = [sorted(points, key=lambda p: p.value) for points in years]
        pairs = [(points[-1], points[0]) for points in ranked if len(points) > 1]
    else:
        pairs = _paired(of, every, target.dimension, PARTS_OF[target.dimension])
    gaps = (_difference(first, second) for first, second in pairs)
    return tuple(replace(gap, value=abs(gap.value), shown=abs(gap.shown)) for gap in gaps)


def compared_points(
    indicator: Indicator, target: Compared, every: Mapping[str, Series], plan: Plan
) -> tuple[Point, ...]:
    """First - other with its sign, for every year that has both."""
    of = plan.indicators[target.of] if target.of else indicator
    return tuple(
        _difference(first, second)
        for first, second in _paired(of, every, target.dimension, target.pair)
    )


def _paired(
    of: Indicator, every: Mapping[str, Series], dimension: str, codes: tuple[str, str]
) -> list[tuple[Point, Point]]:
    split = every.get(of.id, Series()).split(dimension, of)
    one, other = (split.get(code, ()) for code in codes)
    second = {point.year: point for point in other}
    return [(point, second[point.year]) for point in one if point.year in second]


def town_shares(series: Series, target: EachUnit, plan: Plan) -> tuple[Point, ...]:
    """The share (%) of all towns of the register that reach the floor, by year."""
    register = plan.towns
    return tuple(
        _share([p for p in points if target.town_meets(p.value)], len(register), points)
        for points in _by_year(series).values()
    )


def _by_year(series: Series) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = {}
    for points in series.towns().values():
        for point in points:
            found.setdefault(point.year, []).append(point)
    return dict(sorted(found.items()))


def _share(reached: list[Point], towns: int, points: list[Point]) -> Point:
    value = Fraction(100 * len(reached), towns)
    shown = (Decimal(100 * len(reached)) / towns).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return replace(
        points[0],
        value=value,
        shown=shown,
        places=1,
        numerator=Fraction(len(reached)),
        denominator=Fraction(towns),
        others=_places(points[1:]),
    )


def _difference(first: Point, second: Point) -> Point:
    counts = [one.numerator for one in (first, second) if one.numerator is not None]
    return replace(
        first,
        value=first.value - second.value,
        shown=first.shown - second.shown,
        places=max(first.places, second.places),
        numerator=min(counts) if len(counts) == 2 else None,
        denominator=None,
        others=_places([second]),
    )


def _places(points: list[Point]) -> tuple[Place, ...]:
    return tuple(Place(point.path, point.row) for point in points)
