"""Verdicts (评估结论): what the assessment of a plan at a stage says, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from plan_eval.model.comparison import (
    BenchmarkVerdict,
    Claim,
    Effect,
    GenderGap,
    Group,
    SplitVerdict,
)
from plan_eval.model.uncertainty import Interval, Pooled, Projection, SmallCount, Volatility
from plan_eval.model.verdict import (
    Checklist,
    EffectKind,
    Evidence,
    Level,
    MethodVerdict,
    Pace,
    Place,
    Point,
    Progress,
    Reason,
    Stage,
    StageName,
    State,
    Warning,
)

__all__ = [
    "Assessment",
    "BenchmarkVerdict",
    "Checklist",
    "Claim",
    "DeclaredGap",
    "Effect",
    "EffectKind",
    "Evidence",
    "GenderGap",
    "Group",
    "Interval",
    "Level",
    "MethodVerdict",
    "Pace",
    "Place",
    "Point",
    "Pooled",
    "Progress",
    "Projection",
    "Reason",
    "Result",
    "SelfAssessment",
    "SmallCount",
    "SplitVerdict",
    "Stage",
    "StageName",
    "State",
    "Tally",
    "Volatility",
    "Warning",
]


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one indicator: state, pace, evidence and warnings stay four results.

    `change` is that of the latest figure on the year before; `missing` the years of the plan
    without a figure; `methods` what every method of measuring progress says; `limits` the least
    and the most that meet the target, None where that side is open.
    """

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
    change: Fraction | None = None
    missing: tuple[int, ...] = ()
    small_count: SmallCount | None = None
    projection: Projection | None = None
    volatility: Volatility | None = None
    methods: tuple[MethodVerdict, ...] = ()
    splits: tuple[SplitVerdict, ...] = ()
    gender_gaps: tuple[GenderGap, ...] = ()
    benchmarks: tuple[BenchmarkVerdict, ...] = ()
    limits: tuple[Fraction | None, Fraction | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Tally:
    """met + not_met + undetermined + qualitative = total, enforced.

    What is not due yet counts as undetermined: no verdict can be given on it. Of those not met,
    `on_course` are on pace (进度正常) and `nearly` within a declared share of the bound (接近达标).
    """

    met: int = 0
    not_met: int = 0
    undetermined: int = 0
    qualitative: int = 0
    total: int = 0
    on_course: int = 0
    nearly: int = 0

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
    def rate_on_course(self) -> Fraction | None:
        """达标或进度正常: (met + on_course) / (met + not_met), which is no rate of attainment."""
        return Fraction(self.met + self.on_course, self.judged) if self.judged else None

    @property
    def rate_of_all(self) -> Fraction | None:
        """Met / (met + not_met + undetermined)."""
        every = self.judged + self.undetermined
        return Fraction(self.met, every) if every else None


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """What a department says of a goal, measure, project or duty."""

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
    effects: Mapping[str, Effect] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    @property
    def without_data(self) -> tuple[str, ...]:
        """Indicators judged from figures that have none, or none recent enough."""
        wanting = {"no_data", "stale", "no_register"}
        return tuple(
            name
            for name, result in self.results.items()
            if any(reason.code in wanting for reason in result.reasons)
        )
