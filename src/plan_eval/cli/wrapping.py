"""Lines of a terminal: Chinese breaks anywhere but at its marks, what is Latin stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wcwidth import wcswidth

_PIECE = re.compile(
    r"\s+"  # a line breaks at a blank …
    r"|[（《“「『]*(?:[!-~–±×≥≤→▁-█·]+|\S)[，。、；：？！）》”」』]*"  # … and in Chinese
)


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most `width` cells.

    A line breaks at blanks and between Chinese characters, never inside a Latin word or before a
    closing mark; a word that is wider than a line is the only thing that is cut.
    """
    lines, line = [], ""
    for piece in _pieces(text, width):
        if wcswidth(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str, width: int) -> Iterator[str]:
    for piece in _PIECE.findall(" ".join(text.split())):
        while wcswidth(piece) > width:  # a list of choices, or a path
            at = piece.rfind("|", 0, width) + 1 or width
            yield piece[:at]
            piece = piece[at:]
        yield piece


def unbroken(text: str) -> int:
    """Cells of the widest piece that no line should break: an id, a number, a word."""
    return max((wcswidth(piece.strip()) for piece in _PIECE.findall(text)), default=0)
