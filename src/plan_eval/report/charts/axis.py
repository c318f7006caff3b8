"""An axis of values that neither exaggerates nor wastes room, with few round ticks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`, with ticks at round values written with `places` decimals."""

    low: float
    high: float
    ticks: tuple[float, ...]
    places: int


def axis_of(values: Iterable[float], places: int, *, room: float = 0.22, ticks: int = 6) -> Axis:
    """The axis for values with so many decimals, with at most so many `ticks`.

    `room` is kept free at both ends, as a share of what the values span. They span a hundredth of
    the largest at least, and two units of the last digit, so that a change of a tenth of a point
    does not look like a leap. A value that no figure takes (below 0, above 100 where none is, half
    a person) gets no tick.
    """
    every = list(values)
    low, high = _widened(min(every), max(every), 2 * 10.0**-places)
    beyond = (high - low) * room
    # a line along zero keeps room for its figures
    below = low - beyond if low >= beyond or low < 0 else -beyond / 2
    above = high + beyond
    step, decimals = _step(above - below, ticks, places)
    lowest = below if low < 0 else max(below, 0.0)
    highest = min(above, 100.0) if max(every) <= 100 else above
    first, last = ceil(round(lowest / step, 9)), floor(round(highest / step, 9))
    marked = tuple(round(number * step, decimals) for number in range(first, last + 1))
    return Axis(below, above, marked, decimals)


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    span = max(least, max(abs(low), abs(high)) * _LEAST)
    lacking = max(span - (high - low), 0.0) / 2
    # what was never negative stays so: the room goes above instead
    lower = low - lacking if low < 0 else max(low - lacking, 0.0)
    return lower, high + lacking + (lacking - (low - lower))


def _step(span: float, most: int, places: int) -> tuple[float, int]:
    """The smallest of 1, 2, 5 × 10ⁿ that needs no more ticks, and its decimals."""
    power = max(floor(log10(span / most)), -places)
    for scale in (power, power + 1):
        for digit in (1, 2, 5):
            step = digit * 10.0**scale
            if span / step <= most:
                return step, max(-scale, 0)
    return 10.0 ** (power + 2), max(-power - 2, 0)
