"""镇（街）…至少配备1名, 每个镇街至少设置一个: a floor in each unit of the district."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Whole
from plan_eval.model.targets.base import Direction, Group, Printed


class EachUnit(Printed):
    """Met when every unit of the register (`units.yaml`) reports at least `minimum`.

    The reported figure of a unit is its count; the indicator's own value is the share of units
    that meet the floor.
    """

    group: ClassVar[Group] = "quantified"
    derived: ClassVar[bool] = True
    census: ClassVar[bool] = True
    per_town: ClassVar[bool] = True
    kind: Literal["each_unit"]
    minimum: Whole

    @property
    def direction(self) -> Direction:
        return "up"

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (Decimal(self.minimum),)

    def level(self, full: int) -> Fraction:
        return Fraction(100)

    def town_meets(self, value: Fraction) -> bool:
        """Whether one unit has the floor."""
        return value >= self.minimum

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.each_unit", minimum=self.minimum)
