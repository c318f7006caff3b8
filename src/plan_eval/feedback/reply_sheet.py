"""A feedback sheet (反馈单): what one department is asked to correct, explain or send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["error", "verify", "missing"]
KINDS: tuple[Kind, ...] = ("error", "verify", "missing")
"""须更正 (强制性), 须说明 (核实性), 缺报: the parts of a sheet, in this order."""


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One thing to do, in the sender's own terms; the place is empty for a file as a whole.

    `column` is the header's words, `cell` the spreadsheet's own name for the place (B7).
    """

    code: str
    file: str
    row: str
    column: str
    cell: str
    subject: str
    value: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """The sheet of a department; without findings its parts are empty.

    `department` is None for files whose sender is not known. `years` are those the files report,
    `rows` the rows of data in them; `errors` counts what is 强制性, whichever part it stands in;
    `notices` counts by name of rule what needs no answer,
    `settled` what was explained or waived; `inferred` says whether a finding rests on what the
    plan does not print.
    """

    plan_title: str
    department: str | None
    years: tuple[int, ...]
    day: date
    files: tuple[str, ...]
    rows: int
    parts: dict[Kind, tuple[FeedbackLine, ...]]
    errors: int
    notices: tuple[tuple[str, int], ...]
    settled: int
    synthetic: bool
    inferred: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing is asked of the department."""
        return not any(self.parts.values())

    @property
    def noticed(self) -> int:
        """How many things were read in another way than written, or are worth knowing."""
        return sum(count for _, count in self.notices)
