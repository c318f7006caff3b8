"""Layouts of pages: which of them carry marks, running heads and page numbers.

Paper and margins are those of the sections of reference.docx.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from plan_eval.messages import t
from plan_eval.report.writers.word.ooxml import SPACES, element, run, simple_field, text, w
from plan_eval.report.writers.word.styles import STYLES

LAYOUTS: Mapping[str, str] = {
    "cover": "封面",
    "summary": "一图读懂",
    "front": "目录",
    "body": "正文",
    "wide": "横排",
}
"""The layouts by the name that CSS gives a page, and the words that their section begins with."""

_W = f"{{{SPACES['w']}}}"
_UNMARKED, _BARE, _NO_CHAPTER = {"cover"}, {"cover", "summary"}, {"cover", "summary", "front"}


@dataclass(frozen=True)
class Page:
    """A layout: its name, and paper, margins and grid as the section of reference.docx has them."""

    name: str
    geometry: tuple[Element, ...]

    @property
    def text_width(self) -> int:
        """Width of the type area, of header and footer, in twentieths of a point."""
        size, margins = self._measures("pgSz"), self._measures("pgMar")
        return size["w"] - margins["left"] - margins["right"]

    def _measures(self, name: str) -> dict[str, int]:
        found = next(one for one in self.geometry if one.tag == f"{_W}{name}")
        values = {key.removeprefix(_W): value for key, value in found.attrib.items()}
        return {key: int(value) for key, value in values.items() if value.lstrip("-").isdecimal()}


def section(page: Page, parts: Mapping[str, str], *, anew: bool = False) -> Element:
    """The properties of a section; `parts` gives the relation of each header and footer, `anew`
    counts its pages from 1.
    """
    references = [
        element(f"w:{kind}Reference", {"w:type": side, "r:id": parts[f"{kind}-{side}"]})
        for kind in ("header", "footer")
        for side in ("default", "even")
        if f"{kind}-{side}" in parts
    ]
    *paper, grid = [*map(deepcopy, page.geometry), None][:3]
    count = w("pgNumType", start=1) if anew else None
    return w("sectPr", *references, w("type", val="nextPage"), *paper, count, grid)


def headers_and_footers(
    page: Page, title: str, marks: list[str], volume: str
) -> dict[str, Element]:
    """The parts of a layout by kind and side; odd pages carry the number right, even ones left.

    `volume` stands before the number, as in print: 附— 1 —.
    """
    shown = [] if page.name in _UNMARKED else marks
    return {
        "header-default": w("hdr", *_header(page, title, shown, volume)),
        "header-even": w("hdr", *_header(page, title, shown, volume)),
        "footer-default": w("ftr", _footer(page, "right", volume)),
        "footer-even": w("ftr", _footer(page, "left", volume)),
    }


def _header(page: Page, title: str, marks: list[str], volume: str) -> list[Element]:
    """The warning marks on every page, then the running head: report left, chapter right."""
    made = []
    if marks:
        between = t("punctuation.apart", first="", then="")
        band = w("rPr", w("rStyle", val="Band"))
        runs = [one for mark in marks for one in (run(band, text(mark)), run(None, text(between)))]
        made.append(w("p", w("pPr", w("pStyle", val="Mark")), *runs[:-1]))
    if page.name not in _BARE:
        tabs = w("tabs", w("tab", val="right", pos=page.text_width))
        chapter = f'"{STYLES["AnnexHeading1"]}"' if volume else "1"
        right = [] if page.name in _NO_CHAPTER else simple_field(f"STYLEREF {chapter}")
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


def _footer(page: Page, side: str, volume: str) -> Element:
    if page.name == "cover":
        return w("p", w("pPr", w("pStyle", val="Spacer")))
    indent = {"rightChars": 100} if side == "right" else {"leftChars": 100}
    properties = w("pPr", w("pStyle", val="Footer"), w("ind", **indent), w("jc", val=side))
    number = simple_field("PAGE", run(None, text("1")))
    return w("p", properties, run(None, text(f"{volume}— ")), *number, run(None, text(" —")))
