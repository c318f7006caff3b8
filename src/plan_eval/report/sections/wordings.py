"""Several wordings of one thing, each in its turn, so that none stands twice running."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from plan_eval.messages import t


@dataclass
class Turns:
    """Wordings by family: keys under `report.story`, taken in turn as they are asked for.

    Equal calls in equal order give equal texts.
    """

    wordings: Mapping[str, tuple[str, ...]]
    _used: Counter[str] = field(default_factory=Counter)

    def say(self, family: str, /, **values: object) -> str:
        """The family's next wording, with its places filled in."""
        every = self.wordings[family]
        key = every[self._used[family] % len(every)]
        self._used[family] += 1
        return t(f"report.story.{key}", **values)
