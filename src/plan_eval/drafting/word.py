"""A Word document as paragraphs: its own numbers, footnotes and tables, changes as accepted."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plan_eval.drafting.sources import Marked, table_of
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", _FALLBACK}
_REFERENCES = {f"{_W}footnoteReference": "f", f"{_W}endnoteReference": "e"}
_BLANKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NUMERALS = "零一二三四五六七八九"
_LISTS = {"decimal", "decimalZero", "decimalFullWidth", "decimalEnclosedCircle"}
_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"),
    *("taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand"),
}


def read_word(content: bytes, path: Path) -> tuple[list[Marked], dict[str, str]]:
    """Paragraphs and notes of a Word document.

    Raises PlanEvalError for what is no such document, damaged, protected by a password or larger
    unpacked than any plan; where python-docx is missing too.
    """
    document = _opened(content, path)
    numbers = _Numbers(document)
    found: list[Marked] = []
    for block in document.element.body:
        found.extend(_block(block, numbers, len(found)))
    return found, {**_notes(document, "footnotes", "f"), **_notes(document, "endnotes", "e")}


def _opened(content: bytes, path: Path) -> Document:
    from plan_eval.reading.notices import Unreadable
    from plan_eval.reading.readers.zip_directory import unpacked_zip

    try:
        import docx
    except ModuleNotFoundError:
        raise PlanEvalError(t("draft.no-docx"), hint=t("draft.no-docx-hint")) from None
    try:
        parts = unpacked_zip(content)
        # OOXML has no DTD (ECMA-376 part 2, 7.1.4); what has one wants entities unfolded
        if "word/document.xml" in parts and not any(b"<!DOCTYPE" in p for p in parts.values()):
            return docx.Document(io.BytesIO(content))
    except Unreadable:
        pass
    except Exception as error:  # a damaged package fails in many ways
        hint = t("draft.damaged-hint")
        raise PlanEvalError(t("draft.damaged"), path=path, hint=hint) from error
    raise PlanEvalError(t("draft.damaged"), path=path, hint=t("draft.damaged-hint"))


def _block(block: Any, numbers: _Numbers, before: int) -> Iterator[Marked]:
    if block.tag == f"{_W}p":
        yield from _paragraph(block, numbers, before + 1)
    elif block.tag == f"{_W}tbl":
        rows = [
            [
                [one for p in cell.iter(f"{_W}p") for one in _paragraph(p, numbers, before + 1)]
                for cell in row.iterchildren(f"{_W}tc")
            ]
            for row in block.iterchildren(f"{_W}tr")
        ]
        yield from table_of(rows, before + 1)
    elif block.tag in (f"{_W}sdt", f"{_W}ins", f"{_W}sdtContent"):
        for inner in block:
            yield from _block(inner, numbers, before)


def _paragraph(paragraph: Any, numbers: _Numbers, line: int) -> Iterator[Marked]:
    """The paragraph; one for each line where it holds line breaks."""
    number = numbers.of(paragraph)
    text, marks = number, []
    for piece, name in _pieces(paragraph):
        if name:
            marks.append((name, len(text)))
        text += piece
    at = 0
    for whole in text.split("\n"):
        # a mark behind the last character of a line stands in it, not before the next
        own = tuple((name, n - at) for name, n in marks if at <= n <= at + len(whole))
        marks = [one for one in marks if one[1] > at + len(whole)]
        if whole.strip():
            yield Marked(whole, line, own, numbers.is_heading(paragraph))
        at += len(whole) + 1


def _pieces(element: Any) -> Iterator[tuple[str, str | None]]:
    """Texts, and names of notes where their marks stand; what was deleted is left out."""
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_W}t":
            yield child.text or "", None
        elif child.tag in _REFERENCES:
            yield "", _REFERENCES[child.tag] + str(child.get(f"{_W}id"))
        elif child.tag in _BLANKS:
            yield _BLANKS[child.tag], None
        else:
            yield from _pieces(child)


def _notes(document: Document, kind: str, letter: str) -> dict[str, str]:
    """The texts of footnotes or endnotes; the separators among them have a type."""
    from docx.oxml import parse_xml  # its parser unfolds no entities

    found: dict[str, str] = {}
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{_W}type") in (None, "normal"):
                    text = "".join(piece for piece, _ in _pieces(note))
                    found[letter + str(note.get(f"{_W}id"))] = text.strip()
    return found


class _Numbers:
    """The numbers that Word itself puts before paragraphs: they stand in no text."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: style for style in document.styles}
        self._headings = {
            style.style_id
            for style in document.styles
            if str(style.name).lower().startswith(("heading", "标题"))
        }
        self._levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: Counter[tuple[str, int]] = Counter()
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for one in numbering.iterchildren(f"{_W}num"):
            of = one.find(f"{_W}abstractNumId")
            if of is not None:
                self._abstract[one.get(f"{_W}numId")] = of.get(f"{_W}val")
        for one in numbering.iterchildren(f"{_W}abstractNum"):
            for level in one.iterchildren(f"{_W}lvl"):
                key = (one.get(f"{_W}abstractNumId"), level.get(f"{_W}ilvl"))
                form, text = _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
                self._levels[key] = (form, text, int(_value(level, "start") or 1))

    def is_heading(self, paragraph: Any) -> bool:
        return _style(paragraph) in self._headings

    def of(self, paragraph: Any) -> str:
        """The number before a paragraph, an empty text for none; counts on."""
        given = self._given(paragraph)
        if given is None or given[0] not in self._abstract:
            return ""
        abstract, level = self._abstract[given[0]], int(given[1])
        if (abstract, str(level)) not in self._levels:
            return ""
        for deeper in range(level + 1, 9):
            self._counts[abstract, deeper] = 0
        self._counts[abstract, level] += 1
        _, text, _ = self._levels[abstract, str(level)]
        for n in range(level + 1):
            text = text.replace(f"%{n + 1}", self._written(abstract, n))
        return text

    def _given(self, paragraph: Any) -> tuple[str, str] | None:
        """(numId, level) of a paragraph or of its style."""
        own = paragraph.pPr.numPr if paragraph.pPr is not None else None
        if own is None and (style := self._styles.get(_style(paragraph))) is not None:
            shape = style.element.find(f"{_W}pPr")
            own = shape.find(f"{_W}numPr") if shape is not None else None
        number = _value(own, "numId") if own is not None else None
        return (number, _value(own, "ilvl") or "0") if number else None

    def _written(self, abstract: str, level: int) -> str:
        form, _, start = self._levels.get((abstract, str(level)), ("decimal", "", 1))
        count = start + max(self._counts[abstract, level], 1) - 1
        if form in _CHINESE:
            return _in_numerals(count)
        return str(count) if form in _LISTS else ""


def _style(paragraph: Any) -> str:
    named = paragraph.pPr.pStyle if paragraph.pPr is not None else None
    return str(named.val) if named is not None else ""


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else str(found.get(f"{_W}val"))


def _in_numerals(count: int) -> str:
    """12 as 十二; lists of plans stay below a hundred."""
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones or not tens else "")
