"""Fingerprints of files, so that a figure can be traced to the very file it came from."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256(path: Path) -> str | None:
    """The SHA-256 of a file in hexadecimal; None when it is no longer there."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
