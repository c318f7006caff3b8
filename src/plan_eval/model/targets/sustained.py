"""Levels to hold: from the start of the plan, or from the first year that reaches them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Number
from plan_eval.model.targets.base import Direction, Group, Hold, Printed, trimmed


class Held(Printed):
    """A level of which more years count than the last (inclusive)."""

    group: ClassVar[Group] = "quantified"
    bound: Literal["at_least", "at_most"]
    value: Number

    @property
    def direction(self) -> Direction:
        return "up" if self.bound == "at_least" else "down"

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (self.value,)

    def level(self, full: int) -> Fraction:
        return Fraction(self.value)


class Sustained(Held):
    """稳定在, 保持在, 保持并巩固在: met when every year of the plan period meets the bound."""

    kind: Literal["sustained"]

    @property
    def hold(self) -> Hold:
        return "every_year"

    def words(self, said: Callable[[str], str] = str) -> str:
        return t(f"target.sustained_{self.bound}", value=said(trimmed(self.value)))


class ReachedAndHeld(Held):
    """达到并保持在, 达到并稳定在: reached by the end, and held from the first year that reaches it.

    A year below the level before that is no breach.
    """

    kind: Literal["reached_and_held"]

    @property
    def hold(self) -> Hold:
        return "once_reached"

    def words(self, said: Callable[[str], str] = str) -> str:
        return t(f"target.reached_{self.bound}", value=said(trimmed(self.value)))
