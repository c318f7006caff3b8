"""What every kind of target says of itself."""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Frozen, Text

Group = Literal["quantified", "directional", "qualitative", "reference"]
Direction = Literal["up", "down"]


class BaseTarget(Frozen):
    """A target as the plan prints it.

    `group` puts it in one of the tallies: quantified (a level is given), directional (only a
    direction), qualitative (judged from evidence), reference (a figure kept beside others).
    """

    group: ClassVar[Group]

    @property
    def direction(self) -> Direction | None:
        """Which way is better, or None where neither is."""
        return None

    @property
    def held(self) -> bool:
        """Whether every year of the plan counts, not only the last (稳定在, 保持在)."""
        return False

    @property
    def value_printed(self) -> str | None:
        """The words of the plan that give the level or direction; must stand in the quote."""
        return getattr(self, "printed", None)


class Printed(BaseTarget):
    """A target whose level or direction stands in words in the plan."""

    printed: Text
