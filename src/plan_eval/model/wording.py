"""Numbers and targets in words, the same on the terminal and in the report."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from plan_eval.messages import has, t
from plan_eval.model.area import Goal, Measure, Project
from plan_eval.model.duty import Duty
from plan_eval.model.footnote import LEVELS
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.targets.base import trimmed as trimmed


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


def year_spans(years: Iterable[int]) -> str:
    """2020—2023、2025: runs of years drawn together; nothing for no year."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in runs)


def group_words(code: str, plan: Plan) -> str:
    """A town's name, the word for a sex or a residence, an age group as it is written."""
    key = f"groups.{code}"
    return plan.towns[code].name if code in plan.towns else t(key) if has(key) else code


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
