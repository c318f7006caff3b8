"""The pictures of indicators, with their captions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from plan_eval.model.assessment import Result, State
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.targets import EachUnit
from plan_eval.model.wording import called, unit_named
from plan_eval.report.charts.line import line_chart
from plan_eval.report.charts.picture import Picture, draw
from plan_eval.report.charts.strip import strip_chart
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import unit_words
from plan_eval.report.outline import Caption
from plan_eval.report.sections.figure_words import line_words, strip_words


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption; `wide` ones take the whole line."""

    caption: Caption
    picture: Picture
    wide: bool = False


def figures(indicators: Iterable[Indicator], context: Context) -> Iterable[Figure]:
    """A picture for each quantified indicator that has figures; the wide ones come last.

    An extract is short: it shows what is missed or warned of, the annex shows all.
    """
    for indicator in sorted(indicators, key=_by_unit):
        result = context.result(indicator)
        if indicator.group != "quantified" or not result.history:
            continue
        if not context.edition.whole and result.state is State.MET and not result.warnings:
            continue
        if not _by_unit(indicator):
            yield _line(indicator, context)
        elif unit_counts(result, context.plan):  # none of them may be recent enough to show
            yield _strip(indicator, context)


def unit_counts(result: Result, plan: Plan) -> dict[str, Fraction]:
    """The latest figure of each town or street by name, in the plan's order."""
    counts = {group.code: group.point.value for group in result.groups if group.dimension == "town"}
    return {called(town): counts[code] for code, town in plan.towns.items() if code in counts}


def _by_unit(indicator: Indicator) -> bool:
    return isinstance(indicator.target, EachUnit)


def _line(indicator: Indicator, context: Context) -> Figure:
    result = context.result(indicator)
    caption = context.outline.figure(called(indicator), unit_named(unit_words(indicator)))
    chart = line_chart(indicator, result, context.plan.header.span)
    return Figure(caption, draw(chart, line_words(indicator, result)))


def _strip(indicator: Indicator, context: Context) -> Figure:
    assert isinstance(indicator.target, EachUnit)
    counts = unit_counts(context.result(indicator), context.plan)
    caption = context.outline.figure(called(indicator), unit_named(indicator.unit or ""))
    chart = strip_chart(counts, indicator.target.minimum)
    return Figure(caption, draw(chart, strip_words(indicator, counts)), wide=True)
