"""A kind of target is complete in its own file: one that nobody knows goes the whole way."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from tests.assess.build import NAME, assessed, frame, indicator, plan_of, row, said

from plan_eval.assess.frames import results_frame
from plan_eval.checks.against_target import judged_rows
from plan_eval.checks.dataset import Dataset
from plan_eval.model.assessment import Pace, State
from plan_eval.model.base import Number
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.targets.base import Band, Direction, Group, Printed
from plan_eval.reading.submitted import Submissions


class Multiple(Printed):
    """翻番: at least so many times the value of the plan's own base figure."""

    group: ClassVar[Group] = "quantified"
    kind: Literal["multiple"] = "multiple"
    times: Number
    base: Number

    @property
    def direction(self) -> Direction:
        return "up"

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (self.times,)

    def level(self, full: int) -> Fraction:
        return Fraction(self.times) * Fraction(self.base)

    def band(self, full: int) -> Band:
        return Band(low=self.level(full))

    def words(self, said: Callable[[str], str] = str) -> str:
        return said(f"{self.times}×")


def _plan() -> tuple[Plan, Indicator]:
    target = Multiple(printed="翻2番", times=Decimal(3), base=Decimal(20))
    known = indicator({"kind": "reference"}, unit="个")
    one = known.model_copy(update={"target": target})
    whole = plan_of([known])
    areas = tuple(
        area.model_copy(update={"indicators": (one,)}) if area.indicators else area
        for area in whole.areas
    )
    return whole.model_copy(update={"areas": areas}), one


def test_it_is_judged_projected_printed_and_checked() -> None:
    plan, one = _plan()
    rows = [row(NAME, year, 20 + 6 * (year - 2020)) for year in range(2020, 2026)]

    found = assessed(plan, rows)

    result = found.results[NAME]
    assert result.state is State.NOT_MET
    assert result.bound == Fraction(60)
    assert result.progress is not None
    assert result.progress.pace is Pace.FASTER
    assert result.projection is not None
    assert result.projection.chance > 0.9
    assert result.limits == (Fraction(60), None)
    assert results_frame(found, plan)["target"].to_list() == ["3×"]
    assert found.tallies["quantified"].not_met == 1
    data = Dataset(plan, Submissions((), frame(rows), said()))
    assert judged_rows(data).collect()["met"].to_list() == [False] * 5
    assert one.bound == 60
