"""What the words of a clause make of the numbers in it: read from the words around each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from plan_eval.model.chinese import (
    DATES,
    MEASURES,
    STARTS,
    Bound,
    Found,
    Hold,
    Quantity,
    Term,
    quantities,
    terms_in,
)
from plan_eval.model.indicator import WHOLE_UNITS

_STOPS = "，。；！？,;!?"
_GAP = re.compile(r"[（(][^）)]{0,6}[）)]|[^，。；、\d]{0,2}")
"""What may stand between a number and 以上: a unit that is not known, （含）."""

_LASTS = re.compile("(?:年限|年数|寿命|时长)[^，。；、]{0,8}$")
"""What is counted in years, so that 11.5年 is no date (平均受教育年限达到11.5年)."""

_SHARES = frozenset(("%", "‰", "1/10万"))
_IN_ROW = re.compile("[、和与及]{1,2}")

_COUNTED = frozenset(("addition", "each_unit"))
"""Kinds of which the number counts things."""

OF_A_NUMBER = frozenset(("standard", "addition", "each_unit", "ratio"))
"""Kinds that words beside a number name."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand in a text of the plan."""

    text: str
    start: int
    end: int

    @property
    def clause(self) -> tuple[int, int]:
        """From stop to stop."""
        ends = [at for at, one in enumerate(self.text) if one in _STOPS]
        before = max((at + 1 for at in ends if at < self.start), default=0)
        return before, min((at for at in ends if at >= self.end), default=len(self.text))

    @property
    def numbers(self) -> list[Quantity]:
        """The numbers that stand in it, whole even where it cuts them (5% of 75%)."""
        return [
            number
            for number in numbers_of(self.text)
            if number.start < self.end and number.end > self.start
        ]


@dataclass(frozen=True, slots=True)
class Said:
    """What the words around a number make of it; `change`: a difference, not a level."""

    bounds: frozenset[Bound]
    hold: Hold | None
    change: bool
    kinds: frozenset[str]


@lru_cache(maxsize=4096)
def numbers_of(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text; the same few texts are asked for again and again."""
    return tuple(quantities(text))


@lru_cache(maxsize=4096)
def terms_of(text: str) -> tuple[Found, ...]:
    """The terms of a text, likewise."""
    return tuple(terms_in(text))


def said_of(text: str, number: Quantity) -> Said:
    """The bounds, hold and kinds that the words before and behind a number of `text` give it.

    Before it counts the clause back to the number before that, behind it what follows at once.
    Where both bind it each is admitted (超过30%以上); a weak term counts only alone.
    """
    before, behind = _before(text, number), _behind(text, number)
    row = _row(text, number)
    if number != row[0] and not any(term.bound or term.hold for term in before):
        before = _before(text, row[0])  # 保持在 of 保持在3‰、4‰和5‰以下 is of all three,
    if number != row[-1] and not behind:
        behind = _behind(text, row[-1])  # and so is 以下
    bounding = [term for term in before if term.bound and term.place == "before"]
    strong = [term.bound for term in bounding if not term.weak][-1:]
    strong += [term.bound for term in behind]
    weak = [term.bound for term in bounding][-1:]
    stand = [term.term for term in terms_of(text) if term.start == number.end]
    return Said(
        bounds=frozenset(one for one in strong or weak if one),
        hold=next((term.hold for term in (*behind, *reversed(before)) if term.hold), None),
        change=number.unit in ("百分点", "倍") or any(term.change for term in bounding[-1:]),
        kinds=frozenset(
            kind
            for term in before
            if term.place == "alone"
            for kind in term.kinds
            # 新增劳动力平均受教育年限14年 adds no years, 各镇覆盖率100% counts nothing in each
            if kind not in _COUNTED or number.unit in ("", *WHOLE_UNITS)
        )
        | ({"ratio"} if number.unit == ":" else frozenset())
        | {kind for term in stand for kind in term.kinds if kind == "standard"},  # 15分钟生活圈
    )


def _row(text: str, number: Quantity) -> list[Quantity]:
    """The numbers of one unit that stand in a row with a number (3‰、4‰和5‰以下), in order."""
    alike = [one for one in numbers_of(text) if one.unit == number.unit and one.unit in _SHARES]
    at = alike.index(number) if number in alike else -1
    if at < 0:
        return [number]
    first = last = at
    while first > 0 and _IN_ROW.fullmatch(text[alike[first - 1].end : alike[first].start]):
        first -= 1
    while last + 1 < len(alike) and _IN_ROW.fullmatch(
        text[alike[last].end : alike[last + 1].start]
    ):
        last += 1
    return alike[first : last + 1]


def _before(text: str, number: Quantity) -> list[Term]:
    start, _ = Spot(text, number.start, number.end).clause
    for last in [one for one in numbers_of(text) if one.end <= number.start][-1:]:
        # the 以上 of 65岁以上 is not a word before the next number
        own = [term.end for term in terms_of(text) if _follows(text, last, term)]
        start = max(start, last.end, *own)
    found = [term for term in terms_of(text) if start <= term.start and term.end <= number.start]
    return [one.term for one in found if one.term.place != "behind"]


def _behind(text: str, number: Quantity) -> list[Term]:
    _, end = Spot(text, number.start, number.end).clause
    return [
        term.term
        for term in terms_of(text)
        if _follows(text, number, term)
        or (term.term.place == "behind" and term.term.hold and number.end <= term.start < end)
    ]


def _follows(text: str, number: Quantity, found: Found) -> bool:
    """Whether a term stands right behind a number."""
    return (
        found.term.place == "behind"
        and found.start >= number.end
        and _GAP.fullmatch(text[number.end : found.start]) is not None
    )


def terms_at(spot: Spot) -> list[Term]:
    """The terms at a place; where there is none, those of its clause."""
    start, end = spot.clause
    clause = [term for term in terms_of(spot.text) if start <= term.start and term.end <= end]
    here = [one for one in clause if one.start < spot.end and one.end > spot.start]
    return [one.term for one in here or clause]


def asks(text: str, number: Quantity) -> bool:
    """Whether a printed number is a level that somebody has to reach, not an age or a date."""
    start, end = Spot(text, number.start, number.end).clause
    lasting = number.unit == "年" and _LASTS.search(text[start : number.start])
    if (number.unit in DATES and not lasting) or STARTS.search(text[start : number.start]):
        return False
    if number.unit in ("%", "‰", "1/10万", ":"):
        return True
    behind = max(
        [number.end, *(term.end for term in terms_of(text) if _follows(text, number, term))]
    )
    if text[behind : behind + 1] == "的" or (
        number.unit in MEASURES and behind < end and text[behind] not in "、和"
    ):
        return False  # 日客流超过1万人次的交通枢纽, 65岁以上妇女: of whom it speaks
    said = said_of(text, number)
    return bool(said.bounds or said.kinds & OF_A_NUMBER)
