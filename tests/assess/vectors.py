"""Published results to compare with; they live outside the project and may be absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "../shared/vectors"
needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="the published vectors are not here")


def vectors(name: str, key: str = "vectors") -> list[dict[str, Any]]:
    """The vectors of one file, none where it is absent."""
    path = FOLDER / name
    if not path.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))[key]
    return found
