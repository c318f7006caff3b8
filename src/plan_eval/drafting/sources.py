"""The file of a plan as paragraphs, with its footnotes and where their marks stand.

Word, plain text, Markdown and web pages. What a paragraph is for, `structure` says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plan_eval.drafting.vocabulary import GOALS, MEASURES, TABLE_NAMES, TABLE_TARGETS
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.plan_folder.regular_file import MIB, near_files, read_regular_file

LARGEST = 20 * MIB
"""A plan of 60 pages is a tenth of a megabyte; with pictures, a few."""

LEAST = 200
"""Characters: a file with less is a scan, a cover, or empty."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without the marks of its footnotes.

    `marks` gives the characters before each mark by the footnote's number; `line` counts lines of
    a text file, and paragraphs of any other, from 1. `heading`: the file itself says that it is
    one. `row`: a row of a table, its cells separated by tabs; `target`: of a table of targets, its
    cells those of name, target and unit.
    """

    text: str
    line: int
    marks: Mapping[int, int] = field(default_factory=dict)
    heading: bool = False
    row: bool = False
    target: bool = False

    def part(self, start: int, end: int | None = None) -> Paragraph:
        """A piece of it, without the white space around; marks at its very start belong before."""
        whole = self.text[start:end]
        piece = whole.strip()
        start += len(whole) - len(whole.lstrip())
        marks = {
            number: min(at - start, len(piece))
            for number, at in self.marks.items()
            if start < at <= (len(self.text) if end is None else end)
        }
        return replace(self, text=piece, marks=marks)

    def followed_by(self, other: Paragraph, *, apart: bool = False) -> Paragraph:
        """Both as one, as a paragraph that was broken in two; `apart` keeps the line break."""
        ahead = self.text + ("\n" if apart else "")
        moved = {number: at + len(ahead) for number, at in other.marks.items()}
        return replace(self, text=ahead + other.text, marks={**self.marks, **moved})


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds: its paragraphs in order, and its footnotes by number, from 1.

    Footnotes are numbered in the order of their marks, whatever the file calls them; `lost` are
    the texts of those whose mark stands nowhere.
    """

    name: str
    paragraphs: tuple[Paragraph, ...]
    notes: Mapping[int, str]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph as a format's reader gives it, marks as (name, characters before)."""

    text: str
    line: int
    marks: tuple[tuple[str, int], ...] = ()
    heading: bool = False
    row: bool = False
    target: bool = False


def read_source(path: Path) -> Source:
    """Read the file of a plan.

    Raises PlanEvalError for a suffix that is not read, a file that cannot be read, and one with
    too little text (a scan).
    """
    if not os.path.lexists(path):  # before its ending: a name that is cut off has none
        hint = near_files(path) or t("draft.no-file-hint")
        raise PlanEvalError(t("draft.no-file"), path=path, hint=hint)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        hint = t("draft.suffix-hint", endings=t("punctuation.list").join(_READERS))
        raise PlanEvalError(t("draft.suffix", file=path.name), path=path, hint=hint)
    content = read_regular_file(path, LARGEST)
    paragraphs, notes = reader(content, path)
    source = _numbered(path.name, paragraphs, notes)
    if sum(len(one.text) for one in source.paragraphs) < LEAST:
        raise PlanEvalError(t("draft.too-little"), path=path, hint=t("draft.too-little-hint"))
    return source


def _numbered(name: str, marked: Iterable[Marked], notes: Mapping[str, str]) -> Source:
    """The footnotes in the order of their marks; a second mark of the same note is left out."""
    numbers: dict[str, int] = {}
    paragraphs = []
    for one in marked:
        text = one.text.strip()
        ahead = len(one.text) - len(one.text.lstrip())
        marks = {}
        for key, at in one.marks:
            if key in notes and key not in numbers:
                numbers[key] = len(numbers) + 1
                marks[numbers[key]] = min(max(at - ahead, 0), len(text))
        if text:
            paragraphs.append(Paragraph(text, one.line, marks, one.heading, one.row, one.target))
    texts = {number: " ".join(notes[key].split()) for key, number in numbers.items()}
    lost = tuple(text for key, text in notes.items() if key not in numbers and text.strip())
    return Source(name, tuple(paragraphs), texts, lost)


