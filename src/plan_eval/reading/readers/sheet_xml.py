"""What a sheet's XML holds besides the cells that openpyxl reads row by row.

openpyxl's read-only mode gives values and number formats, but no merged blocks, no hidden rows and
columns and no comments; loading the whole workbook instead takes fifty times the memory.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from xml.etree import ElementTree

from plan_eval.model.observation import MARKS_COMMENT
from plan_eval.reading import limits
from plan_eval.reading.grids import Merged
from plan_eval.reading.readers.formulas import position

_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_BLANK_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="[^<>]*?/>')
_BLANK_ROW = re.compile(rb'<(?:\w+:)?row\s[^<>]*?\br="[^<>]*?(?:/>|(?<!/)>\s*</(?:\w+:)?row>)')
_HIDDEN = rb'\s(?:hidden="(?:1|true)"|zeroHeight="(?:1|true)"|ht="0(?:\.0+)?"|width="0(?:\.0+)?")'
_ROW = re.compile(rb"<(?:\w+:)?row(?=\s)([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col(?=\s)([^<>]*)>")
_IS_HIDDEN = re.compile(_HIDDEN)
_NUMBERS = {name: re.compile(rb"\s" + name + rb'="(\d{1,7})"') for name in (b"r", b"min", b"max")}
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_COMMENTS = ("/comments", "/threadedComment")


def without_blanks(sheet: bytes) -> bytes:
    """The XML without cells and rows that have a style and nothing else.

    A style set for whole columns is written into every cell to the sheet's last row; such cells are
    no content, and reading a million of them takes a minute.
    """
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", sheet))


def merged_blocks(sheet: bytes) -> Iterator[Merged]:
    """The merged blocks of a sheet, as many as are looked at."""
    for found in islice(_MERGED.finditer(sheet), limits.MERGED_BLOCKS):
        left, top, right, bottom = (group.decode() for group in found.groups())
        yield Merged(int(top) - 1, position(left), int(bottom) - 1, position(right))


def hidden_rows(sheet: bytes) -> frozenset[int]:
    """The rows that are hidden, by hand or by a filter, 0-based."""
    rows = (one[1] for one in _ROW.finditer(sheet) if _IS_HIDDEN.search(one[1]))
    return frozenset(int(at[1]) - 1 for row in rows if (at := _NUMBERS[b"r"].search(row)))


def hidden_columns(sheet: bytes) -> frozenset[int]:
    """The columns that are hidden, 0-based."""
    found = set[int]()
    for column in _COLUMN.finditer(sheet):
        first, last = (_NUMBERS[name].search(column[1]) for name in (b"min", b"max"))
        if first and last and _IS_HIDDEN.search(column[1]):
            found.update(range(int(first[1]) - 1, min(int(last[1]), limits.COLUMNS)))
    return frozenset(found)


def comments(parts: Mapping[str, bytes], sheet: str) -> dict[tuple[int, int], str]:
    """What is written on the cells of a sheet (the name of its part), by (record, position).

    Of a conversation (threaded comments) every remark; Excel keeps a second copy of it among the
    plain comments, which is left out.
    """
    folder, name = posixpath.split(sheet)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    said: dict[str, dict[tuple[int, int], str]] = {kind: {} for kind in _COMMENTS}
    for one in ElementTree.fromstring(relations) if relations else ():
        kind = next((end for end in _COMMENTS if one.get("Type", "").endswith(end)), None)
        target = posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip("/")
        if kind and len(parts.get(target, b"")) in range(1, limits.COMMENTS_BYTES):
            _read_comments(parts[target], said[kind])
    plain, threaded = said.values()
    return plain | threaded


def _read_comments(part: bytes, said: dict[tuple[int, int], str]) -> None:
    root = ElementTree.fromstring(part)
    authors = [one.text or "" for one in root.iter() if _tag(one) == "author"]
    for comment in root.iter():
        if _tag(comment) not in ("comment", "threadedComment"):
            continue
        cell = _CELL.fullmatch(comment.get("ref", ""))
        texts = [one.text or "" for one in comment.iter() if _tag(one) in ("t", "text")]
        text = "".join(texts).partition(MARKS_COMMENT)[0].strip()
        for author in authors:  # Excel begins a comment with the name of who wrote it
            text = re.sub(rf"^{re.escape(author)}\s*[:：]\s*", "", text) if author else text
        if cell and text:
            place = int(cell[2]) - 1, position(cell[1])
            text = " ".join(text.split())[: limits.COMMENT]
            said[place] = f"{said[place]}；{text}" if place in said else text


def _tag(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
