"""指标达标情况一览表: every indicator judged from figures, one line each."""

from __future__ import annotations

from collections.abc import Iterator

from plan_eval.messages import t
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, level_named, rounded
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, achieved_share, row
from plan_eval.report.writers.sheets.table import (
    Cell,
    Column,
    Table,
    column,
    joined,
    levels,
    per_cent,
    shown,
    states,
)


def build(context: Context) -> Table:
    """The sheet."""
    return Table(
        name=t("writers.sheet.overall"),
        title=t("report.overall.table"),
        columns=tuple(_columns(context)),
        rows=tuple(tuple(_cells(one, context)) for one in judged(context)),
        note=_note(context),
        fixed=2,
    )


def judged(context: Context) -> Iterator[Indicator]:
    """The indicators that are judged from figures, in the order of the plan."""
    for one in context.plan.indicators.values():
        if one.group in ("quantified", "directional"):
            yield one


def _note(context: Context) -> str:
    marks = t("writers.overall-marks", levels=context.levels_named())
    return t("writers.overall-note", marks=marks if context.higher_levels else "")


def _columns(context: Context) -> Iterator[Column]:
    yield column("writers.head.code", 19)
    yield column("report.head.indicator", 40)
    yield column("report.head.area", 20)
    yield column("writers.head.group", 9, centred=True)
    yield column("writers.head.goal", 23)
    yield column("report.head.unit", 9, centred=True)
    yield column("report.head.department", 25)
    yield column("writers.head.baseline", 9)
    yield column("writers.head.baseline-year", 7, centred=True)
    yield column("report.head.latest", 9)
    yield column("report.head.year", 7, centred=True)
    yield column("report.head.target", 16, centred=True)
    yield column("writers.head.bound", 9)
    yield states(10)
    yield column("report.head.pace", 14, centred=True)
    yield column("writers.head.achieved", 10)
    yield column("writers.head.schedule", 10)
    yield column("writers.head.ratio", 9)
    yield column("writers.head.evidence", 9, centred=True)
    yield levels(8)
    for level in context.higher_levels:
        yield Column(level_named(level), 11, centred=True)


def _cells(indicator: Indicator, context: Context) -> Iterator[Cell]:
    result, printed = context.result(indicator), row(indicator, context)
    progress, baseline = result.progress, result.baseline
    yield indicator.id
    yield called(indicator)
    yield context.parts.get(context.plan.part_of(indicator.id), "")
    yield t(f"writers.group.{indicator.group}")
    yield joined(_items(indicator, context))
    yield printed.unit
    yield printed.department
    yield shown(printed.baseline)
    yield baseline.year if baseline else None
    yield shown(printed.latest)
    yield printed.year
    yield printed.target
    yield None if result.bound is None else rounded(result.bound, indicator.decimals)
    yield printed.state_words
    yield None if progress is None else printed.pace_words
    yield per_cent(achieved_share(result))
    yield per_cent(progress.schedule) if progress else None
    yield None if progress is None or progress.ratio is None else rounded(progress.ratio, 2)
    yield t(f"evidence.{result.evidence}")
    yield t(f"level.{result.warnings[0].level}") if result.warnings else None
    for level in context.higher_levels:
        yield _benchmark(printed, level)


def _items(indicator: Indicator, context: Context) -> Iterator[str]:
    """The goals, measures and projects that ask for the indicator, as the plan numbers them."""
    for source in indicator.sources:
        item = context.plan.items.get(source.item)
        if item is None:
            continue
        kind = "goal" if item.id in context.plan.goals else "measure"
        if item.id in context.plan.key_projects:
            yield item.printed
        else:
            yield t(f"report.item.{kind}", number=item.printed)


def _benchmark(printed: Row, level: str) -> Cell:
    marks = [mark for mark in printed.benchmarks if mark.level == level]
    signs = {True: " ✓", False: " ✗", None: ""}
    return joined(mark.words + signs[mark.met] for mark in marks)
