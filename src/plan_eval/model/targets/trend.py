"""逐步提高, 降低: a direction against the baseline, with no number."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.targets.base import Direction, Group, Printed


class Trend(Printed):
    """Met when the net change and the Theil–Sen slope both go the right way."""

    group: ClassVar[Group] = "directional"
    kind: Literal["trend"]
    towards: Direction

    @property
    def direction(self) -> Direction:
        return self.towards
