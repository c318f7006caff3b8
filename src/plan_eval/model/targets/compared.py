"""高于男性, 不低于男性: one group against the other, in the same year."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Id
from plan_eval.model.targets.base import (
    Band,
    Comparator,
    Direction,
    Group,
    Printed,
    one_sided,
)

_OTHER = {"female": "male", "male": "female", "urban": "rural", "rural": "urban"}


class Compared(Printed):
    """Met when the figure of `first` stands in the relation `comparator` to that of the other.

    The judged series is their difference, first less the other, by year, exact. The groups are
    taken from the rows of indicator `of` (the indicator itself when absent).
    """

    group: ClassVar[Group] = "directional"
    derived: ClassVar[bool] = True
    has_methods: ClassVar[bool] = False
    kind: Literal["compared"]
    first: Literal["female", "male", "urban", "rural"]
    comparator: Comparator
    of: Id | None = None

    @property
    def dimension(self) -> Literal["sex", "residence"]:
        """The split that both groups belong to."""
        return "sex" if self.first in ("female", "male") else "residence"

    @property
    def pair(self) -> tuple[str, str]:
        """The codes of the two groups, the one that is spoken of first."""
        return self.first, _OTHER[self.first]

    @property
    def sense(self) -> str:
        return t(f"sense.{self.comparator}", other=t(f"groups.{self.pair[1]}"))

    def figures_of(self, own: str) -> tuple[str, ...]:
        return (self.of or own,)

    @property
    def direction(self) -> Direction:
        return "up" if self.comparator in ("at_least", "more_than") else "down"

    def level(self, full: int) -> Fraction:
        return Fraction(0)

    def band(self, full: int) -> Band:
        return one_sided(self.comparator, 0)
