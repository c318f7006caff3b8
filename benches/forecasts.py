"""How often the 80 % prediction intervals hold what comes: python benches/forecasts.py [runs].

Series with a known trend are drawn again and again, with the noise that their counts bring (and, in
some, more); each is given to the projection as the assessment would, up to 2024, 2025 or 2027, and
its interval for 2030 is held against the figure drawn for 2030. A calibrated method covers about
80 %: the table passes from 75 to 88 %. Counts of few events come in whole numbers, so their
interval can only cover at least as much as is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.special import expit, logit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.assess.build import NAME, indicator, plan_of

from plan_eval.assess.case import Case
from plan_eval.assess.projection import projection
from plan_eval.assess.series import Series
from plan_eval.model.verdict import Point, Stage

WANTED = (0.75, 0.88)
LAST = (2024, 2025, 2027)
BASELINE, TARGET = 2020, 2030


@dataclass(frozen=True)
class Known:
    """A course that is known: its level in 2020 and 2030 in the unit, people a year, more noise."""

    name: str
    start: float
    end: float
    people: int | None
    scale: int = 100
    more: float = 0.0
    bends: bool = False

    def draw(self, chance: np.random.Generator) -> Iterator[Point]:
        """One figure a year, as a district would send it."""
        for year in range(BASELINE, TARGET + 1):
            way = (year - BASELINE) / (TARGET - BASELINE)
            yield self._point(year, self._level(way) + chance.normal(0, self.more), chance)

    def _level(self, way: float) -> float:
        """Straight, or straight on the logit scale: a share near its end slows down towards it."""
        if not self.bends:
            return self.start + way * (self.end - self.start)
        first, last = (logit(end / self.scale) for end in (self.start, self.end))
        return float(self.scale * expit(first + way * (last - first)))

    def _point(self, year: int, level: float, chance: np.random.Generator) -> Point:
        if self.people is None:
            shown = Decimal(str(round(level, 1)))
            return Point(year, Fraction(shown), shown, 1, None, None, "x.csv", 1)
        share, n = max(level, 0.0) / self.scale, self.people
        count = chance.poisson(share * n) if self.scale > 100 else chance.binomial(n, min(share, 1))
        value = Fraction(int(count) * self.scale, n)
        shown = Decimal(str(round(float(value), 2)))
        return Point(year, value, shown, 2, Fraction(int(count)), Fraction(n), "x.csv", 1)


COURSES = (
    Known("share, 50 people", 60, 70, 50),
    Known("share, 200 people", 60, 70, 200),
    Known("share, 1,000 people", 60, 70, 1_000),
    Known("share, 27,500 people", 60, 80, 27_500),
    Known("share, 1,000, and 1 point more noise", 60, 70, 1_000, more=1.0),
    Known("share, 27,500, and 2 points more noise", 40, 45, 27_500, more=2.0),
    Known("share near 100, 300 people", 95, 97, 300, bends=True),
    Known("share near 100, 3,000 people", 96, 98, 3_000, bends=True),
    Known("share near 0, 2,000 people", 4, 2, 2_000, bends=True),
    Known("share without counts, noise 0.5", 42, 45, None, more=0.5),
    Known("rate per 1,000, about 60 events", 3.0, 2.5, 20_000, 1_000),
    Known("rate per 1,000, about 400 events", 20, 16, 20_000, 1_000),
    Known("rate per 100,000, about 8 events", 30, 30, 27_500, 100_000),
    Known("rate per 100,000, about 2 events", 7.5, 7.5, 27_500, 100_000),
    Known("rate per 100,000, from 4 events to 2", 15, 7.5, 27_500, 100_000),
)


def coverage(course: Known, last: int, runs: int, chance: np.random.Generator) -> float:
    """The share of runs whose interval holds the figure of the target year."""
    rate = {"numerator": "x", "denominator": "n", "scale": course.scale}
    up = course.end >= course.start
    target = {"kind": "at_least" if up else "at_most", "value": Decimal(str(course.end))}
    of = indicator(target, rate=rate) if course.people else indicator(target)
    plan, stage, held = plan_of([of]), Stage("annual", last), 0
    for _ in range(runs):
        points = tuple(course.draw(chance))
        known = {NAME: Series(tuple(point for point in points if point.year <= last))}
        found = projection(Case(plan, of, stage, known))
        assert found is not None
        assert found.lower < found.upper
        # a count on the very end of an interval of counts is inside it, whatever floats say
        slack = 1e-9 * max(abs(found.upper), 1)
        held += found.lower - slack <= float(points[-1].value) <= found.upper + slack
    return held / runs


def main() -> None:
    """Print the table; exit 1 where a course lies outside."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    chance, outside = np.random.default_rng(20210101), 0
    print(f"80 % intervals for {TARGET}: share of {runs} runs that hold what came")
    print(f"{'series known up to':40}" + "".join(f"{last:>8}" for last in LAST))
    for course in COURSES:
        found = [coverage(course, last, runs, chance) for last in LAST]
        outside += sum(not WANTED[0] <= one <= WANTED[1] for one in found)
        print(f"{course.name:40}" + "".join(f"{100 * one:>7.1f} " for one in found))
    print(f"outside {100 * WANTED[0]:.0f}–{100 * WANTED[1]:.0f} %: {outside}")
    sys.exit(bool(outside))


if __name__ == "__main__":
    main()
