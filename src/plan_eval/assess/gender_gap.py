"""Female − male with its trend, for the district and for every town, wherever both exist."""

from __future__ import annotations

from collections.abc import Mapping

from plan_eval.assess.case import Case
from plan_eval.assess.series import Points
from plan_eval.assess.trends import resolution, slope
from plan_eval.model.comparison import GenderGap
from plan_eval.model.verdict import Point

ByYear = Mapping[int, Point]
_SEXES = ("female", "male")


def gender_gaps(case: Case) -> tuple[GenderGap, ...]:
    """The gap of the district, year by year, then that of each town, first and last year."""
    series, own = case.series, case.indicator.scope.sex
    by_sex = series.split("sex", case.indicator)
    found = [_gap(None, *(_by_year(by_sex.get(sex, ())) for sex in _SEXES))]
    women, men = series.shared_ends(*("town" if s == own else f"town_{s}" for s in _SEXES))
    for town in case.plan.towns if women and men else ():
        found.append(_gap(town, *(_by_year(one.get(town, ())) for one in (women, men))))
    return tuple(gap for gap in found if gap is not None)


def _by_year(points: Points) -> ByYear:
    return {point.year: point for point in points}


def _gap(town: str | None, women: ByYear, men: ByYear) -> GenderGap | None:
    years = tuple(year for year in women if year in men)
    if not years:
        return None
    gaps = tuple(women[year].value - men[year].value for year in years)
    if len(years) == 1:
        return GenderGap(town, years, gaps, None, None, None)
    places = max(max(women[year].places, men[year].places) for year in years)
    narrowing = abs(gaps[0]) - abs(gaps[-1]) > resolution(places)
    trend = slope(list(zip(years, gaps, strict=True))) if town is None else None
    return GenderGap(town, years, gaps, gaps[-1] - gaps[0], trend, narrowing)
