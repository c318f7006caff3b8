"""缩小差距: the difference between two groups falls."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import TOWN_BY_OLD_NAME, Id
from plan_eval.model.targets.base import Direction, Group, Printed


class Gap(Printed):
    """Met when the absolute gap falls, by the rules of a trend.

    The gap is taken between the groups of `dimension` in the rows of indicator `of`
    (the indicator itself when absent).
    """

    group: ClassVar[Group] = "directional"
    derived: ClassVar[bool] = True
    one_way: ClassVar[bool] = True
    kind: Literal["gap"]
    dimension: Annotated[Literal["sex", "residence", "town"], TOWN_BY_OLD_NAME]
    of: Id | None = None

    def figures_of(self, own: str) -> tuple[str, ...]:
        return (self.of or own,)

    @property
    def direction(self) -> Direction:
        return "down"

    @property
    def sense(self) -> str:
        return t("sense.gap")
