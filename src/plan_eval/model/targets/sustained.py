"""稳定在, 保持在, 保持并巩固在: a level to hold in every year of the plan."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Number
from plan_eval.model.targets.base import Direction, Group, Printed


class Sustained(Printed):
    """Met when every year of the plan period meets the bound (inclusive)."""

    group: ClassVar[Group] = "quantified"
    kind: Literal["sustained"]
    bound: Literal["at_least", "at_most"]
    value: Number

    @property
    def held(self) -> bool:
        return True

    @property
    def direction(self) -> Direction:
        return "up" if self.bound == "at_least" else "down"
