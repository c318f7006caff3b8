"""What a document gathers while its page is walked: notes, pictures, bookmarks, sequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.cascade import Cascade
from plan_eval.report.writers.word.ooxml import run, simple_field, text, w
from plan_eval.report.writers.word.page import Node, attribute
from plan_eval.report.writers.word.pictures import Pictures
from plan_eval.report.writers.word.reference import Reference


@dataclass
class Job:
    """One document in the making.

    `targets` are the ids that links lead to; `listed` those headings that the contents name, with
    their level; `pages` the pages that print gives anchors, `left_out` the elements that are not
    written.
    """

    cascade: Cascade
    reference: Reference
    pictures: Pictures
    pages: Mapping[str, str]
    left_out: frozenset[Element]
    targets: frozenset[str]
    listed: Mapping[str, int]
    notes: list[Element] = field(default_factory=list)
    sequences: dict[str, int] = field(default_factory=dict)
    _bookmarks: int = 0

    def is_written(self, element: Node) -> bool:
        """Whether an element is a part of the text: not hidden, left out, or in the margin."""
        return (
            self.cascade.of(element).shown
            and element.etree_element not in self.left_out
            and "page-mark" not in element.classes
        )

    def bookmark(self, anchor: str) -> tuple[Element, Element]:
        """The start and the end of a bookmark."""
        self._bookmarks += 1
        start = w("bookmarkStart", id=self._bookmarks, name=bookmark_name(anchor))
        return start, w("bookmarkEnd", id=self._bookmarks)

    def page_of(self, anchor: str) -> list[Element]:
        """The page of an anchor as a field that Word renews, showing the page it has in print.

        An anchor that is not written keeps its page as words.
        """
        shown = run(None, text(self.pages.get(anchor, "")))
        if anchor not in self.targets:
            return [shown]
        return simple_field(f"PAGEREF {bookmark_name(anchor)} \\h", shown)

    def sequence(self, label: str, number: int) -> str:
        """The field that counts tables or figures; a printed number out of order is kept."""
        last, self.sequences[label] = self.sequences.get(label, 0), number
        reset = "" if number == last + 1 else f" \\r {number}"
        return f"SEQ {label} \\* ARABIC{reset}"


def bookmark_name(anchor: str) -> str:
    """A name as Word allows it: letters, digits and _, at most 40."""
    return "b_" + "".join(c if c.isalnum() else "_" for c in anchor)[:38]


def job_of(
    cascade: Cascade,
    reference: Reference,
    pictures: Pictures,
    pages: Mapping[str, str],
    left_out: str,
) -> Job:
    """The job of a page: its links are looked at first."""
    out = cascade.page.query_all(left_out) if left_out else ()
    unwritten = frozenset(one.etree_element for one in out)
    inside = {of.get("id") for one in unwritten for of in one.iter()}
    listed: dict[str, int] = {}
    targets = set()
    for link in cascade.page.query_all("a[href^='#']"):
        anchor = attribute(link, "href")[1:]
        targets.add(anchor)
        if level := level_of(link):
            listed.setdefault(anchor, level)
    found = frozenset(targets - inside)
    return Job(cascade, reference, pictures, pages, unwritten, found, listed)


def level_of(link: Node) -> int:
    """The level of an entry in the contents (class l1, l2 …), or 0."""
    levels = [int(name[1:]) for name in link.classes if name[:1] == "l" and name[1:].isdigit()]
    return levels[0] if levels else 0
