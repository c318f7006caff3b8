"""What is looked at after every render: WeasyPrint only logs it, or does not say it at all."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from plan_eval.messages import listed, t

_LOGGERS = ("weasyprint",)
_NOTDEF = ".notdef glyph"

# WeasyPrint's pages and boxes have no published types.
Document = Any
Page = Any


class Complaints(logging.Handler):
    """Keeps what WeasyPrint logs as a warning or worse, while it is used as a context."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = record.getMessage()
        if line not in self.lines and not line.startswith(_NOTDEF):
            self.lines.append(line)

    def __enter__(self) -> Complaints:
        for name in _LOGGERS:
            logging.getLogger(name).addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        for name in _LOGGERS:
            logging.getLogger(name).removeHandler(self)


def notes_on(page: Page) -> tuple[int, int]:
    """How many footnotes are cited on a page, and how many are printed on it."""
    calls = notes = 0
    for box in page._page_box.descendants():
        if type(box).__name__ == "InlineBox":
            tag = box.element_tag or ""
            calls += tag.endswith("::footnote-call")
            notes += tag.endswith("::footnote-marker")
    return calls, notes


def check(
    document: Document, complaints: Complaints, families: frozenset[str] | None
) -> Iterator[str]:
    """What is wrong with a document that was just written, in words; nothing when all is well."""
    yield from (t("render.complaint", line=line) for line in complaints.lines)
    yield from _strayed_notes(document.pages)
    yield from _off_paper(document.pages)
    yield from _crowded(document.pages)
    fonts = list(document.fonts.values())
    used = {font.family for font in fonts}
    if families is not None and not used <= families:
        yield t("render.wrong-font", names=listed(sorted(used - families)))
    yield from _missing_glyphs(fonts)


def _strayed_notes(pages: Iterable[Page]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        calls, notes = notes_on(page)
        if calls != notes:
            yield t("render.strayed-note", page=number, calls=calls, notes=notes)


def _off_paper(pages: Iterable[Page]) -> Iterator[str]:
    """Text that runs over the edge of the paper: cut off in print, and nobody is told."""
    for number, page in enumerate(pages, 1):
        for box in _texts(page._page_box):
            right, bottom = box.position_x + box.width, box.position_y + box.height
            if (
                min(box.position_x, box.position_y) < 0
                or right > page.width + 1
                or bottom > page.height + 1
            ):
                yield t("render.off-paper", page=number, text=box.text[:20])
                break


def _crowded(pages: Iterable[Page]) -> Iterator[str]:
    """A figure too long for its column runs into the next: two numbers read as one."""
    for number, page in enumerate(pages, 1):
        for cell in page._page_box.descendants(placeholders=True):
            if type(cell).__name__ == "TableCellBox":
                left, right = cell.position_x, cell.position_x + cell.margin_width()
                for box in _texts(cell):
                    if box.position_x < left - 1 or box.position_x + box.width > right + 1:
                        yield t("render.crowded", page=number, text=box.text[:20])


def _texts(box: Any) -> Iterator[Any]:
    """The boxes of text in a box."""
    for one in box.descendants(placeholders=True):
        if type(one).__name__ == "TextBox" and one.text.strip():
            yield one


def _missing_glyphs(fonts: Iterable[Any]) -> Iterator[str]:
    missing = sorted({code for font in fonts for code in font.missing})
    if missing:
        signs = listed(
            t("punctuation.bracketed", first=chr(code), inside=f"U+{code:04X}") for code in missing
        )
        yield t("render.missing-glyph", signs=signs)
