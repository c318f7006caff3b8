"""How the tests read a .docx back: plain zip and XML, nothing of the writer's own."""

import re
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from tests.report.writers.conftest import MOMENT

from plan_eval.report.writers.docx import Source, docx_bytes

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = "●◐○△◇□▲◆▽·"  # the style sheet writes them before an element


def page(body: str, title: str = "报告") -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="author" content="某办公室"><link rel="stylesheet" href="css/report.css">'
        f'</head><body data-title="{title}">{body}</body></html>'
    )


def source(html: str, **others: Any) -> Source:
    return Source(html, (TEMPLATES,), MOMENT, **others)


def made(html: str, **others: Any) -> bytes:
    return docx_bytes(source(html, **others))


def part(content: bytes, name: str) -> Element:
    with ZipFile(BytesIO(content)) as package:
        return ET.fromstring(package.read(name))


def names(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as package:
        return package.namelist()


def document(body: str) -> Element:
    return part(made(page(body)), "word/document.xml")


def text_of(root: Element) -> str:
    """The words of a part without white space, footnote marks included."""
    return bare("".join(one.text or "" for one in root.iter(f"{W}t")))


def cells_of(root: Element) -> list[list[str]]:
    """The words of each cell, table by table; cells that only go on from above are left out."""
    tables = [
        table for table in root.iter(f"{W}tbl") if any("ThreeLine" in of for of in _styles(table))
    ]
    return [
        # a cell may hold a table of its own, for pictures side by side
        [text_of(cell) for cell in table.findall(f"{W}tr/{W}tc") if not _goes_on(cell)]
        for table in tables
    ]


def cells_of_page(html: str) -> list[list[str]]:
    """The same of a page."""
    body = _body(html)
    return [
        [bare(_words(cell)) for row in table.iter("tr") for cell in row if cell.tag in ("td", "th")]
        for table in body.iter("table")
    ]


def words_of(html: str) -> str:
    """The words of a page without white space; a note stands as its number."""
    return bare(_words(_body(html)))


def without_signs(text: str) -> str:
    return re.sub(f"[{SIGNS}]", "", text)


def value(element: Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _body(html: str) -> Element:
    parser = import_module("tinyhtml5")  # it has no types
    body: Element = parser.parse(html, namespace_html_elements=False).find("body")
    return body


def _styles(element: Element) -> set[str]:
    at = (f"{W}pPr/{W}pStyle", f"{W}tblPr/{W}tblStyle")
    return {value(found) or "" for path in at if (found := element.find(path)) is not None}


def _goes_on(cell: Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and value(merge) != "restart"


def _words(element: Element) -> str:
    classes = element.get("class", "").split()
    if "page-mark" in classes:
        return ""
    if "fn" in classes:
        return ("," if "next" in classes else "") + element.get("data-n", "")
    inside = "".join(_words(child) + (child.tail or "") for child in element)
    # what the style sheet writes around a page's number
    around = "".join(element.get(f"data-{name}", "") for name in ("volume", "before", "after"))
    return (element.text or "") + inside + (around if element.tag == "a" else "")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)
