"""全覆盖, 应保尽保, 应登尽登, 应救尽救, 全部参加, 动态清零: everyone, or nobody left over."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Flag
from plan_eval.model.targets.base import Direction, Group, Printed


class FullCoverage(Printed):
    """Met when covered = total, as whole numbers.

    With `left_over`, the reported figure is what is left (动态清零): met at zero.
    """

    group: ClassVar[Group] = "quantified"
    census: ClassVar[bool] = True
    kind: Literal["full_coverage"]
    left_over: Flag = False

    @property
    def direction(self) -> Direction:
        return "down" if self.left_over else "up"

    def level(self, full: int) -> Fraction:
        return Fraction(0 if self.left_over else full)

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.nobody_left" if self.left_over else "target.full_coverage")
