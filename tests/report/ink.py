"""How far down each page of a PDF is printed: what is left empty is seen at once."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DOTS = 36
"""A row is 0.7 mm: thinner than any line of text."""

needs_pdftoppm = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed"
)


def filled(pdf: Path, top: float, bottom: float) -> list[float]:
    """The share of each page's height between `top` and `bottom`, in millimetres of the paper, down
    to the last row that has ink.
    """
    command = ["pdftoppm", "-r", str(DOTS), "-gray", str(pdf)]
    pages = subprocess.run(command, capture_output=True, check=True).stdout
    return [_filled(*page, top, bottom) for page in _pages(pages)]


def _pages(data: bytes) -> list[tuple[int, list[bytes]]]:
    """Each page's height, and its rows of grey."""
    found, at = [], 0
    while head := re.compile(rb"P5\s+(\d+)\s+(\d+)\s+255\s").match(data, at):
        width, height = int(head[1]), int(head[2])
        start = head.end()
        rows = [data[start + n * width : start + (n + 1) * width] for n in range(height)]
        found.append((height, rows))
        at = start + width * height
    return found


def _filled(height: int, rows: list[bytes], top: float, bottom: float) -> float:
    first, last = (round(one / 25.4 * DOTS) for one in (top, bottom))
    inked = [n for n in range(first, min(last, height)) if min(rows[n]) < 200]
    return (max(inked, default=first) - first) / (last - first)
