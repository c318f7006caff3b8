"""新增4处, 3处: so many more by the end of the plan."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Whole
from plan_eval.model.targets.base import Direction, Group, Printed


class Addition(Printed):
    """Met when the running total of additions since the baseline year is at least `count`.

    The reported figure is that running total (累计新增数).
    """

    group: ClassVar[Group] = "quantified"
    census: ClassVar[bool] = True
    running_total: ClassVar[bool] = True
    kind: Literal["addition"]
    count: Whole

    @property
    def direction(self) -> Direction:
        return "up"

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (Decimal(self.count),)

    def level(self, full: int) -> Fraction:
        return Fraction(self.count)

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.addition", count=self.count)
