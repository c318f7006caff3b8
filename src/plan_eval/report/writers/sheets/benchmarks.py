"""对标比较: what the nation, the province and the city ask for, one line a benchmark."""

from __future__ import annotations

from collections.abc import Iterator

from plan_eval.messages import t
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, level_named
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import row
from plan_eval.report.writers.sheets.table import Cell, Table, column, shown, states

_REACHED = {True: "met", False: "not_met", None: "unknown"}


def build(context: Context) -> Table:
    """The sheet."""
    return Table(
        name=t("writers.sheet.benchmarks"),
        title=t("report.attainment.benchmark-table"),
        columns=(
            column("writers.head.code", 19),
            column("report.head.indicator", 40),
            column("report.head.unit", 9, centred=True),
            column("report.head.latest", 10),
            column("report.head.year", 7, centred=True),
            column("report.head.own-target", 14, centred=True),
            states(12),
            column("report.head.level", 9, centred=True),
            column("report.head.document", 40),
            column("report.head.benchmark", 12, centred=True),
            column("writers.head.bound", 10),
            column("writers.head.reached", 12, centred=True),
        ),
        rows=tuple(
            line
            for one in context.plan.indicators.values()
            if context.result(one).benchmarks
            for line in _lines(one, context)
        ),
        note=t("report.attainment.benchmark-note"),
        fixed=2,
    )


def _lines(indicator: Indicator, context: Context) -> Iterator[tuple[Cell, ...]]:
    asked = context.result(indicator).benchmarks
    printed = row(indicator, context)
    for one, mark in zip(asked, printed.benchmarks, strict=True):
        yield (
            indicator.id,
            called(indicator),
            printed.unit,
            shown(printed.latest),
            printed.year,
            printed.target,
            printed.state_words,
            level_named(one.level),
            context.plan.document[one.document].title,
            mark.words,
            one.value,
            t(f"writers.reached.{_REACHED[one.met]}"),
        )
