"""Early signs (预警): which targets are likely to be missed, from pace alone.

规划五（五）asks for warnings of targets that will be missed or that swing. Red, yellow and blue by
the pace ratio and the effort still needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.trends import direction, goes, resolution
from plan_eval.model.assessment import Level, Pace, Progress, State, Warning
from plan_eval.model.targets import Sustained


def warnings(case: Case, verdict: Verdict, progress: Progress | None) -> tuple[Warning, ...]:
    """The warnings of one indicator, most urgent first; none at the final stage."""
    if case.stage.name == "final":
        return ()
    found = [*_of_pace(case, progress), *_of_state(case, verdict), *_of_data(case)]
    order = list(Level)
    return tuple(sorted(found, key=lambda warning: order.index(warning.level)))


def _of_pace(case: Case, progress: Progress | None) -> Iterator[Warning]:
    if progress is None:
        return
    high = case.plan.header.parameters.high_effort
    effort = (("effort", progress.effort),)
    hard = progress.effort is not None and progress.effort > high
    match progress.pace:
        case Pace.REVERSED:
            level = Level.RED if len(case.points) >= 3 else Level.YELLOW
            yield Warning("reversed", level, (("margin", progress.margin),))
        case Pace.STALLED:
            yield Warning("stalled", Level.YELLOW)
        case Pace.BEHIND:
            yield Warning("behind", Level.RED if hard else Level.YELLOW, effort)
        case Pace.SLOWER:
            yield Warning("slower", Level.BLUE, effort)
        case _:
            return


def _of_state(case: Case, verdict: Verdict) -> Iterator[Warning]:
    target = case.indicator.target
    if isinstance(target, Sustained) and verdict.breaches:
        now = verdict.state is State.NOT_MET
        years = (("years", verdict.breaches),)
        yield Warning("breach", Level.YELLOW if now else Level.BLUE, years)
    if case.indicator.group == "directional" and verdict.state is State.NOT_MET:
        yield Warning("wrong_way", Level.YELLOW)
    if verdict.state is State.MET and _worsens(case):
        yield Warning("worsening", Level.BLUE)


def _worsens(case: Case) -> bool:
    wanted = case.indicator.target.direction
    if case.indicator.group != "quantified" or wanted is None or len(case.points) < 3:
        return False
    up = wanted == "down"
    found = direction([(p.year, p.value) for p in case.points], up=up)
    return goes(found, up=up, beyond=resolution(max(p.places for p in case.points)))


def _of_data(case: Case) -> Iterator[Warning]:
    latest = case.latest
    if latest is not None and latest.year < case.stage.year:
        yield Warning("late", Level.BLUE, (("year", latest.year),))
