"""The pictures of indicators, with their captions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan_eval.model.indicator import Indicator
from plan_eval.model.targets import EachUnit
from plan_eval.model.wording import target_words
from plan_eval.report.charts.line import line
from plan_eval.report.charts.strip import strip
from plan_eval.report.charts.theme import Picture
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption
from plan_eval.report.rows import unit_words
from plan_eval.words import t


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption; `wide` ones take the whole line."""

    caption: Caption
    picture: Picture
    wide: bool = False


def figures(indicators: Iterable[Indicator], context: Context) -> Iterable[Figure]:
    """A picture for each quantified indicator that has figures."""
    for indicator in indicators:
        if indicator.group == "quantified" and context.result(indicator).history:
            yield _strip(indicator, context) if _by_unit(indicator) else _line(indicator, context)


def _by_unit(indicator: Indicator) -> bool:
    return isinstance(indicator.target, EachUnit)


def _words(indicator: Indicator) -> str:
    target, unit = target_words(indicator), unit_words(indicator)
    return t("report.figure.line", name=indicator.name, target=target, unit=unit)


def _line(indicator: Indicator, context: Context) -> Figure:
    result = context.result(indicator)
    caption = context.outline.figure(indicator.name, unit_words(indicator))
    places = max(point.places for point in result.history)
    span, target = context.plan.header.span, target_words(indicator)
    return Figure(caption, line(result, span, places, _words(indicator), target))


def _strip(indicator: Indicator, context: Context) -> Figure:
    assert isinstance(indicator.target, EachUnit)
    counts = {
        context.plan.unit[group.code].name: group.point.value
        for group in context.result(indicator).groups
        if group.dimension == "unit" and group.code in context.plan.unit
    }
    caption = context.outline.figure(indicator.name, indicator.unit)
    return Figure(caption, strip(counts, indicator.target.minimum, _words(indicator)), wide=True)
