"""Words against data: measures against outcomes, projects against deliverables, claims of 完成.

Done and met: 有效. Done but behind: 措施落实但成效不足, the finding an evaluator most needs. Not
done and behind: 落实不到位. Not done but met: 目标先行.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from plan_eval.model.assessment import Result, SelfAssessment
from plan_eval.model.comparison import Claim, Effect
from plan_eval.model.plan import Plan
from plan_eval.model.verdict import Checklist, EffectKind, Stage, State

_DONE = (Checklist.DONE, Checklist.PARTLY)


def effects(
    results: Mapping[str, Result], said: Mapping[str, SelfAssessment], plan: Plan, stage: Stage
) -> dict[str, Effect]:
    """Every measure against the goals it serves, every key project against its deliverables."""
    judged = {
        measure: {
            indicator.id: results[indicator.id]
            for goal in plan.goals_served_by(measure)
            for indicator in plan.indicators_of(goal.id)
        }
        for measure in plan.measures
    }
    judged |= {
        project: {indicator.id: results[indicator.id] for indicator in plan.indicators_of(project)}
        for project in plan.key_projects
    }
    found = {}
    for item, of in judged.items():
        status = said[item].status if item in said else None
        reached = outcome(of.values(), stage)
        found[item] = Effect(item, status, reached, effect(status, reached))
    return found


def outcome(results: Iterable[Result], stage: Stage) -> bool | None:
    """Whether all that can be judged is met or, before the final stage, on its way in time.

    A target of 2030 that is on schedule in 2025 is no failure of the measures behind it.
    """
    known = [result for result in results if result.state in (State.MET, State.NOT_MET)]
    return all(_well(one, stage) for one in known) if known else None


def _well(result: Result, stage: Stage) -> bool:
    if result.state is State.MET:
        return True
    return stage.name != "final" and result.progress is not None and result.progress.pace.on_course


def effect(status: Checklist | None, reached: bool | None) -> EffectKind:
    """One of the four, or undetermined where one side is missing."""
    if status is None or reached is None:
        return EffectKind.UNDETERMINED
    if status in _DONE:
        return EffectKind.DONE_MET if reached else EffectKind.DONE_BEHIND
    return EffectKind.OPEN_MET if reached else EffectKind.OPEN_BEHIND


def claims(
    results: Mapping[str, Result], said: Mapping[str, SelfAssessment], plan: Plan
) -> Iterator[Claim]:
    """The items that say 完成 while an indicator of theirs misses its target, in plan order."""
    for item in plan.items:
        own = said.get(item)
        if own is None or own.status is not Checklist.DONE:
            continue
        missed = tuple(
            indicator.id
            for indicator in plan.indicators_of(item)
            if results[indicator.id].state is State.NOT_MET
        )
        if missed:
            yield Claim(item, own.department, missed, own.path, own.row)
