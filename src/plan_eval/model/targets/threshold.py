"""Levels to reach: 以上, 以下, 不低于, 至少, 达到 include the number, 超过, 不满 exclude it.

Source: Civil Code, article 1259.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Number
from plan_eval.model.targets.base import Band, Direction, Group, Printed, one_sided, trimmed


class Threshold(Printed):
    """A level to reach by the end of the plan, in the indicator's unit."""

    group: ClassVar[Group] = "quantified"
    value: Number

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (self.value,)

    def level(self, full: int) -> Fraction:
        return Fraction(self.value)


class AtLeast(Threshold):
    """以上, 不低于, 至少, 达到: met at the value or above."""

    kind: Literal["at_least"]

    @property
    def direction(self) -> Direction:
        return "up"

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.at_least", value=said(trimmed(self.value)))


class AtMost(Threshold):
    """以下, 控制在…以下: met at the value or below."""

    kind: Literal["at_most"]

    @property
    def direction(self) -> Direction:
        return "down"

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.at_most", value=said(trimmed(self.value)))


class MoreThan(Threshold):
    """超过: met above the value; equality is not met."""

    kind: Literal["more_than"]

    @property
    def direction(self) -> Direction:
        return "up"

    def band(self, full: int) -> Band:
        return one_sided(self.kind, self.value)

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.more_than", value=said(trimmed(self.value)))


class LessThan(Threshold):
    """不满: met below the value; equality is not met."""

    kind: Literal["less_than"]

    @property
    def direction(self) -> Direction:
        return "down"

    def band(self, full: int) -> Band:
        return one_sided(self.kind, self.value)

    def words(self, said: Callable[[str], str] = str) -> str:
        return t("target.less_than", value=said(trimmed(self.value)))
