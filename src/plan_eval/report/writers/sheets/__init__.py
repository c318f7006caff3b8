"""The tables of the report as sheets, one file each: `build(context)` gives the frozen value."""

from __future__ import annotations

from collections.abc import Callable

from plan_eval.report.context import Context
from plan_eval.report.writers.sheets import (
    benchmarks,
    gaps,
    history,
    overall,
    parameters,
    sexes,
    sources,
    tallies,
    warnings,
)
from plan_eval.report.writers.sheets.table import Table

SHEETS: tuple[Callable[[Context], Table], ...] = (
    overall.build,
    history.build,
    tallies.build,
    warnings.build,
    gaps.build,
    sexes.build,
    benchmarks.build,
    parameters.build,
    sources.build,
)
"""In the order of the workbook; `about` stands before them."""
