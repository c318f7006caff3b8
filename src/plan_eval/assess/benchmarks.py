"""The district's latest figure against what the nation, province and city ask for."""

from __future__ import annotations

from fractions import Fraction

from plan_eval.model.comparison import BenchmarkVerdict
from plan_eval.model.footnote import Benchmark
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan

_ORDER = ("nation", "province", "city", "district")


def benchmarks(
    indicator: Indicator, value: Fraction | None, plan: Plan
) -> tuple[BenchmarkVerdict, ...]:
    """Which higher targets for the same indicator are met, nation first."""
    tolerance = Fraction(plan.header.parameters.benchmark_tolerance)
    found = [
        BenchmarkVerdict(
            level=plan.document[one.document].level,
            document=one.document,
            comparator=one.comparator,
            value=one.value,
            met=None if value is None else meets(value, one, tolerance),
        )
        for one in plan.benchmarks_of(indicator.id)
    ]
    return tuple(sorted(found, key=lambda verdict: _ORDER.index(verdict.level)))


def meets(value: Fraction, benchmark: Benchmark, tolerance: Fraction) -> bool:
    """Exact; 左右 within the tolerance, which is an assumption here as in our own targets."""
    bound = Fraction(benchmark.value)
    match benchmark.comparator:
        case "at_least":
            return value >= bound
        case "at_most":
            return value <= bound
        case "more_than":
            return value > bound
        case "less_than":
            return value < bound
        case "around":
            return abs(value - bound) <= tolerance
