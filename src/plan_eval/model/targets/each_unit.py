"""镇（街）…至少配备1名, 每个镇街至少设置一个: a floor in each unit of the district."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Whole
from plan_eval.model.targets.base import Direction, Group, Printed


class EachUnit(Printed):
    """Met when every unit of the register (`units.yaml`) reports at least `minimum`.

    The reported figure of a unit is its count; the indicator's own value is the share of units
    that meet the floor. A census: no confidence interval.
    """

    group: ClassVar[Group] = "quantified"
    kind: Literal["each_unit"]
    minimum: Whole

    @property
    def direction(self) -> Direction:
        return "up"
