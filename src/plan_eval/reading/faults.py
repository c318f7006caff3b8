"""Why a file, or a part of it, cannot be read: caught by the reader and told as a finding."""

from __future__ import annotations

from typing import Self


class Unreadable(Exception):
    """No table can be had; `problem` is a key of the `file` words, `values` what they need."""

    def __init__(
        self, problem: str, *, row: int | None = None, letter: str | None = None, **values: object
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.row = row
        self.letter = letter
        place = {"row": row, "letter": letter}
        self.values = values | {key: one for key, one in place.items() if one is not None}
        self.lines = 0
        self.encoding: str | None = None

    def after(self, lines: int, encoding: str | None) -> Self:
        """The same, once it is known how many lines there are and in which encoding."""
        self.lines, self.encoding = lines, encoding
        return self
