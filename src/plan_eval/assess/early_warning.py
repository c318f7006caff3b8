"""Early signs (预警): which targets are likely to be missed, and which swing.

规划五（五）asks for warnings of targets that will be missed or that swing. Red: P < .25, the wrong
way with three points, or over three times the effort so far. Yellow: P < .75, or R < .60 where
there is no P. Blue: R < .95, volatile, late, or met but worsening (which rises with P).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.assess.case import Case, Verdict
from plan_eval.assess.states.held import is_lost
from plan_eval.assess.trends import direction, goes, resolution
from plan_eval.model.targets import Around
from plan_eval.model.uncertainty import Projection, SmallCount, Volatility
from plan_eval.model.verdict import Level, Pace, Progress, State, Warning

_OF_THE_MISS = {"unlikely", "uncertain", "reversed", "effort", "stalled", "behind"}


@dataclass(frozen=True, slots=True)
class Signs:
    """The figures warnings rest on; each is None where the data do not give it.

    `reversal_by_chance`: an exact test cannot tell the latest figure from the one it fell behind.
    """

    progress: Progress | None = None
    projection: Projection | None = None
    volatility: Volatility | None = None
    small_count: SmallCount | None = None
    reversal_by_chance: bool = False

    @property
    def by_chance(self) -> bool:
        """Ups and downs that equal rates would show as well (小数波动)."""
        return self.small_count is not None and self.small_count.by_chance


def warnings(case: Case, verdict: Verdict, signs: Signs) -> tuple[Warning, ...]:
    """The warnings of one indicator, most urgent first; none at the final stage."""
    if case.stage.name == "final":
        return ()
    # of a hold that is lost and back nothing is left to reach
    to_come = not (is_lost(case) and _holds_now(case))
    ahead = [*_of_chance(case, verdict, signs), *_of_pace(case, signs)] if to_come else []
    # a level that is missed now is warned of once, however many years it has been missed
    if not any(warning.code in _OF_THE_MISS for warning in ahead):
        ahead += _of_state(case, verdict)
    swings = _of_swings(case, signs) if to_come else ()
    found = [*ahead, *swings, *_of_data(case)]
    order = list(Level)
    return tuple(sorted(found, key=lambda warning: order.index(warning.level)))


def level_of(chance: float, case: Case) -> Level | None:
    """The level a probability of meeting the target gives."""
    parameters = case.plan.header.parameters
    if chance < parameters.chance_red:
        return Level.RED
    return Level.YELLOW if chance < parameters.chance_yellow else None


def _of_chance(case: Case, verdict: Verdict, signs: Signs) -> Iterator[Warning]:
    projected = signs.projection
    level = level_of(projected.chance, case) if projected else None
    values = (
        ()
        if projected is None
        else (
            ("likelihood", projected.likelihood),
            ("year", projected.year),
            ("value", projected.value),
        )
    )
    if verdict.state is State.MET and not signs.by_chance and _worsens(case):
        if level is None and _on_wanted_side(case):
            return
        code = "worsening" if level is None else "worsening_likely"
        yield Warning(code, level or Level.BLUE, values if level else ())
    elif level is not None:
        yield Warning("unlikely" if level is Level.RED else "uncertain", level, values)


def _of_pace(case: Case, signs: Signs) -> Iterator[Warning]:
    progress = signs.progress
    if progress is None:
        return
    effort = (("effort", progress.effort),)
    if progress.effort is not None and progress.effort > case.plan.header.parameters.high_effort:
        yield Warning("effort", Level.RED, effort)
    told = signs.projection is not None and level_of(signs.projection.chance, case) is not None
    match progress.pace:
        case Pace.REVERSED:
            sure = len(case.since_baseline) >= 3 and not signs.reversal_by_chance
            level = Level.RED if sure else Level.YELLOW
            yield Warning("reversed", level, (("margin", progress.margin),))
        case Pace.STALLED if signs.projection is None:
            yield Warning("stalled", Level.YELLOW)
        case Pace.BEHIND if signs.projection is None:
            yield Warning("behind", Level.YELLOW, effort)
        case Pace.STALLED | Pace.BEHIND | Pace.SLOWER if not told:
            yield Warning("slower", Level.BLUE, effort)
        case _:
            return


def _of_state(case: Case, verdict: Verdict) -> Iterator[Warning]:
    if verdict.breaches:
        now = verdict.state is State.NOT_MET
        level, years = Level.YELLOW if now else Level.BLUE, (("years", verdict.breaches),)
        if _holds_now(case):
            yield Warning("recovered", level, years)
        else:
            yield Warning("breach", level, years)
    if case.indicator.group == "directional" and verdict.state is State.NOT_MET:
        yield Warning("wrong_way", Level.YELLOW)


def _of_swings(case: Case, signs: Signs) -> Iterator[Warning]:
    swings = signs.volatility
    if _on_wanted_side(case):
        return
    if swings is not None and swings.volatile and not signs.by_chance:
        yield Warning("volatile", Level.BLUE, (("reversals", swings.reversals),))


def _holds_now(case: Case) -> bool:
    return case.latest is not None and bool(case.meets(case.latest.value))


def _on_wanted_side(case: Case) -> bool:
    """Whether the figure is past 左右 on the side that the plan wants, whatever it does there."""
    target = case.indicator.target
    return (
        isinstance(target, Around) and case.latest is not None and target.beyond(case.latest.value)
    )


def _worsens(case: Case) -> bool:
    wanted, points = case.indicator.target.direction, case.since_baseline
    if case.indicator.group != "quantified" or wanted is None or len(points) < 3:
        return False
    beyond = resolution(max(point.places for point in points))
    return goes(direction(points), up=wanted == "down", beyond=beyond)


def _of_data(case: Case) -> Iterator[Warning]:
    latest = case.latest
    if latest is not None and latest.year < case.stage.year:
        yield Warning("late", Level.BLUE, (("year", latest.year),))
