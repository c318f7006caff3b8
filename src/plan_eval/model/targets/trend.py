"""逐步提高, 降低, 不降低: a direction against the baseline, with no number."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Flag
from plan_eval.model.targets.base import Direction, Group, Printed


class Trend(Printed):
    """Met when the net change and the Theil–Sen slope both go the right way.

    `may_stay`: the plan only forbids the other way (不降低), so no change is met as well.
    """

    group: ClassVar[Group] = "directional"
    one_way: ClassVar[bool] = True
    kind: Literal["trend"]
    towards: Direction
    may_stay: Flag = False

    @property
    def direction(self) -> Direction:
        return self.towards

    @property
    def sense(self) -> str:
        if self.may_stay:
            return t(f"sense.not-{'down' if self.towards == 'up' else 'up'}")
        return t(f"sense.{self.towards}")
