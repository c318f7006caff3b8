"""The levels in a clause: numbers and absolute words that ask for something, and their words.

Which number asks, and what binds it, is read as lint reads it (`model.clauses`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plan_eval.drafting.clauses import Piece
from plan_eval.drafting.vocabulary import BUILDS
from plan_eval.model.chinese import DATES, Found, Quantity
from plan_eval.model.clauses import Said, asks, numbers_of, said_of, terms_of
from plan_eval.model.indicator import WHOLE_UNITS

_NEAR = 4
"""Characters between 至少 and its number (至少各配备1名)."""

_COUNTS = frozenset(("addition", "each_unit"))


@dataclass(frozen=True, slots=True)
class Level:
    """A number, or an absolute word (`term`), that asks for something.

    `start` and `end` are the place of the words that give it (控制在…以下); `said` is taken over
    from the number before in a list (新增4处…，3处…).
    """

    start: int
    end: int
    said: Said
    number: Quantity | None = None
    term: Found | None = None

    @property
    def counts(self) -> bool:
        """Whether things are counted that are named behind it (至少1处…, 新增4处…)."""
        return self.number is not None and self.number.unit in WHOLE_UNITS


_NOTHING = Said(frozenset(), None, False, frozenset())


def levels_of(piece: Piece, before: Level | None = None) -> list[Level]:
    """The levels of a piece in order; an absolute word beside a number is part of it (均达到100%).

    `before` is the last level of the clause before, whose list may go on in this one.
    """
    numbers = list(_numbers(piece, before))
    if numbers:
        return numbers
    covering = [
        Level(one.start, one.end, _NOTHING, term=one)
        for one in terms_of(piece.text)
        if "full_coverage" in one.term.kinds and piece.start <= one.start and one.end <= piece.end
    ]
    # 应保尽保、应养尽养 are two, 全员实现全覆盖 is one
    return [
        one
        for n, one in enumerate(covering)
        if n + 1 == len(covering) or in_row(piece.text[one.end : covering[n + 1].start])
    ]


def _numbers(piece: Piece, before: Level | None) -> Iterator[Level]:
    last = before
    for number in _ranges(piece):
        said = said_of(piece.text, number)
        if _asks(piece, number) or _counts_on(piece, number, last):
            row = last is not None and in_row(piece.text[last.end : number.start])
            if row and last is not None and not (said.bounds or said.kinds):
                said = last.said
            last = Level(*_words(piece, number), said, number)
            yield last
        elif last is not None and number.unit in WHOLE_UNITS and _goes_on(piece, number, last):
            last = Level(number.start, number.end, last.said, number)
            yield last


def _counts_on(piece: Piece, number: Quantity, last: Level | None) -> bool:
    """A list of things with their counts goes on: 建成社区15个，母婴室100间."""
    follows = last is not None and last.counts and last.start < piece.start
    ends = number.end == piece.end and number.start > piece.lead + 1
    return follows and ends and not number.in_numerals and number.unit in WHOLE_UNITS


def _asks(piece: Piece, number: Quantity) -> bool:
    """Whether a number is a level; beyond what lint asks for also what is built or owned by count.

    建立100个示范点 and 每万名儿童拥有医生6.9名 have no word that binds, and still are targets.
    """
    if asks(piece.text, number) or _is_standard(piece.text, number):
        return True
    if "\t" in piece.text[piece.lead : number.start]:
        return number.unit not in DATES  # in a table of targets each figure is one
    if number.in_numerals or number.unit not in WHOLE_UNITS:
        return False
    before, behind = piece.text[piece.lead : number.start], piece.text[number.end : number.end + 1]
    if behind == "的" or re.search("每(?:年|学期|季度?|月|周|天|日)", before):
        return False  # 每学期开展2次 says how often
    built = re.search(f"{BUILDS}[好了各约共计]*$", before) is not None
    return built or re.match("每[百千万]", before) is not None


def _is_standard(text: str, number: Quantity) -> bool:
    """15分钟生活圈: the measure of a standard, which lint takes for no level of its own."""
    return any("standard" in one.term.kinds and one.start == number.end for one in terms_of(text))


def _ranges(piece: Piece) -> Iterator[Quantity]:
    """The numbers of a piece; 0.5到1个百分点 is one, of which the first end has to be reached."""
    inside = [
        one for one in numbers_of(piece.text) if piece.start <= one.start and one.end <= piece.end
    ]
    at = 0
    while at < len(inside):
        one, two = inside[at], inside[at + 1] if at + 1 < len(inside) else None
        at += 1
        if (
            two
            and one.unit in ("", two.unit)
            and re.fullmatch("[到至~～—–-]{1,2}", piece.text[one.end : two.start])
        ):
            one = replace(one, unit=two.unit, end=two.end)
            at += 1
        yield one


def in_row(between: str) -> bool:
    """65% 和 80%: whether numbers have hardly anything between them."""
    return re.fullmatch("[、和与及以]{1,2}", between) is not None


def _goes_on(piece: Piece, number: Quantity, last: Level) -> bool:
    """A list of things goes on: 一个社工站、一个家政中心; 新增4处中心，3处青少年宫."""
    if not last.counts:
        return False
    if last.start >= piece.start:
        return piece.text[number.start - 1] in "、和及"
    return number.start == piece.lead and bool(last.said.kinds & _COUNTS)


def _words(piece: Piece, number: Quantity) -> tuple[int, int]:
    """The place from the word that binds a number to the end of 以上 behind it."""
    text, start, end = piece.text, number.start, number.end
    if _is_standard(text, number):
        return start, next(one.end for one in terms_of(text) if one.start == end)
    for one in reversed(terms_of(text)):
        each = "each_unit" in one.term.kinds and text[one.start] in "每各"
        binds = one.term.place == "before" or each or "addition" in one.term.kinds
        # 至少各配备1名: a little may stand between, but between two words that bind nothing
        near = 2 * _NEAR if each else _NEAR if start == number.start else 0
        reaches = piece.start <= one.start and one.end <= start <= one.end + near
        if binds and reaches and _is_whole(text[one.end : start]):
            start = one.start
    for one in terms_of(text):
        follows = end <= one.start <= end + 2 and one.end <= piece.end
        if one.term.place == "behind" and follows and _is_whole(text[end : one.start]):
            end = one.end
    return start, end


def _is_whole(between: str) -> bool:
    """Whether nothing between a word and its number ends a clause or is another number."""
    return re.search("[，。；、\\d]", between) is None
