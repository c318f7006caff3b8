"""Layouts of pages: paper, margins, running heads, page numbers, as in templates/css/page.css."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.looks import PITCH
from plan_eval.report.writers.word.ooxml import (
    element,
    millimetres,
    points,
    run,
    simple_field,
    text,
    w,
)


@dataclass(frozen=True)
class Page:
    """A layout, in millimetres; `inner` is the margin on the binding side."""

    name: str
    top: float = 37
    outer: float = 26
    bottom: float = 35
    inner: float = 28
    wide: bool = False
    marked: bool = True
    headed: bool = True
    chapter: bool = True
    numbered: bool = True
    grid: bool = False
    header: float = 25
    footer: float = 23

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper: A4."""
        return (297, 210) if self.wide else (210, 297)

    @property
    def text_width(self) -> int:
        """Width of the type area, of header and footer, in twentieths of a point."""
        return millimetres(self.size[0] - self.inner - self.outer)


PAGES = {
    page.name: page
    for page in (
        Page("cover", 34, 26, 40, 26, marked=False, headed=False, numbered=False),
        Page("summary", 24, 18, 22, 18, headed=False, header=14, footer=12),
        Page("front", chapter=False, grid=True),
        Page("body", grid=True),
        Page("wide", 26, 20, 22, 20, wide=True, header=15, footer=12),
    )
}


def section(page: Page, parts: dict[str, str]) -> Element:
    """The properties of a section; `parts` gives the relation of each header and footer."""
    width, height = page.size
    references = [
        element(f"w:{kind}Reference", {"w:type": side, "r:id": parts[f"{kind}-{side}"]})
        for kind in ("header", "footer")
        for side in ("default", "even")
        if f"{kind}-{side}" in parts
    ]
    landscape = {"orient": "landscape"} if page.wide else {}
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        w("pgSz", w=millimetres(width), h=millimetres(height), **landscape),
        w(
            "pgMar",
            top=millimetres(page.top),
            right=millimetres(page.outer),
            bottom=millimetres(page.bottom),
            left=millimetres(page.inner),
            header=millimetres(page.header),
            footer=millimetres(page.footer),
            gutter=0,
        ),
        _grid() if page.grid else None,
    )


def _grid() -> Element:
    """22 lines a page."""
    return w("docGrid", type="lines", linePitch=points(PITCH))


def headers_and_footers(page: Page, title: str, marks: list[str]) -> dict[str, Element]:
    """The parts of a layout by kind and side; odd pages carry the number right, even ones left."""
    shown = marks if page.marked else []
    return {
        "header-default": w("hdr", *_header(page, title, shown)),
        "header-even": w("hdr", *_header(page, title, shown)),
        "footer-default": w("ftr", _footer(page, "right")),
        "footer-even": w("ftr", _footer(page, "left")),
    }


def _header(page: Page, title: str, marks: list[str]) -> list[Element]:
    """The warning marks on every page, then the running head: report left, chapter right."""
    made = []
    if marks:
        band = w("rPr", w("rStyle", val="Band"))
        runs = [one for mark in marks for one in (run(band, text(mark)), run(None, text("　")))]
        made.append(w("p", w("pPr", w("pStyle", val="Mark")), *runs[:-1]))
    if page.headed:
        tabs = w("tabs", w("tab", val="right", pos=page.text_width))
        right = simple_field("STYLEREF 1") if page.chapter else []
        made.append(
            w(
                "p",
                w("pPr", w("pStyle", val="Header"), tabs),
                run(None, text(title)),
                run(None, w("tab")),
                *right,
            )
        )
    return made or [w("p", w("pPr", w("pStyle", val="Spacer")))]


def _footer(page: Page, side: str) -> Element:
    if not page.numbered:
        return w("p", w("pPr", w("pStyle", val="Spacer")))
    indent = {"rightChars": 100} if side == "right" else {"leftChars": 100}
    properties = w("pPr", w("pStyle", val="Footer"), w("ind", **indent), w("jc", val=side))
    number = simple_field("PAGE", run(None, text("1")))
    return w("p", properties, run(None, text("— ")), *number, run(None, text(" —")))
