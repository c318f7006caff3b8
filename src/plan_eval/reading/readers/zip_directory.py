"""The parts of a workbook's zip, each unpacked once and within limits."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from plan_eval.reading import limits
from plan_eval.reading.notices import Unreadable

_PIECE = 2**16
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", "spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", "officeDocument/2006/"),
)
_TRANSITIONAL = "http://schemas.openxmlformats.org/"


def unpacked_workbook(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name. Raises Unreadable for any other zip and beyond the limits.

    The names of a strict workbook (ISO/IEC 29500 strict, "Strict Open XML Spreadsheet") become
    those of any other, because openpyxl knows only these.
    """
    found = _opened(data)
    names = {part.filename for part in found.infolist()}
    if names & {"mimetype", "xl/workbook.bin"}:
        raise Unreadable("other-workbook")
    if "[Content_Types].xml" not in names:
        raise Unreadable("archive")
    if any(name.startswith("word/") for name in names):
        raise Unreadable("word")
    return {part.filename: _transitional(_unpacked(found, part)) for part in found.infolist()}


def unpacked_zip(data: bytes) -> dict[str, bytes]:
    """The parts of any zip by name. Raises Unreadable beyond the limits, or where it is damaged."""
    found = _opened(data)
    return {part.filename: _unpacked(found, part) for part in found.infolist()}


def _opened(data: bytes) -> zipfile.ZipFile:
    """A zip whose directory keeps to the limits.

    The directory's sizes are held to before anything is unpacked, and nothing is unpacked further
    than they say: a directory that lies ends as a damaged file, not as gigabytes.
    """
    if len(data) > limits.WORKBOOK_BYTES:
        raise Unreadable("workbook-too-large")
    try:
        found = zipfile.ZipFile(io.BytesIO(data))
        parts = found.infolist()
    except Exception:  # a broken directory fails in many ways
        raise Unreadable("workbook-damaged") from None
    if len(parts) > limits.PARTS or sum(part.file_size for part in parts) > limits.UNPACKED_BYTES:
        raise Unreadable("workbook-too-large")
    names = {part.filename for part in parts}
    if any(".." in PurePosixPath(name).parts or name.startswith("/") for name in names):
        raise Unreadable("workbook-damaged")
    return found


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip again, for those who read no other."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return data.getvalue()


def _unpacked(found: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part, in pieces: read at once, zipfile unpacks all there is before it cuts to the size."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("workbook-damaged")  # bz2 and lzma unpack in no pieces
    try:
        with found.open(part) as file:
            pieces = list(iter(lambda: file.read(_PIECE), b""))
    except Exception:  # a wrong checksum or size, a password, a broken stream
        raise Unreadable("workbook-damaged") from None
    return b"".join(pieces)


def _transitional(part: bytes) -> bytes:
    for strict, name in _STRICT:
        part = part.replace(strict, f"{_TRANSITIONAL}{name}".encode())
    return part
