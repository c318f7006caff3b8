"""Verdicts (评估结论): what the assessment of a plan at a stage says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

StageName = Literal["annual", "midterm", "final"]


class State(StrEnum):
    """达标状态."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


class Pace(StrEnum):
    """进度, for targets with a baseline and a number.

    MAINTAINED: met, and met already at the baseline, or a level that only asks to be held; calling
    that 提前实现 would praise what was there before the plan.
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


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and the year it stands in."""

    name: StageName
    year: int


@dataclass(frozen=True, slots=True)
class Point:
    """One accepted figure: exact value, the figure as published, and where it came from.

    `value` is numerator / denominator × scale where both are given, else the figure itself.
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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is: a key of the `reasons` words and its values."""

    code: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """完成进度 A, 时序进度 E, pace ratio R = A / E, needed effort k; None where undefined."""

    pace: Pace
    achieved: Fraction | None = None
    schedule: Fraction | None = None
    ratio: Fraction | None = None
    effort: Fraction | None = None
    margin: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Warning:
    """An early warning (预警): a coded flag, its level and the figures behind it."""

    code: str
    level: Level
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The latest figure of one group of a split: `dimension` sex, residence or unit."""

    dimension: str
    code: str
    point: Point


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one indicator: state, pace, evidence and warnings stay four results."""

    indicator: str
    state: State | None
    checklist: Checklist | None
    nearly: bool
    progress: Progress | None
    evidence: Evidence
    reasons: tuple[Reason, ...]
    warnings: tuple[Warning, ...]
    bound: Fraction | None
    value: Fraction | None
    baseline: Point | None
    latest: Point | None
    history: tuple[Point, ...] = ()
    groups: tuple[Group, ...] = ()
    failing: tuple[str, ...] = ()
    breaches: tuple[int, ...] = ()
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """met + not_met + undetermined + qualitative = total, enforced."""

    met: int = 0
    not_met: int = 0
    undetermined: int = 0
    qualitative: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        if self.met + self.not_met + self.undetermined + self.qualitative != self.total:
            raise ValueError(f"a tally that does not add up: {self}")

    @property
    def judged(self) -> int:
        """Those with data enough for a verdict."""
        return self.met + self.not_met

    @property
    def rate_of_judged(self) -> Fraction | None:
        """Met / (met + not_met)."""
        return Fraction(self.met, self.judged) if self.judged else None

    @property
    def rate_of_all(self) -> Fraction | None:
        """Met / (met + not_met + undetermined)."""
        every = self.judged + self.undetermined
        return Fraction(self.met, every) if every else None


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """What a department says of a goal, measure or project."""

    item: str
    year: int
    status: Checklist
    department: str | None
    evidence: str | None
    achievements: str | None
    problems: str | None
    next_steps: str | None
    path: str
    row: int


@dataclass(frozen=True, slots=True)
class DeclaredGap:
    """A figure the department says it does not have, with its reason."""

    indicator: str
    year: int
    reason: str | None
    department: str | None


@dataclass(frozen=True)
class Assessment:
    """Everything the assessment of one stage says; `results` in the order of the plan."""

    stage: Stage
    results: dict[str, Result]
    goals: dict[str, State | Checklist]
    tallies: dict[str, Tally]
    by_area: dict[str, dict[str, Tally]]
    by_department: dict[str, dict[str, Tally]]
    self_assessments: tuple[SelfAssessment, ...] = ()
    declared_gaps: tuple[DeclaredGap, ...] = ()

    @property
    def without_data(self) -> tuple[str, ...]:
        """Indicators judged from figures that have none, or none recent enough."""
        wanting = {"no_data", "stale"}
        return tuple(
            name
            for name, result in self.results.items()
            if any(reason.code in wanting for reason in result.reasons)
        )
