"""What the judgement of one indicator looks at, and what it answers."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from plan_eval.assess.derived import judged_points
from plan_eval.assess.series import Points, Series
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.targets import Trend
from plan_eval.model.targets.base import Band
from plan_eval.model.verdict import Point, Reason, Stage, State


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

    def of_group(self, points: Points) -> Case:
        """The same question asked of one group of people or one place."""
        own = {self.indicator.id: Series(points)}
        return replace(self, every=ChainMap(own, self.every))  # type: ignore[arg-type]

    @cached_property
    def reported(self) -> Points:
        """The points the indicator is judged by, by year, breaks notwithstanding."""
        return judged_points(self.indicator, self.every, self.plan)

    @cached_property
    def points(self) -> Points:
        """The points that compare with the latest: those since the last break."""
        since = max(self.breaks, default=None)
        if since is None:
            return self.reported
        return tuple(point for point in self.reported if point.year >= since)

    @property
    def compared(self) -> Points:
        """The points a direction is read from; for seats filled by election one a term.

        A figure that stands until the next election is one figure, not five: a run of equal ones
        counts once, in its first year.
        """
        if self.indicator.period != "term":
            return self.points
        runs = groupby(self.points, key=lambda point: point.value)
        return tuple(next(points) for _, points in runs)

    @property
    def breaks(self) -> tuple[int, ...]:
        """The declared breaks that the data have passed."""
        last = self.reported[-1].year if self.reported else 0
        return tuple(year for year in self.indicator.breaks if year <= last)

    @cached_property
    def since_baseline(self) -> Points:
        """The comparable points from the baseline on."""
        first = self.plan.header.span.baseline
        return tuple(point for point in self.points if point.year >= first)

    @property
    def latest(self) -> Point | None:
        """The latest point that may stand for the stage's year: at most two years old."""
        return fresh(self.points, self)

    @property
    def baseline(self) -> Point | None:
        """The baseline year's point; else, where the plan file allows, the earliest since."""
        usable = self.since_baseline
        if not usable:
            return None
        exact = usable[0].year == self.plan.header.span.baseline
        return usable[0] if exact or self.plan.header.parameters.provisional_baseline else None

    @property
    def bound(self) -> Fraction | None:
        """The printed level, exact; None where there is none."""
        return self.indicator.target.level(self.indicator.full)

    @property
    def band(self) -> Band | None:
        """The values that meet the target; None where no single figure can tell."""
        return self.indicator.target.band(self.indicator.full)

    @property
    def is_sampled(self) -> bool:
        """Whether chance has a part in the figures: counts of people, no census, no difference."""
        target = self.indicator.target
        judged = self.band is not None or isinstance(target, Trend)
        return judged and not target.derived and not self.indicator.is_census

    def meets(self, value: Fraction) -> bool | None:
        """Whether one exact figure meets the target."""
        return self.indicator.target.meets(value, self.indicator.full)


@dataclass(frozen=True)
class Verdict:
    """A state with its reasons; `value` is what was compared with the bound."""

    state: State
    value: Fraction | None = None
    reasons: tuple[Reason, ...] = ()
    failing: tuple[str, ...] = ()
    breaches: tuple[int, ...] = ()


def fresh(points: Points, case: Case) -> Point | None:
    """The last of `points` if it is recent enough for the stage, else None. No imputation."""
    oldest = case.stage.year - case.plan.header.parameters.stand_in_years
    return points[-1] if points and points[-1].year >= oldest else None


def undetermined(code: str, value: Fraction | None = None, **values: object) -> Verdict:
    """No verdict, and why; `value` is what could not be judged."""
    return Verdict(State.UNDETERMINED, value, (Reason(code, tuple(values.items())),))


def no_data(case: Case, sent: Sequence[Point] | None = None) -> Verdict:
    """No verdict for want of a figure: not yet due, none at all, or none recent enough.

    `sent` are the figures that decide, by year, where those are not the indicator's own.
    """
    if not case.stage.due:
        reason = Reason("not_due", (("year", case.stage.year),))
        return Verdict(State.NOT_DUE, reasons=(reason,))
    points = case.points if sent is None else sent
    return undetermined("stale", year=points[-1].year) if points else undetermined("no_data")


def met_if(condition: bool) -> State:
    """MET or NOT_MET."""
    return State.MET if condition else State.NOT_MET
