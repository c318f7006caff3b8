"""What every kind of target says of itself.

A kind is complete in its own file: its fields, the values that meet it, its direction, the numbers
the plan must print for it and its words. Nobody else asks which kind it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import FIRST, language
from plan_eval.model.base import Frozen, Text

Group = Literal["quantified", "directional", "qualitative", "reference"]
Direction = Literal["up", "down"]
Comparator = Literal["at_least", "at_most", "more_than", "less_than"]
Hold = Literal["every_year", "once_reached"]


@dataclass(frozen=True, slots=True)
class Band:
    """The values that meet a level: None where a side is open, `closed` where its ends belong."""

    low: Fraction | None = None
    high: Fraction | None = None
    closed: bool = True

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """The ends there are, the lower first."""
        return tuple(end for end in (self.low, self.high) if end is not None)

    def __contains__(self, value: Fraction) -> bool:
        if value in (self.low, self.high):
            return self.closed
        return (self.low is None or value > self.low) and (self.high is None or value < self.high)


def one_sided(comparator: Comparator, value: Fraction | Decimal | int) -> Band:
    """At least, at most (ends included); more than, less than (ends excluded)."""
    end, closed = Fraction(value), comparator in ("at_least", "at_most")
    up = comparator in ("at_least", "more_than")
    return Band(low=end, closed=closed) if up else Band(high=end, closed=closed)


class BaseTarget(Frozen):
    """A target as the plan prints it.

    `group` puts it in one of the tallies: quantified (a level is given), directional (only a
    direction), qualitative (judged from evidence), reference (a figure kept beside others).
    `derived`: judged by a series that is computed from the rows of groups, not by one that is sent.
    `census`: every unit is counted, so its figures have no sampling error.
    `per_town`: a floor in each town; its own figure is the share of towns that reach it.
    `running_total`: counted since the baseline year, so a figure never falls.
    `one_way`: a direction without a level, against what was before.
    `wants_rate`: compared by its counts, so the indicator needs a rate.
    `has_methods`: the published methods of measuring progress have something to say of it.
    In the methods `full` is the value of everyone in the indicator's unit: 100, 1000.
    """

    group: ClassVar[Group]
    derived: ClassVar[bool] = False
    census: ClassVar[bool] = False
    per_town: ClassVar[bool] = False
    running_total: ClassVar[bool] = False
    one_way: ClassVar[bool] = False
    wants_rate: ClassVar[bool] = False
    has_methods: ClassVar[bool] = True

    @property
    def direction(self) -> Direction | None:
        """Which way is better, or None where neither is."""
        return None

    @property
    def hold(self) -> Hold | None:
        """Which years count beside the last: every one, or every one from the first that met it."""
        return None

    @property
    def held(self) -> bool:
        """Whether more years count than the last (稳定在, 保持在, 达到并保持在)."""
        return self.hold is not None

    @property
    def value_printed(self) -> str | None:
        """The words of the plan that give the level or direction; must stand in the quote."""
        return getattr(self, "printed", None)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that the printed words must hold."""
        return ()

    def figures_of(self, own: str) -> tuple[str, ...]:
        """The ids of the indicators whose figures decide, that of the indicator itself first."""
        return (own,)

    def level(self, full: int) -> Fraction | None:
        """The printed level in the indicator's unit, exact; None without one."""
        return None

    def band(self, full: int) -> Band | None:
        """The values that meet the target, exact; None where no single figure can tell."""
        end = self.level(full)
        if end is None:
            return None
        return one_sided("at_most" if self.direction == "down" else "at_least", end)

    def meets(self, value: Fraction, full: int) -> bool | None:
        """Whether an exact figure meets the target; None where it alone cannot tell."""
        band = self.band(full)
        return None if band is None else value in band

    def aim(self, baseline: Fraction | None, full: int) -> Fraction | None:
        """The value that progress from a baseline is measured to: the end of the band."""
        band = self.band(full)
        if band is None:
            return None
        return band.low if band.high is None else band.high

    def words(self, said: Callable[[str], str] = str) -> str:
        """The target in a few words and signs (≥75); where signs say less the plan's own words, in
        another language what they mean. A level in the indicator's unit stands as `said`.
        """
        return (language() == FIRST and self.value_printed) or self.sense

    @property
    def sense(self) -> str:
        """What the words of the plan come to, in a few words of the language in use."""
        return ""


class Printed(BaseTarget):
    """A target whose level or direction stands in words in the plan."""

    printed: Text


def trimmed(value: Decimal) -> str:
    """A number of the plan as short as it can be written."""
    quantized = value.quantize(Decimal(1), ROUND_HALF_UP)
    return format(quantized if quantized == value else value.normalize(), "f")
