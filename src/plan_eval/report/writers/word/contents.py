"""The contents and the lists of tables and figures: Word fields, filled and ready to be renewed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.gathered import Job, bookmark_name, level_of
from plan_eval.report.writers.word.inline import runs_of
from plan_eval.report.writers.word.ooxml import field_end, field_start, run, text, w
from plan_eval.report.writers.word.page import Node, attribute, nodes, words
from plan_eval.report.writers.word.paragraphs import paragraph
from plan_eval.report.writers.word.styles import STYLES

_LABEL = re.compile(r"([^\d\s\\\"]{1,8})\d+\s")


def contents(links: Sequence[Node], job: Job) -> Iterator[Element]:
    """One paragraph an entry: words, leader, page; together they are one field."""
    entries = [_entry(link, job) for link in links]
    if _is_annexed(links[0]):  # a field would list the chapters of this volume again
        yield from entries
        return
    for at, one in enumerate(field_start(_instruction(links))):
        entries[0].insert(1 + at, one)
    entries[-1].append(field_end())
    yield from entries


def _instruction(links: Sequence[Node]) -> str:
    """Headings by their level, or captions by their label (表, 图)."""
    depth = max(level_of(link) for link in links)
    label = _LABEL.match(words(links[0]))
    if depth == 0 and label:
        return f'TOC \\h \\z \\c "{label[1]}"'
    if _is_compact(links[0]):
        styles = (f"{STYLES[f'AnnexHeading{level}']},{level}" for level in range(1, depth + 1))
        return f'TOC \\h \\z \\t "{",".join(styles)}"'
    return f'TOC \\o "1-{depth or 1}" \\h \\z'


def _is_compact(element: Node) -> bool:
    """Whether an element stands in the annex, whose headings have styles of their own."""
    around: Node | None = element
    while around is not None and "compact" not in around.classes:
        around = around.parent
    return around is not None


def _is_annexed(link: Node) -> bool:
    """Whether an entry is a chapter of another volume."""
    return link.parent is not None and "annexed" in link.parent.classes


def _entry(link: Node, job: Job) -> Element:
    level = level_of(link)
    style = f"TOC{min(level, 3)}" if level else "TableofFigures"
    if _is_annexed(link):
        style = "AnnexContents"
    anchor = attribute(link, "href")[1:]
    volume = run(None, w("tab"), text(attribute(link, "data-volume")))
    inside = [*runs_of(nodes(link), style, job), volume, *job.page_of(anchor)]
    if anchor not in job.targets:
        return paragraph(style, inside)
    named = bookmark_name(anchor)
    return paragraph(style, [w("hyperlink", *inside, anchor=named, history=1)])
