"""Why a cell is no number, and the number its sender most likely means.

One cause per cell, the first that fits; each has its own words in the catalogue, under
`rules.<code>.cause`. The likely number is offered in the message and never taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from plan_eval.reading import cells

_N = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,26})(?:\.[0-9]+)?"
_FRONT = r"大约|约|大概|近|将近|接近|差不多|~|≈|about|approx\.?|circa|ca\.?"
_BEHIND = r"左右|上下|余|多|来|前后|许|强|弱"
_ABOVE = (
    "不低于|不少于|不高于|不超过|不足|至少|至多|最多|超过|超|大于|小于|高于|低于|多于|少于|达到"
)
_CHINESE = "〇零一二三四五六七八九十百千万亿两点成分之半壹贰叁肆伍陆柒捌玖拾佰仟"
_LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


CAUSES = (
    *("invisible", "too-narrow", "error-value", "program-value", "other-digits", "too-long"),
    *("scientific", "date", "brackets", "fraction", "ratio", "range", "bound", "about"),
    *("in-doubt", "letters", "signs", "points", "open-point", "wrong-point", "blank-inside"),
    *("separators", "several", "chinese", "ten-thousands", "with-unit", "with-note", "words"),
)
"""Every cause there is."""


class NotNumber(NamedTuple):
    """Why a cell is no number; `likely` is what it would be if the obvious slip is undone."""

    cause: str
    likely: str | None = None


def not_number(text: str) -> NotNumber:
    """The cause behind a cell that `cells.number` does not read."""
    inside = cells.stripped(text)
    if hidden(inside):
        text = "".join(one for one in inside if one not in hidden(inside))
        if likely := cells.number(text):
            return NotNumber("invisible", likely)
    cell = cells.plain(text)
    return next((found for look in _LOOKS if (found := look(text, cell))), NotNumber("words"))


Look = Callable[[str, str], NotNumber | None]


def _pattern(cause: str, pattern: str) -> Look:
    """A cause told by its looks alone; the groups `n` and `m` are the likely number."""
    whole = re.compile(pattern, re.IGNORECASE)

    def look(text: str, cell: str) -> NotNumber | None:
        found = whole.fullmatch(cell)
        if found is None:
            return None
        groups = found.groupdict()
        return NotNumber(cause, _number(groups.get("n") or groups.get("m") or ""))

    return look


def _number(text: str) -> str | None:
    return cells.number(text)


def hidden(text: str) -> list[str]:
    """The characters of a text that nobody sees and that stand for no blank."""
    return [one for one in text if unicodedata.category(one) in ("Cc", "Cf", "Co", "Cn")]


def _blanks(text: str, cell: str) -> NotNumber | None:
    """70 .1 or 1 234: one number with a blank inside, unless it may be two (70.1 68.2)."""
    parts = cell.split()
    if len(parts) < 2 or not re.fullmatch(r"[0-9.,+\-%]+", "".join(parts)):
        return None
    likely = _number("".join(parts))
    grouped = all(re.fullmatch(r"[0-9]{3}(?:\.[0-9]+)?", part) for part in parts[1:])
    slip = parts[1].startswith((".", ",")) or parts[0] in ("+", "-") or parts[0].endswith(".")
    return NotNumber("blank-inside", likely) if likely and (grouped or slip) else None


def _other_digits(text: str, cell: str) -> NotNumber | None:
    odd = [one for one in text if one.isnumeric() and not one.isdecimal() and one not in _CHINESE]
    odd += [one for one in text if one.isdecimal() and one not in cells.COMMON_DIGITS]
    return NotNumber("other-digits") if odd else None


def _letters(text: str, cell: str) -> NotNumber | None:
    likely = _number(cell.translate(_LETTERS))
    said = cell in "Oo" or any(one in "0123456789" for one in cell)
    return NotNumber("letters", likely) if likely and said else None


def _wrong_point(text: str, cell: str) -> NotNumber | None:
    """70。1, 70·1, 70,1: a mark that is no decimal point."""
    for mark in "。·，、,":
        before, found, behind = cells.stripped(text).partition(mark)
        if found and before.isdecimal() and behind.isdecimal() and len(behind) != 3:
            return NotNumber("wrong-point", _number(f"{before}.{behind}"))
    return None


def _too_long(text: str, cell: str) -> NotNumber | None:
    return NotNumber("too-long") if re.fullmatch(r"[+-]?[0-9,]{27,}(?:\.[0-9]+)?", cell) else None


def _chinese(text: str, cell: str) -> NotNumber | None:
    rest = re.sub(rf"^(?:{_FRONT})|(?:{_BEHIND})$|[%人个户例]$", "", cell)
    return NotNumber("chinese") if rest and not set(rest) - set(_CHINESE) else None


_UNIT = r"[^\W\d_]+(?:/[^\W_]+)?|%|‰|°|℃|¥|\$|£"
_LOOKS: tuple[Look, ...] = (
    _pattern("too-narrow", r"#+"),
    _pattern("error-value", r"#[A-Z/0?!_]+[!?]?|Err:\d+|#N/A.*"),
    _pattern("program-value", r"nan|[+-]?inf(?:inity)?|null|none|nil|true|false|undefined|0x\w+"),
    _other_digits,
    _too_long,
    _pattern("scientific", r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+"),
    _pattern(
        "date",
        r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日"
        r"|\d{1,2}/\d{1,2}/\d{4})(?:[T ]\d.*)?|\d{1,2}:\d{2}:\d{2}(?:\.\d+)?",
    ),
    _pattern("brackets", rf"[(\[](?P<n>{_N})%?[)\]]"),
    _pattern("fraction", r"\d+\s*/\s*\d+"),
    _pattern("ratio", rf"{_N}\s*[:∶]\s*{_N}"),
    _pattern("range", rf"{_N}%?\s*(?:-{{1,2}}|–|—{{1,2}}|~|～|至|到)\s*{_N}%?(?:[^\W\d_]*)"),
    _pattern(
        "bound",
        rf"(?:[<>≥≤≧≦]=?|{_ABOVE})\s*(?P<n>{_N})\D*|(?P<m>{_N})\D?(?:以上|以下|以内|\+)",
    ),
    _pattern(
        "about", rf"(?:{_FRONT})\s*(?P<n>{_N})\D*|(?P<m>{_N})\s*(?:%|[^\W\d_])?(?:{_BEHIND})\D?"
    ),
    _pattern("in-doubt", rf"(?P<n>{_N})%?\s*(?:\?+|\(\?+\))|±\s*{_N}|{_N}\s*±.*"),
    _letters,
    _pattern("signs", rf"[+-]{{2,}}\s*(?P<n>{_N})|(?P<m>{_N})[+-]+"),
    _pattern("points", r"\d+(?:\.\d*){2,}"),
    _pattern("open-point", r"[+-]?(?:\.\d+|\d+\.)"),
    _wrong_point,
    _blanks,
    _pattern("separators", r"\d{1,3}(?:[_'’´`,]\d+)+(?:\.\d+)?"),
    _pattern("several", rf"{_N}%?(?:\s*[\s,;、/|]\s*{_N}%?)+"),
    _chinese,
    _pattern("ten-thousands", rf"(?P<n>{_N})\s*(?:[十百千万亿]+).*"),
    _pattern("with-unit", rf"(?:[¥$£]\s*)?(?P<n>{_N})\s*(?:{_UNIT})?"),
    _pattern("with-note", rf"(?P<n>{_N})%?\s*\D.*|[^\d+-]+(?P<m>{_N})\D*"),
)
