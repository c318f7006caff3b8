"""Progress and pace: how far, against how far it should be, each datum in its own year.

A = (y - b) / (T - b), E = (t - t0) / (t1 - t0), R = A / E. Linear, because the usual growth-rate
ratio breaks at a zero baseline, on a change of sign and where baseline = target. The plan file may
name another method; it then decides the pace, and the three figures stay beside it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.methods import cagr_ratio, recent_change
from plan_eval.assess.states.held import is_lost
from plan_eval.assess.trends import resolution
from plan_eval.model.parameters import Parameters
from plan_eval.model.verdict import MethodVerdict, Pace, Point, Progress, State


def progress(case: Case, verdict: Verdict) -> Progress | None:
    """The progress of a target with a number; None for the rest and at the final stage."""
    if case.indicator.group != "quantified" or case.stage.name == "final":
        return None
    if case.indicator.target.aim(None, case.indicator.full) is None:  # no level to move towards
        return None
    baseline, latest, bound = case.baseline, case.latest, aim(case)
    if baseline is None or latest is None or bound is None or latest.year <= baseline.year:
        return Progress(Pace.UNDETERMINED)
    margin = latest.value - bound
    if is_lost(case) and case.meets(latest.value):  # nothing is left to move towards
        return Progress(Pace.UNDETERMINED, margin=margin)
    if case.meets(baseline.value):
        kept = verdict.state is State.MET
        return Progress(Pace.MAINTAINED if kept else Pace.REVERSED, margin=margin)
    if baseline.value == bound:
        return Progress(_from_the_brink(verdict, margin), margin=margin)
    return _towards(case, verdict, baseline, latest, bound)


def _from_the_brink(verdict: Verdict, margin: Fraction) -> Pace:
    """A baseline right on a bound that excludes it: no way to measure, only which side."""
    if verdict.state is State.MET:
        return Pace.AHEAD_OF_TIME
    return Pace.REVERSED if margin else Pace.STALLED


def methods(case: Case, found: Progress | None) -> tuple[MethodVerdict, ...]:
    """What every method says of a case, for comparison; nothing at the final stage."""
    if case.stage.name == "final" or case.latest is None:
        return ()
    said = [cagr_ratio.judge(case), recent_change.judge(case)]
    if found is not None:
        ratio = None if found.ratio is None else float(found.ratio)
        said.insert(0, MethodVerdict("linear", ratio, str(found.pace)))
    return tuple(one for one in said if one is not None)


def aim(case: Case) -> Fraction | None:
    """The value that progress is measured to: the end of the target's band."""
    baseline = case.baseline
    return case.indicator.target.aim(baseline.value if baseline else None, case.indicator.full)


def _towards(
    case: Case, verdict: Verdict, baseline: Point, latest: Point, bound: Fraction
) -> Progress:
    start, end = baseline.year, case.plan.header.span.end
    change = latest.value - baseline.value
    achieved = change / (bound - baseline.value)
    schedule = Fraction(latest.year - start, end - start)
    effort = None
    if verdict.state is not State.MET and change and latest.year < end:
        effort = ((bound - latest.value) / (end - latest.year)) / (change / (latest.year - start))
    moved = abs(change) > resolution(max(latest.places, baseline.places))
    linear = Progress(
        _linear(achieved, schedule, Fraction(1, end - start), case.plan.header.parameters)
        if moved
        else Pace.STALLED,
        achieved,
        schedule,
        achieved / schedule,
        effort,
        latest.value - bound,
        bound,
    )
    return _with_pace(linear, case, verdict)


def _linear(achieved: Fraction, schedule: Fraction, year: Fraction, given: Parameters) -> Pace:
    ratio = achieved / schedule
    if ratio < 0:
        return Pace.REVERSED
    if achieved >= schedule + year:
        return Pace.FASTER
    if ratio >= Fraction(given.on_track):
        return Pace.ON_TRACK
    return Pace.SLOWER if ratio >= Fraction(given.slower) else Pace.BEHIND


def _with_pace(linear: Progress, case: Case, verdict: Verdict) -> Progress:
    """Met before its year comes first, whatever the method."""
    pace = linear.pace
    if verdict.state is State.MET:
        early = case.indicator.target.hold != "every_year"  # a level to hold is not met early
        pace = Pace.AHEAD_OF_TIME if early else Pace.ON_TRACK
    elif case.plan.header.parameters.method != "linear":
        of = {"cagr_ratio": cagr_ratio, "recent_change": recent_change}
        module = of[case.plan.header.parameters.method]
        said = module.judge(case)
        pace = module.PACES[said.status] if said else Pace.UNDETERMINED
    return replace(linear, pace=pace)
