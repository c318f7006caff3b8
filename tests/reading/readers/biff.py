"""The least an old Excel workbook (.xls) can be: a compound file with one BIFF8 stream."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FREE, _FAT = -2, -1, -3
PERCENT = 1
"""The second cell style: 0.00%."""

Cell = str | float | tuple[float, int]


def xls(rows: Sequence[Sequence[Cell]], merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook with one sheet; a cell may be (number, style).

    `merged` are (top, bottom, left, right).
    """
    before = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6))
    before += _record(0x42, struct.pack("<H", 1200))
    before += (
        _record(0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 32767, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
        * 4
    )
    formats = (
        _record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, 0, 0, 0, 0, 0, 0, 0, 0))
        for number in (0, 10)
    )
    before += b"".join(formats)
    name = b"\x05\x00Sheet"
    sheet = _sheet(rows, merged)
    start = len(before) + 4 + 6 + len(name) + 4
    stream = (
        before + _record(0x85, struct.pack("<IH", start, 0) + name) + _record(0x0A, b"") + sheet
    )
    return _compound(stream.ljust(4096, b"\0"))


def _sheet(rows: Sequence[Sequence[Cell]], merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    found = _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 1997, 0, 6))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            value, style = cell if isinstance(cell, tuple) else (cell, 0)
            place = struct.pack("<HHH", y, x, style)
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                found += (
                    _record(0x204, place + struct.pack("<HB", len(value), 1) + text)
                    if value
                    else b""
                )
            else:
                found += _record(0x203, place + struct.pack("<d", value))
    blocks = b"".join(struct.pack("<HHHH", *block) for block in merged)
    return found + _record(0xE5, struct.pack("<H", len(merged)) + blocks) + _record(0x0A, b"")


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    """Sector 0 is the allocation table, sector 1 the directory, the stream follows."""
    sectors = -(-len(stream) // _SECTOR)
    table = [_FAT, _END, *range(3, sectors + 2), _END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIiIIiIiI", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0
    )
    head += struct.pack("<109i", 0, *[_FREE] * 108)
    fat = struct.pack("<128i", *table, *[_FREE] * (128 - len(table)))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, -1, 2, len(stream))
    directory = entries + bytes(128) * 2
    return head + fat + directory + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack(
        "<HBBiii36xiII", len(text), kind, 1, -1, -1, child, start, size, 0
    )
