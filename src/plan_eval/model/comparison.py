"""Verdicts side by side: groups of people, higher plans, words against data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from plan_eval.model.verdict import Checklist, EffectKind, Pace, Point, State


@dataclass(frozen=True, slots=True)
class Group:
    """The latest figure of one group of a split: `dimension` sex, residence, age or town."""

    dimension: str
    code: str
    point: Point


@dataclass(frozen=True, slots=True)
class SplitVerdict:
    """The verdict on one group of a required split; `latest` is None where none is reported."""

    dimension: str
    code: str
    state: State
    pace: Pace | None
    baseline: Point | None
    latest: Point | None


@dataclass(frozen=True, slots=True)
class GenderGap:
    """Female − male, year by year, where both exist; `town` is None for the whole district.

    `change` is that of the gap itself since its first year, `slope` the Theil–Sen slope a year,
    `narrowing` whether the absolute gap fell beyond the resolution (None for a single year).
    """

    town: str | None
    years: tuple[int, ...]
    gaps: tuple[Fraction, ...]
    change: Fraction | None
    slope: Fraction | None
    narrowing: bool | None

    @property
    def latest(self) -> Fraction:
        """The gap of the last year that has both."""
        return self.gaps[-1]


@dataclass(frozen=True, slots=True)
class BenchmarkVerdict:
    """Whether the district's latest figure meets what a higher plan asks; None without one.

    `population` is whom it is for where that is not whom the indicator speaks of; `figure` is then
    theirs, and None where it was not sent (口径不同，不作比较).
    """

    level: str
    document: str
    comparator: str
    value: Decimal
    met: bool | None
    population: str | None = None
    figure: Point | None = None

    @property
    def comparable(self) -> bool:
        """Whether a figure of the people it is for was sent."""
        return self.population is None or self.figure is not None


@dataclass(frozen=True, slots=True)
class Effect:
    """A measure or project: what its department says, and how the goals it serves stand.

    `outcome` is True when they are met (before the final stage: or on schedule), False when one
    is behind, None when none can be judged.
    """

    item: str
    status: Checklist | None
    outcome: bool | None
    kind: EffectKind


@dataclass(frozen=True, slots=True)
class Claim:
    """A self-assessment that says 完成 although indicators of the item miss their targets."""

    item: str
    department: str | None
    missed: tuple[str, ...]
    path: str
    row: int
