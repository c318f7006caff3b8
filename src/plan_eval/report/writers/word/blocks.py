"""The walk over the page: every block becomes paragraphs and tables, in order; nothing is left out.

An element that nobody thought of (a district's own templates) is walked like any container, so its
words are there, in the style of what is around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.contents import contents
from plan_eval.report.writers.word.gathered import Job
from plan_eval.report.writers.word.inline import Manner, Piece, Words, runs_of
from plan_eval.report.writers.word.ooxml import run, w
from plan_eval.report.writers.word.page import Node, attribute, nodes
from plan_eval.report.writers.word.paragraphs import (
    PROPERTIES,
    Block,
    Turn,
    keep_with_next,
    paragraph,
    spacer,
)
from plan_eval.report.writers.word.pictures import fit
from plan_eval.report.writers.word.styles import LINES, RUNS
from plan_eval.report.writers.word.tables import layout, room, table

_SIDE_BY_SIDE = {"cards", "columns", "trio"}
_NOTES = {"TableNote", "Source"}
_ALIGN = {"n": "right", "c": "center"}


class Walk:
    """Turns elements into blocks. `page` names the layout, `width` is that of the type area."""

    def __init__(self, job: Job, page: str = "body", width: int | None = None) -> None:
        self.job = job
        self.page = page
        self.width = self._width_of(page) if width is None else width
        self._fresh = False
        self._anchors: list[str] = []

    def container(self, element: Node, style: str, align: str | None = None) -> Iterator[Block]:
        """The blocks of an element, its loose words as paragraphs in the style around it."""
        style = self._style(element, style)
        align = align or next((_ALIGN[name] for name in _ALIGN if name in element.classes), None)
        self._remember(element)
        first = self._sign(element, style)
        loose: list[str | Node] = []
        for one in nodes(element):
            if isinstance(one, str) or not self._is_block(one):
                loose.append(one)
                continue
            yield from self._paragraph(loose, style, element, first, align)
            first, loose = (), []
            yield from self.block(one, style)
        yield from self._paragraph(loose, style, element, first, align)

    def block(self, element: Node, style: str) -> Iterator[Block]:
        """One block, on a new page or on pages of another layout where the style sheet says so."""
        if not self.job.is_written(element):
            return
        page = self._page_of(element)
        if page != self.page:
            yield from self._elsewhere(page, element, style)
            return
        self._fresh = self._fresh or self.job.cascade.of(element).new_page
        yield from self._made(element, style)

    def _made(self, element: Node, style: str) -> Iterator[Block]:
        if element.local_name == "table":
            yield from self._table(element, style)
        elif element.local_name == "nav":
            yield from self._contents(element, style)
        elif _SIDE_BY_SIDE & element.classes:
            yield self._layout(element, style)
        elif (height := self.job.cascade.of(element).min_height) is not None:
            yield from self._room(element, style, height)
        else:
            yield from self.container(element, style)

    def _elsewhere(self, page: str, element: Node, style: str) -> Iterator[Block]:
        before = self.page, self.width
        self.page, self.width, self._fresh = page, self._width_of(page), False
        yield Turn(page, attribute(element, "data-volume"))
        yield from self._made(element, style)
        self.page, self.width = before
        yield Turn(self.page)

    def _page_of(self, element: Node) -> str:
        named = "front" if element.local_name == "nav" else self.job.cascade.of(element).page
        named = named.removeprefix("annex-")
        return named if named in self.job.reference.pages else self.page

    def _width_of(self, page: str) -> int:
        return self.job.reference.pages[page].text_width

    def _paragraph(
        self,
        loose: list[str | Node],
        style: str,
        element: Node,
        first: tuple[Piece, ...],
        align: str | None,
    ) -> Iterator[Element]:
        kept = self.job.cascade.of(element).kept
        numbered = element.local_name in ("caption", "figcaption")
        if not first and not any(not isinstance(one, str) or one.strip() for one in loose):
            return
        runs = runs_of(loose, style, self.job, first, kept=kept, numbered=numbered)
        if runs:
            made = paragraph(style, runs, align=align, fresh=self._take_fresh())
            fit([made], self.width)
            yield self._anchored(made)

    def _sign(self, element: Node, style: str) -> tuple[Piece, ...]:
        computed = self.job.cascade.of(element)
        if not computed.sign:
            return ()
        manner = Manner(colour=computed.sign_colour or computed.colour)
        # with a hanging indent, a tab takes the words to where later lines begin
        return (Words(computed.sign, manner), (run(None, w("tab")),))

    def _table(self, element: Node, style: str) -> Iterator[Block]:
        if self._fresh:
            yield spacer(fresh=self._take_fresh())
        for caption in element.query_all("caption"):
            if caption.parent is element:
                yield from self.container(caption, style)
        yield table(element, self.width, self._cell, self._height)

    def _cell(self, cell: Node) -> list[Element]:
        inside = Walk(self.job, self.page, self.width)
        align = next((_ALIGN[name] for name in _ALIGN if name in cell.classes), None)
        if align is None and cell.parent and {"group", "total"} & cell.parent.classes:
            align = "left"  # its face is that of the head, which is centred
        blocks = inside.container(cell, "TableText", align)
        return [one for one in blocks if not isinstance(one, Turn)]

    def _height(self, cell: Node) -> float | None:
        return self.job.cascade.of(cell).height

    def _layout(self, element: Node, style: str) -> Element:
        cells = [one for one in element.iter_children() if one.local_name != "br"]
        # three small pictures to a line, as wide where there are fewer
        width = self.width // (3 if "trio" in element.classes else max(len(cells), 1))
        filled = []
        for cell in cells:
            inside = Walk(self.job, self.page, width)
            made = [one for one in inside.block(cell, style) if not isinstance(one, Turn)]
            filled.append((cell, made))
        return layout(filled, width, boxed="cards" in element.classes)

    def _room(self, element: Node, style: str, height: float) -> Iterator[Block]:
        """A box with room to write in."""
        if self._fresh:
            yield spacer(fresh=self._take_fresh())
        inside = Walk(self.job, self.page, self.width)
        made = [one for one in inside.container(element, style) if not isinstance(one, Turn)]
        yield paragraph("TableNote", ())  # or the box would be a part of a table above it
        yield room(made, self.width, height)

    def _contents(self, element: Node, style: str) -> Iterator[Block]:
        links: list[Node] = []
        for one in element.iter_children():
            if one.local_name == "a" and attribute(one, "href").startswith("#"):
                links.append(one)
                continue
            if links:
                yield from contents(links, self.job)
                links = []
            inner = self._contents if one.query("a[href^='#']") is not None else self.block
            yield from inner(one, style)
        if links:
            yield from contents(links, self.job)

    def _style(self, element: Node, around: str) -> str:
        style = self.job.cascade.of(element).word
        if style is None or style in RUNS:
            return around
        listed = ("Heading1", "Heading2", "AnnexHeading1", "AnnexHeading2")
        if style in listed and element.id not in self.job.listed:
            return f"Unlisted{style[-1]}"
        return style

    def _is_block(self, element: Node) -> bool:
        computed = self.job.cascade.of(element)
        return computed.word in LINES or computed.block

    def _remember(self, element: Node) -> None:
        if element.id in self.job.targets:
            self._anchors.append(element.id)

    def _take_fresh(self) -> bool:
        fresh, self._fresh = self._fresh, False
        return fresh

    def _anchored(self, made: Element) -> Element:
        """The paragraph within the bookmarks of all that begins with it."""
        for anchor in self._anchors:
            start, end = self.job.bookmark(anchor)
            made.insert(1, start)
            made.append(end)
        self._anchors.clear()
        return made


def keep_notes(blocks: list[Block]) -> None:
    """Keep the last row of a table on the page of the notes and the source below it."""
    for before, behind in pairwise(blocks):
        if isinstance(before, Element) and isinstance(behind, Element):
            style = behind.find(f"{PROPERTIES}/*")
            if style is not None and _value(style) in _NOTES and before.tag.endswith("}tbl"):
                keep_with_next(before[-1].iter(behind.tag))
            elif style is not None and _value(style) == "Source" and _style_of(before) in _NOTES:
                keep_with_next([before])


def _style_of(block: Element) -> str:
    style = block.find(f"{PROPERTIES}/*")
    return "" if style is None else _value(style)


def _value(style: Element) -> str:
    return next((value for key, value in style.attrib.items() if key.endswith("}val")), "")
