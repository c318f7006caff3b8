"""Words within a paragraph: runs with their character style, signs, notes, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.gathered import Job, bookmark_name
from plan_eval.report.writers.word.notes import comma, note
from plan_eval.report.writers.word.ooxml import BREAK, run, simple_field, text, w
from plan_eval.report.writers.word.page import Node, attribute, nodes
from plan_eval.report.writers.word.styles import CELLS, RUNS

_SMALLER = 0.8
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NUMBERED = re.compile(r"([^\d\s\\\"]{1,8})(\d+)(?=\s)")


@dataclass(frozen=True)
class Manner:
    """How words are set. `kept`: line breaks in the text count (white-space: pre-line); `whole`: no
    line breaks within them (nowrap), for which Word has no word.
    """

    style: str | None = None
    colour: str | None = None
    smaller: bool = False
    script: str | None = None
    kept: bool = False
    whole: bool = False

    def properties(self, size: float) -> Element:
        """The run properties within a paragraph of that size."""
        style = w("rStyle", val=self.style) if self.style else None
        colour = w("color", val=self.colour) if self.colour else None
        small = round(size * _SMALLER * 2)
        sizes = [w("sz", val=small), w("szCs", val=small)] if self.smaller else []
        script = w("vertAlign", val=self.script) if self.script else None
        return w("rPr", style, colour, *sizes, script)


@dataclass(frozen=True)
class Words:
    """A stretch of text in one manner."""

    said: str
    manner: Manner


Piece = Words | tuple[Element, ...]


def runs_of(
    content: Iterable[str | Node],
    style: str,
    job: Job,
    first: Iterable[Piece] = (),
    *,
    kept: bool = False,
    numbered: bool = False,
) -> list[Element]:
    """The runs of a paragraph; `first` stands before its content. Empty when there is nothing."""
    pieces = [*first, *_pieces(content, Manner(kept=kept), style, job)]
    if style in CELLS:
        pieces = _each_on_its_line(pieces)
    return _set(_collapsed(pieces), job.reference.size(style), job, numbered=numbered)


def _pieces(content: Iterable[str | Node], manner: Manner, style: str, job: Job) -> Iterable[Piece]:
    framed = False
    for one in content:
        if isinstance(one, str):
            yield Words(one, manner)
            framed = framed and not one
        elif job.is_written(one):
            if framed and _is_framed(one, job):
                yield Words("\u3000", manner)  # or two frames would be one
            yield from _element(one, manner, style, job)
            framed = _is_framed(one, job)


def _is_framed(one: Node, job: Job) -> bool:
    return job.cascade.of(one).word == "Band"


def _element(one: Node, manner: Manner, style: str, job: Job) -> Iterable[Piece]:
    if "fn" in one.classes:
        yield _note(one, job)
    elif one.local_name == "br":
        yield (run(None, w("br")),)
    elif one.local_name in ("img", "svg"):
        yield _picture(one, manner, style, job)
    elif one.local_name == "a" and attribute(one, "href").startswith("#"):
        yield _link(one, style, job)
    else:
        inner, computed = _manner(one, manner, job), job.cascade.of(one)
        if computed.sign:
            yield Words(computed.sign, replace(inner, colour=computed.sign_colour or inner.colour))
        yield from _pieces(nodes(one), inner, style, job)


def _manner(one: Node, outer: Manner, job: Job) -> Manner:
    computed = job.cascade.of(one)
    script = {"sup": "superscript", "sub": "subscript"}.get(one.local_name)
    return Manner(
        computed.word if computed.word in RUNS else outer.style,
        computed.colour or outer.colour,
        outer.smaller or one.local_name == "small",
        script or outer.script,
        outer.kept or computed.kept,
        outer.whole or computed.whole,
    )


def _note(one: Node, job: Job) -> Piece:
    inside = runs_of(nodes(one), "FootnoteText", job)
    call = note(attribute(one, "data-n"), inside, job.notes)
    return (comma(), call) if "next" in one.classes else (call,)


def _picture(one: Node, manner: Manner, style: str, job: Job) -> Piece:
    drawing = job.pictures.inline(one, job.cascade.of(one).width or 140.0)
    if drawing is None:
        return Words(attribute(one, "alt"), manner)
    return (run(None, drawing),)


def _link(one: Node, style: str, job: Job) -> Piece:
    anchor = attribute(one, "href")[1:]
    inside = runs_of(nodes(one), style, job)
    if "page-of" in one.classes:  # 见第 12 页: the number is written by the style sheet
        around = (attribute(one, f"data-{side}") for side in ("before", "after"))
        before, after = (run(None, text(words)) for words in around)
        inside = [*inside, before, *job.page_of(anchor), after]
    if anchor not in job.targets:
        return tuple(inside)
    return (w("hyperlink", *inside, anchor=bookmark_name(anchor), history=1),)


def _each_on_its_line(pieces: Iterable[Piece]) -> list[Piece]:
    """What must not break stands on a line of its own in a cell: 50±1, then ●已达标 below it."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if _is_whole(piece) and isinstance(before, Words) and not _is_whole(before):
            found[-1] = Words(before.said.rstrip(), before.manner)
            found += [(run(None, w("br")),)] if before.said.strip() else []
        found.append(piece)
    return found


def _is_whole(piece: Piece) -> bool:
    return isinstance(piece, Words) and piece.manner.whole


def _collapsed(pieces: Iterable[Piece]) -> list[Piece]:
    """White space as a browser shows it: one space between words, none at the ends of a line."""
    found: list[Piece] = []
    open_ = True  # at the start of a line, or behind a space
    for piece in pieces:
        if isinstance(piece, tuple):
            found.append(piece)
            open_ = piece[0].find(BREAK) is not None
            continue
        said = piece.said if piece.manner.kept else _SPACE.sub(" ", piece.said)
        said = said.lstrip(" ") if open_ else said
        if said:
            found.append(Words(said, piece.manner))
            open_ = said[-1] in " \n"
    return _without_end(found)


def _without_end(pieces: list[Piece]) -> list[Piece]:
    while pieces and isinstance(last := pieces[-1], Words):
        said = last.said.rstrip(" \n\t\r\f")
        if said:
            return [*pieces[:-1], Words(said, last.manner)]
        pieces = pieces[:-1]
    return pieces


def _set(pieces: list[Piece], size: float, job: Job, *, numbered: bool) -> list[Element]:
    made: list[Element] = []
    for piece in pieces:
        if isinstance(piece, tuple):
            made += piece
        elif numbered and not made and (found := _NUMBERED.match(piece.said)):
            made += _counted(piece, found, size, job)
        else:
            made += _lines(piece.said, piece.manner.properties(size))
    return made


def _counted(piece: Words, found: re.Match[str], size: float, job: Job) -> list[Element]:
    """表1 as the word and a field, so that Word counts on when an office adds a table."""
    label, number = found[1].strip(), found[2]
    shown = run(piece.manner.properties(size), text(number))
    return [
        run(piece.manner.properties(size), text(label)),
        *simple_field(job.sequence(label, int(number)), shown),
        run(piece.manner.properties(size), text(piece.said[found.end() :])),
    ]


def _lines(said: str, properties: Element) -> list[Element]:
    made: list[Element] = []
    for line in said.split("\n"):
        if made:
            made.append(run(None, w("br")))
        if line:
            made.append(run(properties, text(line)))
    return made
