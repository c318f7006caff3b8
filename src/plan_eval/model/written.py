"""A text that somebody wrote for a block of the report, and the sentences it was written on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One file of `texts/`.

    `body` is Markdown and begins at `line` of the file. `against` are the composed sentences, with
    their figures, that stood in the report when it was written.
    """

    block: str
    body: str
    against: tuple[str, ...]
    path: Path
    line: int

    @property
    def untouched(self) -> bool:
        """Whether nobody has written here yet: empty, or the composed sentences as they were."""
        return self.body in ("", composed_body(self.against))


def composed_body(sentences: tuple[str, ...]) -> str:
    """Composed paragraphs as the body of a file."""
    return "\n\n".join(sentences)
