"""A text that somebody wrote for a block of the report, and the sentences it was written on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One file of `texts/`.

    `body` is Markdown and begins at `line` of the file. `composed` are the paragraphs that stood in
    the report when it was written, `beside` the sentences beside them whose figures it rests on.
    """

    block: str
    body: str
    composed: tuple[str, ...]
    beside: tuple[str, ...]
    path: Path
    line: int

    @property
    def against(self) -> tuple[str, ...]:
        """All the sentences, with their figures, that it was written on."""
        return (*self.composed, *self.beside)

    @property
    def untouched(self) -> bool:
        """Whether nobody has written here yet: empty, or the composed sentences as they were."""
        return self.body in ("", composed_body(self.composed))


def composed_body(sentences: tuple[str, ...]) -> str:
    """Composed paragraphs as the body of a file."""
    return "\n\n".join(sentences)
