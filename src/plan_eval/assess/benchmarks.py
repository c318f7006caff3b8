"""The district's latest figure against what the nation, province and city ask for.

A benchmark is compared with the people it is for (限制在农村妇女), and with nobody else.
"""

from __future__ import annotations

from fractions import Fraction

from plan_eval.assess.case import Case, fresh
from plan_eval.assess.series import Points
from plan_eval.model.comparison import BenchmarkVerdict
from plan_eval.model.footnote import Benchmark


def benchmarks(case: Case, value: Fraction | None) -> tuple[BenchmarkVerdict, ...]:
    """Which higher targets for the same indicator are met, the highest plan first.

    `value` is what the indicator itself is judged by.
    """
    plan = case.plan
    found = [
        _verdict(case, benchmark, value) for benchmark in plan.benchmarks_of(case.indicator.id)
    ]
    return tuple(sorted(found, key=lambda verdict: plan.levels.index(verdict.level)))


def _verdict(case: Case, benchmark: Benchmark, value: Fraction | None) -> BenchmarkVerdict:
    tolerance = case.plan.header.parameters.benchmark_tolerance
    figure = fresh(_like(case, benchmark), case) if benchmark.scope else None
    if benchmark.scope:
        value = None if figure is None else figure.value
    return BenchmarkVerdict(
        level=case.plan.document[benchmark.document].level,
        document=benchmark.document,
        comparator=benchmark.comparator,
        value=benchmark.value,
        met=None if value is None else benchmark.meets(value, tolerance),
        population=benchmark.scope.population if benchmark.scope else None,
        figure=figure,
    )


def _like(case: Case, benchmark: Benchmark) -> Points:
    """The series of the people a benchmark is for; empty where none is sent by such a split."""
    differing = benchmark.differing(case.indicator.scope)
    if len(differing) != 1:
        return ()
    ((dimension, code),) = differing.items()
    return case.series.split(dimension, case.indicator).get(code, ())
