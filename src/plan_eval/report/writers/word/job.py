"""What a document gathers while its page is walked: notes, pictures, bookmarks, sequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.ooxml import w
from plan_eval.report.writers.word.page import attribute
from plan_eval.report.writers.word.pictures import Pictures
from plan_eval.report.writers.word.sheet import Sheet


@dataclass
class Job:
    """One document in the making.

    `targets` are the ids that links lead to; `listed` those headings that the contents name, with
    their level.
    """

    sheet: Sheet
    pictures: Pictures
    targets: frozenset[str]
    listed: Mapping[str, int]
    notes: list[Element] = field(default_factory=list)
    sequences: dict[str, int] = field(default_factory=dict)
    _bookmarks: int = 0

    def bookmark(self, anchor: str) -> tuple[Element, Element]:
        """The start and the end of a bookmark."""
        self._bookmarks += 1
        start = w("bookmarkStart", id=self._bookmarks, name=bookmark_name(anchor))
        return start, w("bookmarkEnd", id=self._bookmarks)

    def sequence(self, label: str, number: int) -> str:
        """The field that counts tables or figures; a printed number out of order is kept."""
        last, self.sequences[label] = self.sequences.get(label, 0), number
        reset = "" if number == last + 1 else f" \\r {number}"
        return f"SEQ {label} \\* ARABIC{reset}"


def bookmark_name(anchor: str) -> str:
    """A name as Word allows it: letters, digits and _, at most 40."""
    return "b_" + "".join(c if c.isalnum() else "_" for c in anchor)[:38]


def job_of(page: Any, sheet: Sheet, pictures: Pictures) -> Job:
    """The job of a page: its links are looked at first."""
    links = page.query_all("a[href^='#']")
    listed: dict[str, int] = {}
    targets = set()
    for link in links:
        anchor = attribute(link, "href")[1:]
        targets.add(anchor)
        if level := level_of(link):
            listed.setdefault(anchor, level)
    return Job(sheet, pictures, frozenset(targets), listed)


def level_of(link: Any) -> int:
    """The level of an entry in the contents (class l1, l2 …), or 0."""
    levels = [int(name[1:]) for name in link.classes if name[:1] == "l" and name[1:].isdigit()]
    return levels[0] if levels else 0
