"""Real Word footnotes with the numbers the plan prints: several of them may repeat or skip, so each
mark is a custom one, and Word never counts them anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.ooxml import run, text, w


def note(number: str, runs: Sequence[Element], into: list[Element]) -> Element:
    """Add a note's text to `into`; the run with the mark that calls it."""
    key = len(into) + 1
    paragraph = w(
        "p",
        w("pPr", w("pStyle", val="FootnoteText")),
        run(_mark(), *_signs(number)),
        run(None, text("\u2002")),
        *runs,
    )
    into.append(w("footnote", paragraph, id=key))
    return run(_mark(), w("footnoteReference", customMarkFollows=1, id=key), *_signs(number))


def _signs(number: str) -> list[Element]:
    """Sign by sign: a mark of two signs at once is printed doubled by LibreOffice."""
    return [text(sign) for sign in number]


def comma() -> Element:
    """What stands between two marks at one place: 15,16 and not 1516."""
    return run(_mark(), text(","))


def footnotes_part(notes: Sequence[Element]) -> Element:
    """The part footnotes.xml: the two separators that Word demands, then the notes."""
    return w(
        "footnotes",
        _separator("separator", -1),
        _separator("continuationSeparator", 0),
        *notes,
    )


def _separator(kind: str, key: int) -> Element:
    spacing = w("spacing", before=0, after=0, line=240, lineRule="auto")
    flush = w("ind", firstLineChars=0, firstLine=0)
    return w("footnote", w("p", w("pPr", spacing, flush), run(None, w(kind))), type=kind, id=key)


def _mark() -> Element:
    return w("rPr", w("rStyle", val="FootnoteReference"))
