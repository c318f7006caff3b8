"""A level: the latest figure is in the target's band or it is not. Exact, before any rounding."""

from __future__ import annotations

from plan_eval.assess.case import Case, Verdict, met_if, no_data
from plan_eval.assess.states.held import judge_held
from plan_eval.model.targets import Around, Target
from plan_eval.model.verdict import Reason, State


def judge(case: Case, target: Target) -> Verdict:
    """Met, not met, or undetermined where the plan gives a standard and no level (生活圈)."""
    assumed = _assumed(case, target)
    if target.held:
        return judge_held(case, target, assumed)
    latest = case.latest
    if latest is None:
        return no_data(case)
    met = case.meets(latest.value)
    if met is None:
        return Verdict(State.UNDETERMINED, latest.value, (Reason("no_level"),))
    return Verdict(met_if(met), latest.value, assumed)


def _assumed(case: Case, target: Target) -> tuple[Reason, ...]:
    """What the plan file adds to 左右: its tolerance, and the side past which nothing is amiss."""
    if not isinstance(target, Around):
        return ()
    found = [Reason("tolerance", (("tolerance", target.tolerance),))]
    if case.latest is not None and target.beyond(case.latest.value):
        found.append(Reason("wanted_side"))
    return tuple(found)
