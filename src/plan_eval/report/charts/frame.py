"""The plane of a line picture: years across, values up, in pixels for setting words."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.model.plan import Span
from plan_eval.report.charts.axis import Axis
from plan_eval.report.charts.labels import Box

WIDTH, HEIGHT = 206, 104
BEFORE, AFTER = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Frame:
    """Years of the plan, with a little room at both ends, against an axis of values."""

    span: Span
    axis: Axis

    @property
    def box(self) -> Box:
        """The whole plane; words stay inside, so that all pictures are as wide."""
        return Box(0, 0, WIDTH, HEIGHT)

    def place(self, year: float, value: float) -> tuple[float, float]:
        """Where a value of a year is drawn, in pixels from the upper left corner."""
        start, end = self.span.baseline - BEFORE, self.span.end + AFTER
        across = (year - start) / (end - start) * WIDTH
        return across, (self.axis.high - value) / (self.axis.high - self.axis.low) * HEIGHT
