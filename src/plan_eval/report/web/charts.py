"""The report's charts as Vega-Lite for the page: its fonts, its width, and tooltips."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from plan_eval.messages import t
from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.targets import EachUnit
from plan_eval.model.wording import number
from plan_eval.report.charts.line import line_chart
from plan_eval.report.charts.strip import strip_chart
from plan_eval.report.charts.theme import CONFIG, FONT, Specification
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import unit_words
from plan_eval.report.places import Places
from plan_eval.report.sections.figures import unit_counts
from plan_eval.report.web.cards import source_words

HEIGHT = 200
_OWN = ("datasets", "params")
_FONTS = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"


def configuration() -> Specification:
    """The look that all charts of the page share: the report's, in the reader's own fonts."""
    return dict(_with_fonts(CONFIG))


def _with_fonts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_fonts(one) for name, one in value.items()}
    return _FONTS if value == FONT else value


def specification(indicator: Indicator, context: Context, places: Places) -> Specification | None:
    """The chart of an indicator, or None where no figure was reported, or none is recent enough."""
    result = context.result(indicator)
    if not result.history:
        return None
    if isinstance(indicator.target, EachUnit):
        counts = unit_counts(result, context.plan)
        if not counts:
            return None
        chart = strip_chart(counts, indicator.target.minimum)
        return _with_tips(chart, _units(counts, indicator), _unit_tips(counts))
    chart = line_chart(indicator, result, context.plan.header.span)
    # a line fills the width there is; towns need a place each
    chart = chart | {"width": "container", "height": HEIGHT}
    return _with_tips(chart, _years(result, indicator, places), _year_tips(indicator))


def shared(charts: Mapping[str, Specification]) -> dict[str, object]:
    """Charts by id, with what is the same in many of them told once.

    `charts` have the data, the parameters and the number of their `shape`; `shapes` have the rest.
    """
    numbers: dict[str, int] = {}
    shapes: list[Specification] = []
    told: dict[str, Specification] = {}
    for name, chart in charts.items():
        shape = {part: value for part, value in chart.items() if part not in _OWN}
        number_of = numbers.setdefault(json.dumps(shape, sort_keys=True), len(shapes))
        if number_of == len(shapes):
            shapes.append(shape)
        own = {part: chart[part] for part in _OWN if part in chart}
        told[name] = own | {"shape": number_of}
    return {"shapes": shapes, "charts": told}


def _with_tips(chart: Specification, tips: list[Specification], over: object) -> Specification:
    """The chart with unseen marks over the drawn ones, wide enough for a finger."""
    marks = {
        "data": {"name": "tips"},
        "mark": {"type": "point", "filled": True, "size": 500, "opacity": 0},
        "encoding": over,
    }
    made = chart | {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [*chart["layer"], marks],
        "datasets": {**chart.get("datasets", {}), "tips": tips},
    }
    # the page gives one configuration to all its charts
    made.pop("config", None)
    return made


def _years(result: Result, indicator: Indicator, places: Places) -> list[Specification]:
    unit, digits = unit_words(indicator), max(point.places for point in result.history)
    return [
        {
            "year": point.year,
            "value": float(point.value),
            "figure": f"{number(point.value, digits)}{unit}",
            "place": places.of(point),
        }
        for point in result.history
    ]


def _year_tips(indicator: Indicator) -> Specification:
    year = {"field": "year", "type": "quantitative", "format": "d", "title": t("report.head.year")}
    return {
        "x": {"field": "year", "type": "quantitative", "title": None},
        "y": {"field": "value", "type": "quantitative", "title": None},
        "tooltip": [
            year,
            {"field": "figure", "type": "nominal", "title": t("web.head.value")},
            {"field": "place", "type": "nominal", "title": source_words(indicator)},
        ],
    }


def _units(counts: Mapping[str, Fraction], indicator: Indicator) -> list[Specification]:
    return [
        {"unit": name, "count": float(count), "figure": f"{number(count, 0)}{indicator.unit}"}
        for name, count in counts.items()
    ]


def _unit_tips(counts: Mapping[str, Fraction]) -> Specification:
    return {
        "x": {"field": "unit", "type": "nominal", "sort": list(counts), "title": None},
        "y": {"field": "count", "type": "quantitative", "title": None},
        "tooltip": [
            {"field": "unit", "type": "nominal", "title": t("columns.town")},
            {"field": "figure", "type": "nominal", "title": t("web.head.value")},
        ],
    }
