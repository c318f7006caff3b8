"""历年数据: every year of every indicator judged from figures, and what is to be noted of them."""

from __future__ import annotations

from collections.abc import Iterator

from plan_eval.messages import t
from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, rounded
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import row
from plan_eval.report.writers.sheets.overall import judged
from plan_eval.report.writers.sheets.table import (
    Cell,
    Column,
    Table,
    column,
    joined,
    states,
)


def build(context: Context) -> Table:
    """The sheet, from the baseline year to the stage's."""
    years = range(context.plan.header.span.baseline, context.assessment.stage.year + 1)
    return Table(
        name=t("writers.sheet.history"),
        title=t("writers.title.history"),
        columns=tuple(_columns(years)),
        rows=tuple(tuple(_cells(one, context, years)) for one in judged(context)),
        note=t("writers.history-note"),
        fixed=2,
    )


def _columns(years: range) -> Iterator[Column]:
    yield column("writers.head.code", 19)
    yield column("report.head.indicator", 40)
    yield column("report.head.unit", 9, centred=True)
    for year in years:
        yield column("report.of-year", 9, year=year)
    yield states(10)
    yield column("writers.head.notes", 60)


def _cells(indicator: Indicator, context: Context, years: range) -> Iterator[Cell]:
    printed = row(indicator, context)
    yield indicator.id
    yield called(indicator)
    yield printed.unit
    yield from _figures(context.result(indicator), years)
    yield printed.state_words
    yield joined(printed.notes)


def _figures(result: Result, years: range) -> Iterator[Cell]:
    points = {point.year: point for point in result.history}
    for year in years:
        point = points.get(year)
        yield None if point is None else rounded(point.value, point.places)
