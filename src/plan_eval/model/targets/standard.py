"""15分钟生活圈, 半小时生活圈: a named standard, for which the plan gives no coverage level."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Number
from plan_eval.model.targets.base import Direction, Group, Printed


class Standard(Printed):
    """The reported figure is the share inside the standard (`limit` in `limit_unit`).

    Met at full coverage, since no reading of the plan asks for more; below it undetermined,
    because the plan gives no level and none is invented.
    """

    group: ClassVar[Group] = "quantified"
    census: ClassVar[bool] = True
    has_methods: ClassVar[bool] = False
    kind: Literal["standard"]
    limit: Number
    limit_unit: str

    @property
    def direction(self) -> Direction:
        return "up"

    @property
    def sense(self) -> str:
        return t("sense.standard")

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (self.limit,)

    def level(self, full: int) -> Fraction:
        return Fraction(full)

    def meets(self, value: Fraction, full: int) -> bool | None:
        return True if value >= full else None

    def aim(self, baseline: Fraction | None, full: int) -> None:
        """None: the plan gives no level to move towards."""
