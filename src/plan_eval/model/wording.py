"""Numbers and targets in words, the same on the terminal and in the report."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from plan_eval.messages import FIRST, has, language, t
from plan_eval.model.area import Area, Goal, Measure, Project
from plan_eval.model.duty import Duty
from plan_eval.model.footnote import LEVELS
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Header, Plan
from plan_eval.model.register import Department, Town
from plan_eval.model.targets.base import trimmed as trimmed
from plan_eval.model.verdict import Point


def number(value: Fraction | Decimal | int, places: int) -> str:
    """Rounded half up, as Chinese statistics do, with exactly `places` decimals."""
    return format(rounded(value, places), "f")


def rounded(value: Fraction | Decimal | int, places: int) -> Decimal:
    """`value` rounded half up to `places` decimals; exact before that."""
    scaled = Fraction(value) * 10**places
    whole = (abs(scaled) + Fraction(1, 2)).__floor__()
    return (Decimal(whole) if scaled >= 0 else -Decimal(whole)).scaleb(-places)


def signed(value: Fraction, places: int) -> str:
    """A difference with its sign, a true minus for less."""
    shown = number(abs(value), places)
    return shown if rounded(value, places) == 0 else f"{'+' if value > 0 else '−'}{shown}"


def telling(value: Fraction, places: int, bound: Fraction | None) -> str:
    """Enough digits that number and verdict agree: 2,999 of 3,000 is not shown as 100.0."""
    shown = rounded(value, places)
    while bound is not None and value != bound and shown == bound and places < 6:
        places += 1
        shown = rounded(value, places)
    return format(shown, "f")


def places_of(point: Point, indicator: Indicator) -> int:
    """The decimals a figure is printed with: those it was sent with.

    A quotient of counts has at least the indicator's own: the counts bear them, whatever was sent.
    """
    counted = point.numerator is not None and indicator.rate is not None
    return max(point.places, indicator.decimals) if counted else point.places


def step_size(step: Fraction) -> str:
    """The size of a yearly step: two decimals, more where it would be printed as none."""
    return telling(abs(step), 2, Fraction(0))


def signed_step(step: Fraction) -> str:
    """The same with its sign, a true minus for less."""
    return f"{'+' if step > 0 else '−' if step else ''}{step_size(step)}"


def year_spans(years: Iterable[int]) -> str:
    """2020—2023、2025: runs of years drawn together; nothing for no year."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return t("punctuation.list").join(
        str(a) if a == b else t("punctuation.range", first=a, last=b) for a, b in runs
    )


def group_words(code: str, plan: Plan) -> str:
    """A town's name, the word for a sex or a residence, an age group as it is written."""
    key = f"groups.{code}"
    return called(plan.towns[code]) if code in plan.towns else t(key) if has(key) else code


def level_named(level: str, *, short: bool = False) -> str:
    """The level of a document in a sentence (国家), or `short` as one sign (国).

    A level that only its plan knows (自治区) is called as the plan calls it.
    """
    if level not in LEVELS:
        return level
    return t(f"level-short.{level}" if short else f"level-of-plan.{level}")


def target_words(indicator: Indicator) -> str:
    """The target in a few words and signs: ≥75, ≤7.5, 每年≥99, 每年50±1, 每个镇街≥1, 逐步提高."""
    return indicator.target.words()


_UNITS = {
    **{"%": "percent", "‰": "permille", "1/10万": "per-100k", "比值": "ratio"},
    **{"人": "person", "名": "person", "户": "household", "例": "case", "人次": "visit"},
    **{"次": "time", "次/人": "time-person", "村": "village", "床": "bed", "项": "item"},
    **{"份": "copy", "件": "piece", "处": "place", "年": "year", "岁": "year-of-age", "天": "day"},
    **{"小时": "hour", "分钟": "minute", "分钟/天": "minute-day", "元": "yuan"},
    **{"元/月": "yuan-month", "万元": "yuan-10k", "亿元": "yuan-100m", "万人": "people-10k"},
}
"""The units that have words in the catalogue; a plan may use others."""
_CLASSIFIERS = frozenset("个家所条张间对场期座辆台套支批起宗")
"""Units that Chinese puts behind any number of things, and other languages leave out."""


def unit_named(unit: str) -> str:
    """A unit by itself, for the head of a column: in Chinese as the plan has it."""
    if language() == FIRST or unit not in _UNITS:
        return "" if language() != FIRST and unit in _CLASSIFIERS else unit
    return t(f"unit.{_UNITS[unit]}", count="").strip()


def with_unit(figure: str, unit: str) -> str:
    """A figure with its unit in a sentence: 61.00%, 3.64/10万, 2处, 2 places; a ratio has none."""
    if language() != FIRST and unit in _CLASSIFIERS:
        return figure
    return t(f"unit.{_UNITS[unit]}", count=figure) if unit in _UNITS else figure + unit


def called(one: Area | Department | Header | Indicator | Town) -> str:
    """Its name in the language in use where the plan folder gives one, else as printed."""
    field = "name" if hasattr(one, "name") else "title"
    return str(getattr(one, f"{field}_{language()}", None) or getattr(one, field))


_TITLE = 20
"""So many characters tell a goal from the others."""


def item_title(item: str, plan: Plan) -> str:
    """What a goal, measure, project or duty is known by; "" for what is none of them."""
    match plan.reportable.get(item):
        case None:
            return ""
        case Goal(text=words) | Measure(heading=words):
            return words if len(words) <= _TITLE else f"{words[: _TITLE - 1]}…"
        case Project() | Duty() as one:
            return one.title


def field_words(name: str) -> str:
    """The words for a field of the plan's data (`scope.age`), or the field itself."""
    key = f"field.{name.replace('.', '-')}"
    return t(key) if has(key) else name
