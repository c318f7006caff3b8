"""与上级规划目标比较: a table of what higher plans speak of, and for the annex a picture."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.messages import joined, t
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, level_named
from plan_eval.report.charts.bullet import OWN, Bullet, bullets
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row, row
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.figures import Figure
from plan_eval.report.sections.phrases import named


@dataclass(frozen=True, slots=True)
class Comparison:
    """The section."""

    heading: Heading
    text: str
    caption: Caption
    levels: tuple[str, ...]
    rows: tuple[Row, ...]


def comparison(context: Context) -> Comparison | None:
    """The comparison, or None where no footnote gives a benchmark."""
    plan, outline = context.plan, context.outline
    indicators = [i for i in plan.indicators.values() if plan.benchmarks_of(i.id)]
    if not indicators:
        return None
    levels = context.levels_named()
    heading = outline.section(t("report.attainment.benchmarks", levels=levels))
    compared = tuple(row(indicator, context) for indicator in indicators)
    caption = outline.table(t("report.attainment.benchmark-table"))
    return Comparison(heading, _text(compared), caption, context.higher_levels, compared)


def _text(compared: tuple[Row, ...]) -> str:
    marks = [mark for row in compared for mark in row.benchmarks if mark.met is not None]
    if not marks:
        return t("report.attainment.benchmark-none", indicators=len(compared))
    count = sum(bool(mark.met) for mark in marks)
    text = t(
        "report.attainment.benchmark-text",
        indicators=len(compared),
        marks=len(marks),
        met=t("report.benchmarks-met", count=count) if count else t("report.benchmarks-none"),
    )
    missed = [row.name for row in compared if any(mark.met is False for mark in row.benchmarks)]
    return joined(
        [text, t("report.attainment.benchmark-missed", names=named(missed)) if missed else ""]
    )


def benchmark_figure(context: Context) -> Figure | None:
    """The same as a picture; None where no indicator in percent has levels to compare."""
    plan = context.plan
    indicators = [i for i in plan.indicators.values() if plan.benchmarks_of(i.id)]
    rows = [bullet for i in indicators if (bullet := _bullet(i, context)) is not None]
    if not rows:
        return None
    levels = {level: level_named(level) for level in context.higher_levels}
    levels[OWN] = t("report.attainment.own-target")
    words = t("report.attainment.benchmark-figure", levels=context.levels_named())
    caption = context.outline.figure(words, "%")
    return Figure(caption, bullets(rows, levels, t("report.head.latest"), words), wide=True)


def _bullet(indicator: Indicator, context: Context) -> Bullet | None:
    """An indicator in percent with a level of its own; others have no place on the axis."""
    plan, result = context.plan, context.result(indicator)
    if indicator.unit != "%" or result.latest is None or result.bound is None:
        return None
    targets: dict[str, float] = {OWN: float(result.bound)}
    for benchmark in plan.benchmarks_of(indicator.id):
        targets[plan.document[benchmark.document].level] = float(benchmark.value)
    return Bullet(called(indicator), float(result.latest.value), targets)
