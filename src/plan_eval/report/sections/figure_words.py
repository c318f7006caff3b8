"""Pictures in words, for those who cannot see them: every figure that is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from plan_eval.messages import t
from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import called, number, target_words, telling, unit_named
from plan_eval.report.indicator_row import unit_words


def line_words(indicator: Indicator, result: Result) -> str:
    """The years with their figures, the target and what is expected in the target year."""
    places = max(point.places for point in result.history)
    figures = (
        t("charts.line.figure", year=p.year, value=telling(p.value, places, result.bound))
        for p in result.history
    )
    unit = unit_named(unit_words(indicator))
    return t(
        "charts.line.words",
        name=called(indicator),
        unit=t("report.in-unit", unit=unit) if unit else "",
        figures=t("charts.comma").join(figures),
        target=target_words(indicator),
        expected=_expected(result, places),
    )


def strip_words(indicator: Indicator, counts: Mapping[str, Fraction]) -> str:
    """The towns and streets with their counts, and the floor."""
    figures = (
        t("charts.strip.figure", unit=unit, value=number(count, 0))
        for unit, count in counts.items()
    )
    return t(
        "charts.strip.words",
        name=called(indicator),
        figures=t("charts.comma").join(figures),
        target=target_words(indicator),
    )


def _expected(result: Result, places: int) -> str:
    found = result.projection
    if found is None:
        return ""
    value, lower, upper = (
        number(Decimal(one), places) for one in (found.value, found.lower, found.upper)
    )
    return t("charts.line.expected", year=found.year, value=value, lower=lower, upper=upper)
