"""15分钟生活圈, 半小时生活圈: a named standard, for which the plan gives no coverage level."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Number
from plan_eval.model.targets.base import Direction, Group, Printed


class Standard(Printed):
    """The reported figure is the share inside the standard (`limit` in `limit_unit`).

    Met at full coverage, since no reading of the plan asks for more; below it undetermined,
    because the plan gives no level and none is invented.
    """

    group: ClassVar[Group] = "quantified"
    kind: Literal["standard"]
    limit: Number
    limit_unit: str

    @property
    def direction(self) -> Direction:
        return "up"
