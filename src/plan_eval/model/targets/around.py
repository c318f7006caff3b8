"""左右: near a level, on either side."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from plan_eval.messages import t
from plan_eval.model.base import Flag, Number
from plan_eval.model.targets.base import Band, Direction, Group, Hold, Printed, trimmed


class Around(Printed):
    """Met within `value` ± `tolerance`, and beyond it on the side that is `wanted`.

    The plan prints neither tolerance nor side: both are the plan file's assumptions (list them
    under `inferred`). `sustained`: a level to hold in every year of the plan (保持在…左右), not
    only at its end; `reached_and_held`: from the first year that reaches it (达到并保持在…左右).
    """

    group: ClassVar[Group] = "quantified"
    kind: Literal["around"]
    value: Number
    tolerance: Number
    wanted: Direction | None = None
    sustained: Flag = False
    reached_and_held: Flag = False

    @property
    def direction(self) -> Direction | None:
        return self.wanted

    @property
    def hold(self) -> Hold | None:
        if self.reached_and_held:
            return "once_reached"
        return "every_year" if self.sustained else None

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (self.value,)

    def level(self, full: int) -> Fraction:
        return Fraction(self.value)

    @property
    def printed_band(self) -> Band:
        """Both edges, whatever side is wanted."""
        value, tolerance = Fraction(self.value), Fraction(self.tolerance)
        return Band(value - tolerance, value + tolerance)

    def band(self, full: int) -> Band:
        both = self.printed_band
        low, high = (
            None if self.wanted == "down" else both.low,
            None if self.wanted == "up" else both.high,
        )
        return Band(low, high)

    def beyond(self, value: Fraction) -> bool:
        """Whether a figure lies past the band on the side that is wanted."""
        return value in self.band(0) and value not in self.printed_band

    def aim(self, baseline: Fraction | None, full: int) -> Fraction | None:
        """The edge of the band nearer to the baseline; its only edge where a side is wanted."""
        band = self.band(full)
        if band.low is None or band.high is None:
            return band.high if band.low is None else band.low
        if baseline is None:
            return Fraction(self.value)
        return band.low if baseline < self.value else band.high

    def words(self, said: Callable[[str], str] = str) -> str:
        key = "target.sustained_around" if self.sustained else "target.around"
        return t(key, value=trimmed(self.value), tolerance=said(trimmed(self.tolerance)))
