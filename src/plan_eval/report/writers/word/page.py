"""The composed page as a tree: its text and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def nodes(element: Any) -> Iterator[Any]:
    """An element's children and the text between them, in order; comments fall out."""
    yield element.etree_element.text or ""
    wrapped = element.iter_children()
    for raw in element.etree_element:
        if isinstance(raw.tag, str):
            yield next(wrapped)
        yield raw.tail or ""


def attribute(element: Any, name: str) -> str:
    """An attribute, or nothing."""
    return str(element.etree_element.get(name, ""))


def words(element: Any) -> str:
    """All text of an element, spaces collapsed."""
    return " ".join("".join(element.etree_element.itertext()).split())


def meta(page: Any, name: str) -> str:
    """What the page says of itself under `name`, or nothing."""
    found = page.query(f'meta[name="{name}"]')
    return "" if found is None else attribute(found, "content")
