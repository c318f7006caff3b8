"""What departments write, so that it can be printed: no sign without a glyph, no hidden sign."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from unicodedata import category

LONGEST = 240
"""Characters of one cell that are printed; the rest is in the file that was sent."""

_BLANK = ("Zs", "Zl", "Zp")


class Glyphs:
    """The characters that every one of some font files, or the file of signs, can draw."""

    def __init__(self, folder: Path, names: Iterable[str], signs: str) -> None:
        known = [_characters(folder / name) for name in names]
        self.known = frozenset.intersection(*known) | _characters(folder / signs)

    def shown(self, text: str) -> str:
        """`text` on one line; a character that cannot be drawn, or is not seen, as its code."""
        short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        return "".join(self._shown(character) for character in short).strip()

    def _shown(self, character: str) -> str:
        if character in "\t\n\r" or category(character) in _BLANK:
            return "　" if character == "　" else " "
        if category(character)[0] != "C" and ord(character) in self.known:
            return character
        return f"〔U+{ord(character):04X}〕"


def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
