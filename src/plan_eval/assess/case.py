"""What the judgement of one indicator looks at, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from plan_eval.assess.derived import judged_points
from plan_eval.assess.series import Series
from plan_eval.model.assessment import Point, Reason, Stage, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan


@dataclass(frozen=True)
class Case:
    """One indicator at a stage; `every` has the series of all indicators, cut off at the stage."""

    plan: Plan
    indicator: Indicator
    stage: Stage
    every: Mapping[str, Series]

    @property
    def series(self) -> Series:
        """The indicator's own series."""
        return self.every.get(self.indicator.id, Series())

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The points the indicator is judged by, by year."""
        return judged_points(self.indicator, self.every, self.plan)

    @property
    def latest(self) -> Point | None:
        """The latest point that may stand for the stage's year: at most two years old."""
        return fresh(self.points, self)

    @cached_property
    def baseline(self) -> Point | None:
        """The baseline year's point; else, where the plan file allows, the earliest since."""
        span = self.plan.header.span
        usable = [point for point in self.points if point.year >= span.baseline]
        if not usable:
            return None
        exact = usable[0].year == span.baseline
        return usable[0] if exact or self.plan.header.parameters.provisional_baseline else None

    @property
    def bound(self) -> Fraction | None:
        """The target value, exact."""
        return None if self.indicator.bound is None else Fraction(self.indicator.bound)


@dataclass(frozen=True)
class Verdict:
    """A state with its reasons; `value` is what was compared with the bound."""

    state: State
    value: Fraction | None = None
    reasons: tuple[Reason, ...] = ()
    failing: tuple[str, ...] = ()
    breaches: tuple[int, ...] = ()
    p_value: float | None = None


def fresh(points: tuple[Point, ...], case: Case) -> Point | None:
    """The last of `points` if it is recent enough for the stage, else None. No imputation."""
    oldest = case.stage.year - case.plan.header.parameters.stand_in_years
    return points[-1] if points and points[-1].year >= oldest else None


def undetermined(code: str, **values: object) -> Verdict:
    """No verdict, and why."""
    return Verdict(State.UNDETERMINED, reasons=(Reason(code, tuple(values.items())),))


def no_data(case: Case) -> Verdict:
    """No verdict for want of a figure: none at all, or none recent enough."""
    points = case.points
    return undetermined("stale", year=points[-1].year) if points else undetermined("no_data")


def met_if(condition: bool) -> State:
    """MET or NOT_MET."""
    return State.MET if condition else State.NOT_MET
