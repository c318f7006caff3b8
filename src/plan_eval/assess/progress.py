"""Progress and pace: how far, against how far it should be, each datum in its own year.

A = (y - b) / (T - b), E = (t - t0) / (t1 - t0), R = A / E. Linear, because the usual growth-rate
ratio breaks at a zero baseline, on a change of sign and where baseline = target.
"""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.trends import resolution
from plan_eval.model.assessment import Pace, Point, Progress, State
from plan_eval.model.targets import Around, Sustained


def progress(case: Case, verdict: Verdict) -> Progress | None:
    """The progress of a target with a number; None for the rest and at the final stage."""
    if case.indicator.group != "quantified" or case.stage.name == "final":
        return None
    if case.indicator.target.kind == "standard":  # the plan gives no level to move towards
        return None
    baseline, latest, bound = case.baseline, case.latest, _bound(case)
    if baseline is None or latest is None or bound is None or latest.year <= baseline.year:
        return Progress(Pace.UNDETERMINED)
    margin = latest.value - bound
    if _past(baseline.value, bound, case):
        kept = verdict.state is State.MET
        return Progress(Pace.MAINTAINED if kept else Pace.REVERSED, margin=margin)
    return _towards(case, verdict, baseline, latest, bound)


def _towards(
    case: Case, verdict: Verdict, baseline: Point, latest: Point, bound: Fraction
) -> Progress:
    span = case.plan.header.span
    start, end = baseline.year, span.end
    change = latest.value - baseline.value
    achieved = change / (bound - baseline.value)
    schedule = Fraction(latest.year - start, end - start)
    next_year = Fraction(latest.year + 1 - start, end - start)
    ratio = achieved / schedule
    effort = None
    if verdict.state is not State.MET and change and latest.year < end:
        effort = ((bound - latest.value) / (end - latest.year)) / (change / (latest.year - start))
    still = resolution(max(latest.places, baseline.places))
    pace = _pace(case, verdict, change, still, achieved, next_year, ratio)
    return Progress(pace, achieved, schedule, ratio, effort, latest.value - bound)


def _pace(
    case: Case,
    verdict: Verdict,
    change: Fraction,
    still: Fraction,
    achieved: Fraction,
    next_year: Fraction,
    ratio: Fraction,
) -> Pace:
    parameters = case.plan.header.parameters
    if verdict.state is State.MET:
        holding = isinstance(case.indicator.target, Sustained)
        return Pace.MAINTAINED if holding else Pace.AHEAD_OF_TIME
    if abs(change) <= still:
        return Pace.STALLED
    if ratio < 0:
        return Pace.REVERSED
    if achieved >= next_year:
        return Pace.FASTER
    if ratio >= Fraction(parameters.on_track):
        return Pace.ON_TRACK
    return Pace.SLOWER if ratio >= Fraction(parameters.slower) else Pace.BEHIND


def _bound(case: Case) -> Fraction | None:
    """The value to reach; for 左右 the edge of the band nearer to the baseline."""
    target = case.indicator.target
    if isinstance(target, Around) and case.baseline is not None:
        value, tolerance = Fraction(target.value), Fraction(target.tolerance)
        return value - tolerance if case.baseline.value < value else value + tolerance
    return case.bound


def _past(baseline: Fraction, bound: Fraction, case: Case) -> bool:
    """Whether the baseline was at or past the target already."""
    match case.indicator.target:
        case Around() as target:
            return abs(baseline - Fraction(target.value)) <= Fraction(target.tolerance)
        case target if target.kind == "more_than":
            return baseline > bound
        case target if target.kind == "less_than":
            return baseline < bound
        case target:
            return baseline >= bound if target.direction == "up" else baseline <= bound
