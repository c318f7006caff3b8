"""The report's charts as Vega-Lite for the page: its fonts, its width, and tooltips."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.targets import EachUnit
from plan_eval.model.wording import number, target_words
from plan_eval.report.charts.line import line_chart
from plan_eval.report.charts.strip import strip_chart
from plan_eval.report.charts.theme import CONFIG, FONT
from plan_eval.report.context import Context
from plan_eval.report.rows import unit_words
from plan_eval.report.web.cards import source_words
from plan_eval.report.web.places import Places
from plan_eval.words import t

Specification = dict[str, Any]
HEIGHT = 200
_FONTS = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"


def configuration() -> Specification:
    """The look that all charts of the page share: the report's, in the reader's own fonts."""
    return dict(_with_fonts(CONFIG))


def _with_fonts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_fonts(one) for name, one in value.items()}
    return _FONTS if value == FONT else value


def specification(indicator: Indicator, context: Context, places: Places) -> Specification | None:
    """The chart of an indicator, or None where no figure was reported."""
    result = context.result(indicator)
    if not result.history:
        return None
    if isinstance(indicator.target, EachUnit):
        counts = unit_counts(result, context)
        return _for_page(strip_chart(counts, indicator.target.minimum), _units(counts, indicator))
    digits = max(point.places for point in result.history)
    chart = line_chart(result, context.plan.header.span, digits, target_words(indicator))
    return _for_page(chart, _years(result, indicator, digits, places))


def unit_counts(result: Result, context: Context) -> dict[str, Fraction]:
    """The latest figure of each town or street by name."""
    return {
        context.plan.unit[group.code].name: group.point.value
        for group in result.groups
        if group.dimension == "unit" and group.code in context.plan.unit
    }


def _for_page(chart: Any, tips: Specification) -> Specification:
    # checking against the schema takes half the time; the tests do it instead
    made: Specification = chart.to_dict(validate=False)
    made |= {"width": "container", "height": HEIGHT}
    made["autosize"] = {"type": "fit", "contains": "padding"}
    made["layer"].append(tips)
    # the page gives one configuration to all its charts
    made.pop("config", None)
    return made


def _years(result: Result, indicator: Indicator, digits: int, places: Places) -> Specification:
    unit = unit_words(indicator)
    data = [
        {
            "year": point.year,
            "value": float(point.value),
            "figure": f"{number(point.value, digits)}{unit}",
            "place": places.words(point.path, point.row),
        }
        for point in result.history
    ]
    x = {"field": "year", "type": "quantitative"}
    shown = [
        {"field": "year", "type": "quantitative", "format": "d", "title": t("report.head.year")},
        {"field": "figure", "type": "nominal", "title": t("web.head.value")},
        {"field": "place", "type": "nominal", "title": source_words(indicator)},
    ]
    return _tips(data, x, {"field": "value", "type": "quantitative"}, shown)


def _units(counts: dict[str, Fraction], indicator: Indicator) -> Specification:
    data = [
        {"unit": name, "count": float(count), "figure": f"{number(count, 0)}{indicator.unit}"}
        for name, count in counts.items()
    ]
    x = {"field": "unit", "type": "nominal", "sort": list(counts)}
    shown = [
        {"field": "unit", "type": "nominal", "title": t("columns.area")},
        {"field": "figure", "type": "nominal", "title": t("web.head.value")},
    ]
    return _tips(data, x, {"field": "count", "type": "quantitative"}, shown)


def _tips(
    data: Iterable[Specification], x: Specification, y: Specification, shown: object
) -> Specification:
    """Unseen marks over the drawn ones, wide enough for a finger."""
    untitled = {"title": None}
    return {
        "data": {"values": list(data)},
        "mark": {"type": "point", "filled": True, "size": 500, "opacity": 0},
        "encoding": {"x": {**x, **untitled}, "y": {**y, **untitled}, "tooltip": shown},
    }
