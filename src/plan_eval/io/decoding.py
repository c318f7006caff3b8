"""Bytes to text: the whole file, strictly, in the encodings Chinese offices send.

Strict UTF-8 comes first because UTF-8 read as GB18030 often decodes without an error, into other
characters; nothing is guessed from a first block.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


@dataclass(frozen=True)
class Decoded:
    """The text of a file and the encoding it was in."""

    text: str
    encoding: str


class Undecodable(Exception):
    """The bytes are no table of text; `problem` is a key of the `file` words."""

    def __init__(self, problem: str, **values: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


def decode(data: bytes) -> Decoded:
    """Decode one file. Raises Undecodable with the reason."""
    if data.startswith(_WORKBOOKS):
        raise Undecodable("workbook")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\x00" in data:
        raise Undecodable("binary")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Undecodable("encoding", line=line, encoding=encoding) from None
