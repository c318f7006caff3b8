"""A text of the plan in pieces, each a clause with what leads it in: together they are the text.

A piece is what an indicator quotes. Commas within brackets and quotation marks end none, and
到2030年， or 在新建和改建时， stands with the clause it speaks of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STOPS = "，。；！？,;!?\n"
_OPEN, _CLOSE = "（(“《〈「【[", "）)”》〉」】]"
_LISTS = re.compile("\\s*(?:[（(]\\d|[①-⑳])")
"""What follows a colon that ends a clause: 分项目标：（1）…."""

_LEADS_IN = re.compile(
    r"(?:到|至|截至|力争到|力争|争取到?)?20\d\d年(?:底|末|前|时|以前)?"
    "|(?:在|当|按|按照|根据|依托|针对|围绕|随着|截至|经过).{1,24}(?:时|中|下|后|前|期间|基础上|方面|过程中)"
    "|(?:其中|同时|此外|总体|总的来说|力争|努力|原则上|有条件的地方)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause of `text`, without the stop behind it. `lead`: where its own words begin."""

    text: str
    start: int
    end: int
    lead: int

    @property
    def quote(self) -> str:
        """As printed."""
        return self.text[self.start : self.end]

    @property
    def own(self) -> str:
        """Without what leads it in."""
        return self.text[self.lead : self.end]

    def joined(self, other: Piece) -> Piece:
        """From the start of this one to the end of the other."""
        return Piece(self.text, self.start, other.end, self.lead)


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a text in order; between them are only stops and white space."""
    found: list[Piece] = []
    waiting: int | None = None
    for start, end in _spans(text):
        first = start if waiting is None else waiting
        if _LEADS_IN.fullmatch(text[start:end]) and text[end : end + 1] in ("，", ",", "、"):
            waiting = first
            continue
        found.append(Piece(text, first, end, start))
        waiting = None
    if waiting is not None:
        at = len(text.rstrip(_STOPS + " \t\n"))
        found.append(Piece(text, waiting, at, waiting))
    return found


def _spans(text: str) -> list[tuple[int, int]]:
    """From stop to stop, white space trimmed, empty ones left out."""
    ends = [*_ends(text), len(text)]
    found, start = [], 0
    for end in ends:
        whole = text[start:end]
        first = start + len(whole) - len(whole.lstrip())
        last = start + len(whole.rstrip())
        if first < last:
            found.append((first, last))
        start = end + 1
    return found


def _ends(text: str) -> list[int]:
    """The stops that end a clause."""
    found, depth = [], 0
    balanced = sum(text.count(one) for one in _OPEN) == sum(text.count(one) for one in _CLOSE)
    for at, one in enumerate(text):
        if balanced and one in _OPEN:
            depth += 1
        elif balanced and one in _CLOSE:
            depth = max(depth - 1, 0)
        elif (one in "：:" and _LISTS.match(text, at + 1)) or (
            one in _STOPS and (depth == 0 or one in "。\n") and not _in_number(text, at)
        ):
            found.append(at)
    return found


def _in_number(text: str, at: int) -> bool:
    """The comma of 12,000."""
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
