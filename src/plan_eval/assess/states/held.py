"""Levels to hold: 稳定在, 保持在 in every year; 达到并保持在 from the first year that reaches them.

The rule is the same at every stage, over the years up to the stage's own: a broken hold is not
repaired by coming back, unless the plan file says so (`sustained: recovered`).
"""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, fresh, no_data, undetermined
from plan_eval.assess.series import Points
from plan_eval.model.targets import Target
from plan_eval.model.verdict import Reason, State


def judge_held(case: Case, target: Target, assumed: tuple[Reason, ...] = ()) -> Verdict:
    """Every year that counts must be there and hold: a breach is not met, a gap undetermined.

    A break in the series hides no year. `assumed` is what the level itself rests on.
    """
    latest = fresh(case.reported, case)
    if latest is None:
        return no_data(case)
    years = years_that_count(case)
    breaches = tuple(point.year for point in years if not case.meets(point.value))
    now = bool(case.meets(latest.value))
    if breaches and now:
        back = Reason("recovered", (("years", breaches),))
        state = State.MET if _forgiven(case) else State.NOT_MET
        return Verdict(state, latest.value, (*assumed, back), breaches=breaches)
    if breaches:
        why = Reason("breaches", (("years", breaches),))
        return Verdict(State.NOT_MET, latest.value, (*assumed, why), breaches=breaches)
    if not now:  # not reached yet: nothing was there to be lost
        return Verdict(State.NOT_MET, latest.value, assumed)
    missing = _missing(case, years)
    if missing:
        return undetermined("missing_years", latest.value, years=missing)
    return Verdict(State.MET, latest.value, assumed)


def years_that_count(case: Case) -> Points:
    """The points of the plan's years that the hold is asked of."""
    points = tuple(p for p in case.reported if p.year >= case.plan.header.span.start)
    if case.indicator.target.hold != "once_reached":
        return points
    reached = next((n for n, point in enumerate(points) if case.meets(point.value)), len(points))
    return points[reached:]


def is_lost(case: Case) -> bool:
    """Whether a year that counts was missed and none that follows can make up for it."""
    if not case.indicator.target.held or _forgiven(case):
        return False
    return not all(case.meets(point.value) for point in years_that_count(case))


def _forgiven(case: Case) -> bool:
    return case.plan.header.parameters.sustained == "recovered"


def _missing(case: Case, years: Points) -> tuple[int, ...]:
    """The years without a figure between the first that counts and the stage's own.

    The last may be stood in for, as everywhere. For seats filled by election a figure stands until
    the next one.
    """
    if case.indicator.period == "term" or not years:
        return ()
    every_year = case.indicator.target.hold == "every_year"
    first = case.plan.header.span.start if every_year else years[0].year
    last = case.stage.year if case.stage.name == "final" else years[-1].year
    return tuple(sorted({*range(first, last + 1)} - {point.year for point in years}))
