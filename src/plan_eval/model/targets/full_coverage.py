"""全覆盖, 应保尽保, 应登尽登, 应救尽救, 全部参加, 动态清零: everyone, or nobody left over."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Flag
from plan_eval.model.targets.base import Direction, Group, Printed


class FullCoverage(Printed):
    """Met when covered = total, as whole numbers.

    With `left_over`, the reported figure is what is left (动态清零): met at zero.
    """

    group: ClassVar[Group] = "quantified"
    kind: Literal["full_coverage"]
    left_over: Flag = False

    @property
    def direction(self) -> Direction:
        return "down" if self.left_over else "up"
