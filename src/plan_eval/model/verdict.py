"""The words verdicts are made of: states, paces, evidence, levels; and points in time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

StageName = Literal["annual", "midterm", "final"]
MethodName = Literal["linear", "cagr_ratio", "recent_change"]
"""The ways of measuring progress."""


class State(StrEnum):
    """达标状态. NOT_DUE: the stage lies ahead of the data asked for, nothing to judge yet."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NOT_DUE = "not_due"


class Pace(StrEnum):
    """进度, for targets with a baseline and a number.

    MAINTAINED: met, and met already at the baseline; calling that 提前实现 would praise what was
    there before the plan, and 保持达标 is said of nothing else.
    """

    AHEAD_OF_TIME = "ahead_of_time"
    MAINTAINED = "maintained"
    FASTER = "faster"
    ON_TRACK = "on_track"
    SLOWER = "slower"
    BEHIND = "behind"
    STALLED = "stalled"
    REVERSED = "reversed"
    UNDETERMINED = "undetermined"

    @property
    def on_course(self) -> bool:
        """Whether the target is met, or will be in its time if all goes on as before (进度正常)."""
        return self in (Pace.AHEAD_OF_TIME, Pace.MAINTAINED, Pace.FASTER, Pace.ON_TRACK)


class Evidence(StrEnum):
    """How firmly the data carries the verdict."""

    FIRM = "firm"
    INDICATIVE = "indicative"
    INSUFFICIENT = "insufficient"


class Checklist(StrEnum):
    """The state of a qualitative demand, from self-assessments."""

    DONE = "done"
    PARTLY = "mostly_done"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"
    NO_EVIDENCE = "no_evidence"


class Level(StrEnum):
    """预警等级, most urgent first."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"


class EffectKind(StrEnum):
    """Measures against outcomes (策略措施实施效果)."""

    DONE_MET = "done-met"
    DONE_BEHIND = "done-behind"
    OPEN_BEHIND = "open-behind"
    OPEN_MET = "open-met"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and the year it stands in.

    `as_of` is the last year of report that is looked at: what was sent later is not known yet.
    """

    name: StageName
    year: int
    as_of: int | None = None

    @property
    def due(self) -> bool:
        """Whether the stage's year has been reported on."""
        return self.as_of is None or self.as_of >= self.year


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a submission."""

    path: str
    row: int


@dataclass(frozen=True, slots=True)
class Point:
    """One accepted figure: exact value, the figure as published, and where it came from.

    `value` is numerator / denominator × scale where both are given, else the figure itself. A
    figure computed from several rows names the first as its own and the rest in `others`.
    """

    year: int
    value: Fraction
    shown: Decimal
    places: int
    numerator: Fraction | None
    denominator: Fraction | None
    path: str
    row: int
    note: str | None = None
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is: a key of the `reasons` words and its values."""

    code: str
    values: tuple[tuple[str, object], ...] = ()


BY_CHANCE = frozenset(("indistinct", "miss_by_chance", "reversal_by_chance"))
"""A miss or a reversal that an exact test cannot tell: 提示性, and never the first concern."""


@dataclass(frozen=True, slots=True)
class Progress:
    """完成进度 A, 时序进度 E, pace ratio R = A / E, needed effort k; None where undefined.

    `aim` is the value A is measured to: the bound, for 左右 the nearer edge of the band.
    """

    pace: Pace
    achieved: Fraction | None = None
    schedule: Fraction | None = None
    ratio: Fraction | None = None
    effort: Fraction | None = None
    margin: Fraction | None = None
    aim: Fraction | None = None

    @property
    def printed(self) -> Fraction | None:
        """完成进度 from 0 to 1: the wrong way and beyond are said by the pace, not by 667 %."""
        if self.achieved is None:
            return None
        return min(max(self.achieved, Fraction(0)), Fraction(1))


@dataclass(frozen=True, slots=True)
class MethodVerdict:
    """What one method of measuring progress says, in its own words.

    `value` is the method's own figure: the pace ratio, the ratio of growth rates, the projected
    shortfall as a share of the way left. None where the method cannot say.
    """

    method: str
    value: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Warning:
    """An early warning (预警): a coded flag, its level and the figures behind it."""

    code: str
    level: Level
    values: tuple[tuple[str, object], ...] = ()
