"""新增4处, 3处: so many more by the end of the plan."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Whole
from plan_eval.model.targets.base import Direction, Group, Printed


class Addition(Printed):
    """Met when the running total of additions since the baseline year is at least `count`.

    The reported figure is that running total (累计新增数).
    """

    group: ClassVar[Group] = "quantified"
    kind: Literal["addition"]
    count: Whole

    @property
    def direction(self) -> Direction:
        return "up"