_JUNK = re.compile(r"\[bookmark: [^\]]*\]|\ufeff|\u200b")
_INLINE_NOTE = re.compile(r"\[(\d+): ([^\[\]]*)\]")
_NOTE_LINE = re.compile(r"\s*(?:\[\^?(\w+)\][:：]?|([①-⑳]))\s*(\S.*)")
_MARK = re.compile(r"\[footnoteRef:(\d+)\]|\[\^?(\w+)\](?!\()|([①-⑳])")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\\)`")


def _of_text(content: bytes, path: Path) -> tuple[list[Marked], dict[str, str]]:
    """Text or Markdown: notes inline as Word's text has them, or as lines [1] … at the end."""
    text = _JUNK.sub("", decoded(content, path))
    notes = {number: words.strip() for number, words in _INLINE_NOTE.findall(text)}
    lines = _INLINE_NOTE.sub(lambda note: "\n" * note[0].count("\n"), text).split("\n")
    markdown = path.suffix.lower() == ".md"
    taken: set[int] = set()
    for at, line in enumerate(lines):
        found = _NOTE_LINE.fullmatch(line)
        if found and _is_mark(name := found[1] or found[2], lines, at):
            notes[name] = found[3]
            taken.add(at)
    kept = ((at, line) for at, line in enumerate(lines) if at not in taken)
    return [_line(line, at + 1, notes, markdown=markdown) for at, line in kept], notes


def _is_mark(name: str, lines: list[str], at: int) -> bool:
    """Whether a line that begins with a mark is a note: the mark stands within a line above.

    ① also numbers items; it is a mark only where nothing but notes follows.
    """
    others = (one for one in lines[at:] if one.strip() and not _NOTE_LINE.fullmatch(one))
    if not name.isascii() and any(others):
        return False
    marks = (f"[{name}]", f"[^{name}]") if name.isascii() else (name,)
    return any(line.find(mark) > 0 for line in lines[:at] for mark in marks)


def _line(line: str, number: int, notes: Mapping[str, str], *, markdown: bool) -> Marked:
    heading = False
    if markdown:
        bare = re.sub(r"^\s*(?:#+\s*|[-*+]\s+(?=\S))", "", line)
        heading = line.lstrip().startswith("#")
        row = bare.strip()
        if row.startswith("|") and row.endswith("|") and len(row) > 1:
            cells = [cell.strip() for cell in row[1:-1].split("|")]
            ruled = all(re.fullmatch(":?-+:?", cell) for cell in cells)
            return Marked("" if ruled else "\t".join(cells), number, row=True)
        line = _EMPHASIS.sub("", bare)
    text, marks, last = "", [], 0
    for found in _MARK.finditer(line):
        name = found[1] or found[2] or found[3]
        if name in notes:
            text += line[last : found.start()]
            marks.append((name, len(text)))
            last = found.end()
    return Marked(text + line[last:], number, tuple(marks), heading)


def decoded(content: bytes, path: Path) -> str:
    """The text of a file in an encoding that offices use. Raises PlanEvalError."""
    from plan_eval.reading.decoding import decode
    from plan_eval.reading.notices import Unreadable

    try:
        return decode(content).data.decode()
    except Unreadable as fault:
        hint = t("draft.encoding-hint")
        raise PlanEvalError(t("draft.encoding"), path=path, hint=hint) from fault


def _of_page(content: bytes, path: Path) -> tuple[list[Marked], dict[str, str]]:
    from plan_eval.drafting.page import read_page

    return read_page(decoded(content, path))


def _of_word(content: bytes, path: Path) -> tuple[list[Marked], dict[str, str]]:
    from plan_eval.drafting.word import read_word

    return read_word(content, path)


_READERS: dict[str, Callable[[bytes, Path], tuple[list[Marked], dict[str, str]]]] = {
    ".docx": _of_word,
    ".txt": _of_text,
    ".md": _of_text,
    ".html": _of_page,
    ".htm": _of_page,
}


Cell = list[Marked]
"""The paragraphs of a cell."""

_LABELS = (GOALS, MEASURES)


def table_of(rows: list[list[Cell]], line: int) -> Iterator[Marked]:
    """The paragraphs of a table.

    Offices also lay out plans in tables: 主要目标 and 策略措施 side by side, 领域 before them. Then
    each cell follows the label of its column, and what stands before the goals is a heading. Of
    any other table a row of short cells is one paragraph, and long cells are paragraphs.
    """
    heads = [_whole(cell) for cell in rows[0]] if rows else []
    goals, measures = ([re.fullmatch(of, one) is not None for one in heads] for of in _LABELS)
    if columns := _target_columns(heads):
        yield from _row(rows[0], line)
        for row in rows[1:]:
            yield from _target_row(row, columns, line)
        return
    if not (any(goals) and any(measures)):
        for row in rows:
            yield from _row(row, line)
        return
    for row in rows[1:]:
        for at, (cell, head) in enumerate(zip(row, heads, strict=False)):
            if goals[at] or measures[at]:
                yield Marked(head, line)
                yield from cell
            elif not re.fullmatch("序号|编号|备注|责任单位|牵头单位", head):
                yield from (replace(one, heading=True) for one in cell)


def _target_columns(heads: list[str]) -> tuple[int, int, int | None] | None:
    """Where a table of targets has name, target (of several years the last) and unit."""
    bare = [re.sub(r"\s", "", head) for head in heads]
    names = [n for n, head in enumerate(bare) if re.fullmatch(TABLE_NAMES, head)]
    targets = [n for n, head in enumerate(bare) if re.fullmatch(TABLE_TARGETS, head)]
    if not names or not targets:
        return None
    units = [n for n, head in enumerate(bare) if re.fullmatch("(?:计量)?单位", head)]
    return names[0], targets[-1], units[0] if units else None


def _target_row(
    cells: list[Cell], columns: tuple[int, int, int | None], line: int
) -> Iterator[Marked]:
    """婴儿死亡率 | 5以下 | ‰ as one paragraph, the unit behind its number: name, tab, 5‰以下.

    A row with more cells than these is also kept as it stands, for somebody to look at.
    """
    if len(cells) <= max(n for n in columns if n is not None):
        return
    name, target, unit = ("" if n is None else _whole(cells[n]) for n in columns)
    unit = re.sub("^1(?=/)|[—-]+", "", re.sub(r"\s", "", unit))
    with_unit = re.sub(r"(\d[\d.,]*)(?![\d.,%‰/])", rf"\g<1>{unit}", target, count=1)
    if name and re.search(r"\d|全覆盖", target):
        yield Marked(f"{name}\t{with_unit}", line, row=True, target=True)
        if len(cells) == sum(n is not None for n in columns):
            return
    yield from _row(cells, line)


def _row(cells: list[Cell], line: int) -> Iterator[Marked]:
    if any(len(cell) > 1 or any(len(one.text) > _SHORT for one in cell) for cell in cells):
        for cell in cells:
            yield from cell
    elif any(one.text.strip() for cell in cells for one in cell):
        yield Marked("\t".join(map(_whole, cells)), line, row=True)


def _whole(cell: Cell) -> str:
    return "".join(one.text for one in cell).strip()


_SHORT = 40
"""Characters of a cell that holds a name or a figure; a longer one holds sentences."""
