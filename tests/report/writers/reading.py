"""How the tests read a .docx back: plain zip and XML, nothing of the writer's own."""

import re
from importlib import import_module
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from tests.report.writers.conftest import MOMENT

from plan_eval.report.writers.docx import docx_bytes

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = "●◐○△◇□▲◆▽·"  # the style sheet writes them before an element


def page(body: str, title: str = "报告") -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="author" content="某办公室"><link rel="stylesheet" href="css/report.css">'
        f'</head><body data-title="{title}">{body}</body></html>'
    )


def made(html: str) -> bytes:
    return docx_bytes(html, TEMPLATES, MOMENT)


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
    return _bare("".join(one.text or "" for one in root.iter(f"{W}t")))


def words_of(html: str) -> str:
    """The words of a page without white space; a note stands as its number."""
    parser = import_module("tinyhtml5")  # it has no types
    body = parser.parse(html, namespace_html_elements=False).find("body")
    return _bare(_words(body))


def without_signs(text: str) -> str:
    return re.sub(f"[{SIGNS}]", "", text)


def value(element: Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _words(element: Element) -> str:
    classes = element.get("class", "").split()
    if "page-mark" in classes:
        return ""
    if "fn" in classes:
        return ("," if "next" in classes else "") + element.get("data-n", "")
    inside = "".join(_words(child) + (child.tail or "") for child in element)
    return (element.text or "") + inside


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
