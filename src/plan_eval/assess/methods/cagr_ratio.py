"""The ratio of growth rates: observed over required (Eurostat, Open SDG), for comparison.

It breaks where growth rates do: a zero baseline is taken as 0.001 as Open SDG does, a change of
sign gives no value, and where baseline and target are one there is nothing to divide by.
Source: open-sdg/sdg-build, `ProgressMeasure`.
"""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.assess.case import Case
from plan_eval.model.parameters import CagrRatio
from plan_eval.model.verdict import MethodVerdict, Pace

PACES = {
    "target_achieved": Pace.AHEAD_OF_TIME,
    "substantial_progress": Pace.ON_TRACK,
    "moderate_progress": Pace.SLOWER,
    "limited_progress": Pace.BEHIND,
    "deterioration": Pace.REVERSED,
    "not_available": Pace.UNDETERMINED,
}
_NEARLY_ZERO = 0.001
_STEEPNESS = 4.44  # how fast the bounds shrink as a series without target nears its limit


@dataclass(frozen=True, slots=True)
class Course:
    """Baseline, latest value and target, each with its year; `up` is the wanted direction."""

    base: float
    base_year: float
    value: float
    year: float
    target: float | None
    target_year: float
    up: bool
    limit: float | None = None

    @property
    def achieved(self) -> bool:
        """Whether the latest value meets the target."""
        if self.target is None:
            return False
        return self.value >= self.target if self.up else self.value <= self.target


def judge(case: Case) -> MethodVerdict | None:
    """The verdict on an indicator that has a direction, with its target where it has a number."""
    baseline, latest, target = case.baseline, case.latest, case.indicator.target
    wanted = case.indicator.group in ("quantified", "directional")
    if not wanted or target.direction is None or not target.has_methods:
        return None
    if baseline is None or latest is None:
        return None
    aim = target.aim(baseline.value, case.indicator.full)
    course = Course(
        base=float(baseline.value),
        base_year=baseline.year,
        value=float(latest.value),
        year=latest.year,
        target=None if aim is None else float(aim),
        target_year=case.plan.header.span.end,
        up=target.direction == "up",
        limit=100 if case.indicator.unit == "%" and target.direction == "up" else None,
    )
    value = progress_value(course)
    status = status_of(value, course, case.plan.header.parameters.cagr_ratio)
    return MethodVerdict("cagr_ratio", value, status)


def progress_value(course: Course) -> float | None:
    """Observed over required growth, or the growth itself without a target; up is good."""
    base = course.base or _NEARLY_ZERO
    if course.year - course.base_year < 1 or base * course.value < 0:
        return None
    sign = (1 if course.up else -1) * (1 if course.base >= 0 else -1)
    observed = _growth(course.value, base, course.year - course.base_year)
    if course.target is None:
        return sign * observed
    target = course.target or _NEARLY_ZERO
    if base * target < 0:
        return None
    required = abs(_growth(target, base, course.target_year - course.base_year))
    return sign * observed / required if required else None


def _growth(value: float, base: float, years: float) -> float:
    return float((value / base) ** (1 / years)) - 1


def status_of(value: float | None, course: Course, given: CagrRatio) -> str:
    """The status in Open SDG's words; not_available where there is no value."""
    if course.achieved:
        return "target_achieved"
    if value is None:
        return "not_available"
    high, middle = float(given.substantial), float(given.moderate)
    if course.target is None:
        room = _room(course)
        high, middle = float(given.substantial_growth) * room, float(given.moderate_growth) * room
    if value >= high:
        return "substantial_progress"
    if value >= middle:
        return "moderate_progress"
    return "limited_progress" if value >= 0 else "deterioration"


def _room(course: Course) -> float:
    """How far the bounds keep their size: less and less as the baseline nears the limit."""
    if course.limit is None:
        return 1
    base, limit = abs(course.base), abs(course.limit)
    if base >= 2 * limit:
        return 1
    share = base / limit if base <= limit else (2 * limit - base) / limit
    return 1 - float(share**_STEEPNESS)
