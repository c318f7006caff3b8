"""The composed page as a tree, read as the PDF's typesetter reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan_eval.report.writers.extras import library

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
_SILENT = frozenset(["head", "link", "meta", "noscript", "script", "style", "template", "title"])


def read_page(html: str) -> Any:
    """The root of the page; each element knows its parent, classes and id."""
    tree = library("tinyhtml5", "docx").parse(html, namespace_html_elements=False)
    return library("cssselect2", "docx").ElementWrapper.from_html_root(tree)


def nodes(element: Any) -> Iterator[Any]:
    """An element's children and the text between them, in order; comments fall out."""
    yield element.etree_element.text or ""
    wrapped = element.iter_children()
    for raw in element.etree_element:
        if isinstance(raw.tag, str):
            yield next(wrapped)
        yield raw.tail or ""


def is_block(element: Any, display: str | None) -> bool:
    """Whether an element makes paragraphs of its own; the style sheet may turn a span into one."""
    if display in ("block", "grid", "flex", "list-item", "table"):
        return True
    return element.local_name in _BLOCKS


def is_silent(element: Any, display: str | None) -> bool:
    """Whether an element is no part of the text: the head, and what pages carry in their margin."""
    return display == "none" or element.local_name in _SILENT or "page-mark" in element.classes


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
