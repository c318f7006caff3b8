"""Bytes to text: the whole file, strictly, in the encodings Chinese offices send.

Strict UTF-8 comes first because UTF-8 read as GB18030 often decodes without an error, into other
characters; nothing is guessed from a first block.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.reading import limits
from plan_eval.reading.notices import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
# what a Chinese table is written with: ASCII, Latin and general punctuation, CJK, full-width forms
_USUAL = re.compile(r"[\t\r\n -~\xa0-\u036f\u2000-\u2bff\u3000-\u9fff\uf900-\ufaff\ufe30-\uffee]+")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SURELY_UTF8 = 4  # so many characters in one line are no chance bytes of GB18030
_MAYBE_UTF8 = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}")


@dataclass(frozen=True)
class Decoded:
    """A file's text as UTF-8 with line feeds, without mark, and the encoding it was in."""

    data: bytes
    encoding: str

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return self.data.count(b"\n") + (self.data[-1:] not in (b"", b"\n"))


def decode(data: bytes) -> Decoded:
    """Decode one file. Raises Unreadable with the reason and the line."""
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            return _decoded(_strictly(data[len(mark) :], encoding), name)
    if b"\x00" in data:
        return _utf16_without_mark(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_mixture(data, error)
        return _decoded(_strictly(data, "gb18030"), "gb18030")
    return Decoded(_line_feeds(data), "utf-8")


def _decoded(text: str, encoding: str) -> Decoded:
    if "\x00" in text:
        raise Unreadable("binary")
    return Decoded(_line_feeds(text.encode("utf-8", "replace")), encoding)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise Unreadable("encoding", line=line, encoding=encoding) from None


def _utf16_without_mark(data: bytes) -> Decoded:
    """UTF-16 by its NULs, where one byte order gives nothing but the usual characters."""
    orders = ("utf-16-le", "utf-16-be")
    found = [(text, order) for order in orders if (text := _usual(data, order)) is not None]
    if len(found) != 1:
        raise Unreadable("binary")
    return _decoded(*found[0])


def _usual(data: bytes, order: str) -> str | None:
    try:
        text = data.decode(order)
    except UnicodeDecodeError:
        return None
    return text if _USUAL.fullmatch(text) else None


def _refuse_mixture(data: bytes, error: UnicodeDecodeError) -> None:
    """Lines that are surely UTF-8 beside lines that are not: two encodings in one file."""
    if data.count(b"\n") > limits.ROWS:
        raise Unreadable("too-many-rows", limit=limits.ROWS)
    if not _MAYBE_UTF8.search(data):
        return
    kinds = list(_kinds(data))
    if any(utf8 for utf8, _ in kinds):
        others = [number for utf8, number in kinds if not utf8]
        fallback = data[: error.start].count(b"\n") + 1
        raise Unreadable("mixed", line=others[0] if others else fallback)


def _kinds(data: bytes) -> Iterator[tuple[bool, int]]:
    """(is it UTF-8, line number) of the lines that tell."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            yield False, number
        else:
            if len(_CHINESE.findall(text)) >= _SURELY_UTF8:
                yield True, number


def _line_feeds(data: bytes) -> bytes:
    if b"\r" in data:
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data
