"""Age groups as offices write them: 35-64岁, 35至64周岁, 65岁及以上, 3岁以下, 不满1岁."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

WHOLE = (
    *("", "合计", "总计", "全部", "全年龄", "各年龄", "不分年龄", "所有年龄"),
    *("total", "all ages"),
)
"""Words for no split by age at all."""

_AGE = r"([0-9]{1,3})\s*(?:周岁|岁)?"
_RANGE = re.compile(rf"{_AGE}\s*(?:[-~‐‑‒–—―−〜]{{1,2}}|至|到)\s*{_AGE}")
_FROM = re.compile(rf"{_AGE}\s*(?:[及或]?以上|\+)")
_UP_TO = re.compile(rf"{_AGE}\s*(?:[及或]?以下|以内)")
_BELOW = re.compile(rf"(?:不满|未满|不足)\s*{_AGE}")
_ONE = re.compile(r"([0-9]{1,3})\s*(?:周岁|岁)")


class Ages(NamedTuple):
    """Whole years, both ends included; no upper end where `last` is None."""

    first: int
    last: int | None

    @property
    def words(self) -> str:
        """One spelling for each group, the commonest."""
        if self.last is None:
            return f"{self.first}岁以上"
        if self.first == self.last:
            return f"{self.first}岁"
        return f"{self.last}岁以下" if self.first == 0 else f"{self.first}-{self.last}岁"


def ages_of(text: str) -> Ages | None:
    """The years of an age group in narrow characters; None where it names none.

    以上 and 以下 include the number (Civil Code, article 1259).
    """
    text = text.strip()
    if found := _RANGE.fullmatch(text):
        first, last = map(int, found.groups())
        return Ages(first, last) if first <= last else None
    if found := _FROM.fullmatch(text):
        return Ages(int(found[1]), None)
    if found := _UP_TO.fullmatch(text):
        return Ages(0, int(found[1]))
    if found := _BELOW.fullmatch(text):
        return Ages(0, int(found[1]) - 1) if int(found[1]) else None
    found = _ONE.fullmatch(text)
    return Ages(int(found[1]), int(found[1])) if found else None


def spelled(text: str) -> str:
    """An age group in its one spelling, "" for no split by age; what names no ages stays as it is.

    `text` is in narrow characters.
    """
    if text.casefold() in WHOLE:
        return ""
    ages = ages_of(text)
    return ages.words if ages else text


def make_up(groups: Collection[Ages], whole: Ages) -> bool:
    """Whether the groups, end to end and without overlap, are the whole."""
    ordered = sorted(groups, key=lambda group: group.first)
    after: int | None = whole.first
    for one in ordered:
        if after is None or one.first != after:
            return False
        after = None if one.last is None else one.last + 1
    return len(ordered) > 1 and after == (None if whole.last is None else whole.last + 1)
