"""Changes and gaps in words, each the difference of the figures printed beside it.

提高9.9个百分点, 减少409例, 还差4.9个百分点, 缩小18.5分钟/天; a floor in each unit in units.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from plan_eval.assess.priority import distance
from plan_eval.assess.trends import resolution
from plan_eval.messages import t
from plan_eval.model.assessment import Result
from plan_eval.model.indicator import Indicator
from plan_eval.model.wording import number
from plan_eval.report.indicator_row import (
    baseline_words,
    change_words,
    latest_words,
    towns_reached,
    unit_words,
    with_unit,
)


@dataclass(frozen=True, slots=True)
class Change:
    """The way of a figure since the baseline: `verb` 提高, `size` with its unit, both ends as said.

    `rose` is None where the printed figures are the same.
    """

    first: int
    last: int
    since: str
    now: str
    rose: bool | None
    verb: str
    size: str

    @property
    def said(self) -> str:
        """提高9.9个百分点, or 与基期持平."""
        if self.rose is None:
            return t("report.change.same")
        return t("report.change.by", verb=self.verb, size=self.size)


def change(result: Result, indicator: Indicator) -> Change | None:
    """The change since the baseline; None without two comparable figures."""
    shown = change_words(result, indicator)
    first, last = result.baseline, result.latest
    if shown == "—" or first is None or last is None:
        return None
    ends = (baseline_words(result, indicator), latest_words(result, indicator))
    since, now = (with_unit(end, indicator) for end in ends)
    size = with_points(shown.lstrip("+−"), indicator)
    rose = None if not shown.strip("0.") else not shown.startswith("−")
    now_units, then_units = towns_reached(result), towns_reached(result, first.value)
    if now_units and then_units:
        more = now_units[0] - then_units[0]
        since, now, size = (
            t("report.units-short", count=count)
            for count in (then_units[0], now_units[0], abs(more))
        )
        rose = None if not more else more > 0
    return Change(first.year, last.year, since, now, rose, _verb(indicator, rose=bool(rose)), size)


def _verb(indicator: Indicator, *, rose: bool) -> str:
    """提高, 降低; counts 增加, 减少; differences 扩大, 缩小."""
    if indicator.target.kind == "gap":
        return t(f"report.change.{'wider' if rose else 'narrower'}")
    if indicator.whole or indicator.target.kind == "each_unit":
        return t(f"report.change.{'more' if rose else 'fewer'}")
    return t(f"report.change.{'up' if rose else 'down'}")


def moved(result: Result, indicator: Indicator) -> str | None:
    """Where the way since the baseline took a figure: better, same (within rounding) or worse.

    None where the target wants no way or the ends do not compare.
    """
    wanted, first, last = indicator.target.direction, result.baseline, result.latest
    if wanted is None or first is None or last is None or change(result, indicator) is None:
        return None
    step = last.value - first.value
    if abs(step) <= resolution(last.places):
        return "same"
    return "better" if (step > 0) == (wanted == "up") else "worse"


def now_said(result: Result, indicator: Indicator) -> str:
    """The latest figure in a sentence; a floor in each unit as so many units."""
    if (counted := towns_reached(result)) is not None:
        return t("report.units-short", count=counted[0])
    return with_unit(latest_words(result, indicator), indicator)


def gap(result: Result, indicator: Indicator) -> str | None:
    """What is missing, from the printed figure to the end it misses: 4.9个百分点, 2处, 5个镇街.

    None where nothing is, or nothing that can be counted (a bound that is excluded).
    """
    left, latest = distance(result), result.latest
    if latest is None or not left:
        return None
    if towns_reached(result) is not None:
        return t("report.units-short", count=len(result.failing)) if result.failing else None
    shown, edge = latest_words(result, indicator), latest.value + left
    places = max(len(shown.partition(".")[2]), 0 if indicator.whole else 1)
    missing = abs(edge - Fraction(shown))
    while missing and Fraction(number(missing, places)) != missing and places < 6:
        places += 1
    return with_points(number(missing, places), indicator)


def with_points(figure: str, indicator: Indicator) -> str:
    """A difference and what it is counted in: 个百分点 for %, 千分点 for ‰, else the unit."""
    match unit_words(indicator):
        case "%":
            return t("report.change.points", count=figure)
        case "‰":
            return t("report.change.permille", count=figure)
        case _:
            return with_unit(figure, indicator)
