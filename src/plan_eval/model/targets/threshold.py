"""Levels to reach: 以上, 以下, 不低于, 至少, 达到 include the number, 超过, 不满 exclude it.

Source: Civil Code, article 1259.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from plan_eval.model.base import Number
from plan_eval.model.targets.base import Direction, Group, Printed


class Threshold(Printed):
    """A level to reach by the end of the plan, in the indicator's unit."""

    group: ClassVar[Group] = "quantified"
    value: Number


class AtLeast(Threshold):
    """以上, 不低于, 至少, 达到: met at the value or above."""

    kind: Literal["at_least"]

    @property
    def direction(self) -> Direction:
        return "up"


class AtMost(Threshold):
    """以下, 控制在…以下: met at the value or below."""

    kind: Literal["at_most"]

    @property
    def direction(self) -> Direction:
        return "down"


class MoreThan(Threshold):
    """超过: met above the value; equality is not met."""

    kind: Literal["more_than"]

    @property
    def direction(self) -> Direction:
        return "up"


class LessThan(Threshold):
    """不满: met below the value; equality is not met."""

    kind: Literal["less_than"]

    @property
    def direction(self) -> Direction:
        return "down"
