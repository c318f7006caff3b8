"""What an earlier report of the plan said (往期报告登记): its tallies, its figures, its advice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from plan_eval.model.base import Frozen, Id, Text, Whole
from plan_eval.model.verdict import Level, Pace, Stage, State

REPORT_NAME = re.compile(r"(annual|midterm|final)_\d{4}(_[a-z0-9-]+)*")
"""What a report is filed under: midterm_2025, annual_2024_health."""


class PastTally(Frozen):
    """How many quantified indicators were met, missed or open, of how many."""

    met: Whole
    not_met: Whole
    undetermined: Whole
    total: Whole


class PastIndicator(Frozen):
    """An indicator as the report had it; `said` is its figure as printed, `value` the number.

    `level` is the worst warning the report gave.
    """

    id: Id
    name: Text
    state: State
    year: Whole | None = None
    value: Text | None = None
    said: Text | None = None
    pace: Pace | None = None
    level: Level | None = None


class PastAdvice(Frozen):
    """A piece of advice as printed, and the indicators it is about."""

    text: Text
    indicators: tuple[Id, ...] = ()


class PastReport(Frozen):
    """One report in the register; `day` is None where only its archived data are known."""

    plan: Id
    stage: Literal["midterm", "final"]
    year: Whole
    day: dt.date | None = None
    quantified: PastTally
    advice: tuple[PastAdvice, ...] = ()
    indicators: tuple[PastIndicator, ...] = ()

    @property
    def name(self) -> str:
        """What the report is filed under: midterm_2025."""
        return f"{self.stage}_{self.year}"

    def before(self, stage: Stage, plan: str) -> bool:
        """Whether it is an earlier report of the same plan."""
        return self.plan == plan and self.year < stage.year


def latest_before(reports: Iterable[PastReport], stage: Stage, plan: str) -> PastReport | None:
    """The latest report of the plan before a stage; None where there is none."""
    earlier = [one for one in reports if one.before(stage, plan)]
    return max(earlier, key=lambda one: one.year, default=None)
