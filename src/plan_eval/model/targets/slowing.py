"""上升趋势渐缓: the slope falls; a level that still rises can meet it."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Whole
from plan_eval.model.targets.base import Direction, Group, Printed


class Slowing(Printed):
    """Met when the slope in the plan period is smaller than in the reference period before it."""

    group: ClassVar[Group] = "directional"
    has_methods: ClassVar[bool] = False
    kind: Literal["slowing"]
    reference: tuple[Whole, Whole] | None = None

    @property
    def direction(self) -> Direction:
        return "down"

    @property
    def sense(self) -> str:
        return t("sense.slowing")
