"""What the directory of a zip says, before any of it is unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from plan_eval.reading import limits
from plan_eval.reading.faults import Unreadable


def open_workbook_zip(data: bytes) -> zipfile.ZipFile:
    """The zip of a workbook within the limits. Raises Unreadable for any other.

    The sizes of the directory bind: unpacking stops at them, whatever the parts would give.
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
    if names & {"mimetype", "xl/workbook.bin"}:
        raise Unreadable("other-workbook")
    if "[Content_Types].xml" not in names:
        raise Unreadable("archive")
    if any(name.startswith("word/") for name in names):
        raise Unreadable("word")
    return found
