"""Tallies that add up, by group of targets, area, department and for the whole plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from plan_eval.model.assessment import Checklist, Result, State, Tally
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan

GROUPS = ("quantified", "directional", "qualitative")


def tally(results: Iterable[Result], plan: Plan) -> dict[str, Tally]:
    """One tally a group, and `all` for their sum; reference figures are in none."""
    by_group: dict[str, list[Result]] = {group: [] for group in GROUPS}
    for result in results:
        group = plan.indicators[result.indicator].group
        if group in by_group:
            by_group[group].append(result)
    found = {group: _count(of) for group, of in by_group.items()}
    return {**found, "all": _count([result for of in by_group.values() for result in of])}


def _count(results: list[Result]) -> Tally:
    states = [result.state for result in results]
    return Tally(
        met=states.count(State.MET),
        not_met=states.count(State.NOT_MET),
        undetermined=states.count(State.UNDETERMINED) + states.count(State.NOT_DUE),
        qualitative=states.count(None),
        total=len(states),
        on_course=sum(_on_course(result) for result in results),
        nearly=sum(result.nearly for result in results),
    )


def _on_course(result: Result) -> bool:
    pace = result.progress.pace if result.progress else None
    return result.state is State.NOT_MET and pace is not None and pace.on_course


def tally_by(
    key: Callable[[Indicator], str], results: Mapping[str, Result], plan: Plan
) -> dict[str, dict[str, Tally]]:
    """The tallies of each area or department, in the order of the plan."""
    parts: dict[str, list[Result]] = {}
    for name, result in results.items():
        parts.setdefault(key(plan.indicators[name]), []).append(result)
    return {part: tally(of, plan) for part, of in parts.items()}


def goal_states(results: Mapping[str, Result], plan: Plan) -> dict[str, State | Checklist]:
    """A goal is met when all its indicators are; without figures its checklist speaks."""
    return {goal: _goal([results[i.id] for i in plan.indicators_of(goal)]) for goal in plan.goals}


def _goal(results: list[Result]) -> State | Checklist:
    states = {result.state for result in results} - {None}
    for decisive in (State.NOT_MET, State.UNDETERMINED, State.NOT_DUE, State.MET):
        if decisive in states:
            return decisive
    lists = [result.checklist for result in results if result.checklist is not None]
    weakest_first = list(reversed(Checklist))
    return min(lists, key=weakest_first.index, default=Checklist.NO_EVIDENCE)
