"""A web page as paragraphs: what stands in a block is one, scripts and menus are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plan_eval.drafting.sources import Marked, table_of

_UNSEEN = {"script", "style", "head", "nav", "template", "noscript", "button", "select", "svg"}
_BLOCKS = {
    *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main", "body"),
    *("header", "footer", "aside", "blockquote", "center", "table", "form", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "pre", "br", "hr", "html", "td", "th", "tr"),
    *("tbody", "thead", "tfoot", "caption"),
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BACK = re.compile(r"^\s*[\[［(（]?[\d*①-⑳↩^]+[\]］)）]?\s*|\s*↩︎?\s*$")


def read_page(html: str) -> tuple[list[Marked], dict[str, str]]:
    """Paragraphs and notes of a page.

    A mark is a link to a place in the page whose block links back, as Word, Pandoc and editors
    write footnotes.
    """
    import tinyhtml5

    root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    notes = _notes(root)
    reader = _Reader(set(notes))
    reader.read(root)
    reader.close()
    return reader.found, {name: text for name, (_, text) in notes.items()}


def _notes(root: Element) -> dict[str, tuple[Element, str]]:
    """The blocks that are notes, by the name that their marks link to."""
    links = {
        link.get("href", "")[1:]: link
        for link in root.iter("a")
        if link.get("href", "").startswith("#")
    }
    parents = {child: parent for parent in root.iter() for child in parent}
    order = {element: n for n, element in enumerate(root.iter())}
    found: dict[str, tuple[Element, str]] = {}
    for element in root.iter():
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if not name or name not in links or order[links[name]] > order[element]:
            continue  # a note stands behind its mark; what links back to a mark is no mark
        block = element
        while block.tag not in ("p", "li", "div", "dd", "aside") and block in parents:
            block = parents[block]
        if block is root or links[name] in set(block.iter()):
            continue
        mark = links[name]
        own = {mark.get("id"), mark.get("name"), _named_above(mark, parents)} - {None}
        back = any(link.get("href", "")[1:] in own for link in block.iter("a"))
        if back and not any(other is block for other, _ in found.values()):
            text = "".join(block.itertext())
            found[name] = (block, _BACK.sub("", _BACK.sub("", text, count=1)).strip())
    if found:
        _hide(root, {id(block) for block, _ in found.values()})
    return found


def _named_above(mark: Element, parents: dict[Element, Element]) -> str | None:
    """The name of the <sup> around a mark."""
    return parents[mark].get("id") if mark in parents else None


def _hide(element: Element, blocks: set[int]) -> None:
    for child in list(element):
        if id(child) in blocks:
            child.clear()
        else:
            _hide(child, blocks)


class _Reader:
    """Walks the tree once; a block ends a paragraph."""

    def __init__(self, names: set[str]) -> None:
        self.found: list[Marked] = []
        self._names = names
        self._text = ""
        self._marks: list[tuple[str, int]] = []
        self._heading = False

    def read(self, element: Element) -> None:
        tag = element.tag
        if callable(tag) or tag in _UNSEEN:  # a comment's tag is a function
            return
        if tag == "table":
            self.close()
            rows = [
                [list(self._cell(cell)) for cell in row if cell.tag in ("td", "th")]
                for part in (element, *element)
                if part is element or part.tag in ("thead", "tbody", "tfoot")
                for row in part
                if row.tag == "tr"  # of this table, not of one within a cell
            ]
            self.found.extend(table_of(rows, len(self.found) + 1))
            return
        if tag == "a" and (name := element.get("href", "")[1:]) in self._names:
            self._marks.append((name, len(self._text.lstrip())))
            return
        block = tag in _BLOCKS
        if block:
            self.close()
            self._heading = tag in _HEADINGS
        self._add(element.text)
        for child in element:
            self.read(child)
            self._add(child.tail)
        if block:
            self.close()

    def close(self) -> None:
        """End the paragraph."""
        if self._text.strip():
            line = len(self.found) + 1
            self.found.append(Marked(self._text, line, tuple(self._marks), self._heading))
        self._text, self._marks, self._heading = "", [], False

    def _add(self, text: str | None) -> None:
        flat = re.sub(r"[\t\r\n ]+", " ", text or "")
        # a line break in the source between two Chinese characters is no space
        flat = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", flat)
        self._text += flat if self._text else flat.lstrip()

    def _cell(self, cell: Element) -> Iterator[Marked]:
        inner = _Reader(self._names)
        inner.read(cell)
        inner.close()
        for one in inner.found:
            line = len(self.found) + 1
            yield Marked(one.text, line, one.marks, one.heading)
