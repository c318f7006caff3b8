"""The composed page as a tree: its text and attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.etree.ElementTree import Element


class Node(Protocol):
    """An element of the page that knows its parent (of cssselect2, which has no types)."""

    @property
    def etree_element(self) -> Element: ...
    @property
    def local_name(self) -> str: ...
    @property
    def id(self) -> str | None: ...
    @property
    def classes(self) -> set[str]: ...
    @property
    def parent(self) -> Node | None: ...
    def iter_children(self) -> Iterator[Node]: ...
    def query(self, selector: str) -> Node | None: ...
    def query_all(self, selector: str) -> Iterable[Node]: ...


def nodes(element: Node) -> Iterator[str | Node]:
    """An element's children and the text between them, in order; comments fall out."""
    yield element.etree_element.text or ""
    wrapped = element.iter_children()
    for raw in element.etree_element:
        if isinstance(raw.tag, str):
            yield next(wrapped)
        yield raw.tail or ""


def attribute(element: Node, name: str) -> str:
    """An attribute, or nothing."""
    return str(element.etree_element.get(name, ""))


def words(element: Node) -> str:
    """All text of an element, spaces collapsed."""
    return " ".join("".join(element.etree_element.itertext()).split())


def meta(page: Node, name: str) -> str:
    """What the page says of itself under `name`, or nothing."""
    found = page.query(f'meta[name="{name}"]')
    return "" if found is None else attribute(found, "content")
