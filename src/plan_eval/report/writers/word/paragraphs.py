"""Paragraphs: a style, its runs, and the few things that no style can know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.ooxml import SPACES, w

_FRAMED = "CoverFoot"  # stands at the foot of its page, however long the title is
_FRAME_WIDTH = 8845  # 156 mm
PROPERTIES = f"{{{SPACES['w']}}}pPr"
_KEEP = f"{{{SPACES['w']}}}keepNext"


@dataclass(frozen=True)
class Turn:
    """From here on, pages of another layout; a `volume`, by its sign, counts them anew."""

    page: str
    volume: str = ""


Block = Element | Turn


def paragraph(
    style: str,
    runs: Iterable[Element],
    *,
    align: str | None = None,
    fresh: bool = False,
) -> Element:
    """A paragraph; `fresh` starts a page."""
    properties = w(
        "pPr",
        w("pStyle", val=style),
        w("pageBreakBefore") if fresh else None,
        _frame() if style == _FRAMED else None,
        w("jc", val=align) if align else None,
    )
    return w("p", properties, *runs)


def spacer(*, fresh: bool = False, ends: Element | None = None) -> Element:
    """A paragraph that nobody sees, where Word needs one; `ends` are a section's properties."""
    made = paragraph("Spacer", (), fresh=fresh)
    if ends is not None:
        made[0].append(ends)
    return made


def keep_with_next(paragraphs: Iterable[Element]) -> None:
    """Let paragraphs stay on the page of what follows."""
    for one in paragraphs:
        properties = one.find(PROPERTIES)
        if properties is not None and properties.find(_KEEP) is None:
            # behind the style's name, where the standard wants it
            properties.insert(1, w("keepNext"))


def let_go(paragraphs: Iterable[Element]) -> None:
    """Undo what a style keeps together: within a row that cannot split, it would tie the row to
    what comes behind it, and rows of pictures to one another.
    """
    for one in paragraphs:
        properties = one.find(PROPERTIES)
        if properties is not None and properties.find(_KEEP) is None:
            properties.insert(1, w("keepNext", val=0))


def _frame() -> Element:
    return w(
        "framePr",
        w=_FRAME_WIDTH,
        wrap="notBeside",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="center",
        yAlign="bottom",
    )
