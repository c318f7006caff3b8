"""A finding (审核意见): one thing a sender should correct, explain or know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Severity(StrEnum):
    """error 强制性: not accepted; verify 核实性: correct or explain; info 提示: worth knowing."""

    ERROR = "error"
    VERIFY = "verify"
    INFO = "info"


FailOn = Literal["error", "verify", "never"]
"""From which severity on open findings make a run fail."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in the sender's own terms.

    `row` is the spreadsheet's row number (1-based, title lines counted), `column` the header's own
    words, `cell` the spreadsheet's name of the cell (B7); all are None for a finding about the file
    as a whole. `path` is empty for a finding about a file that is not there. `indicator` (or
    `item`), `year` and the four groups are the key of the figure, in the plan's codes.
    `explanation` is the sender's note, which settles a verify finding; `waiver` says who let it
    pass and why. `fingerprint` tells the finding again in another run, after rows were sorted or
    files renamed.
    """

    code: str
    rule: str
    severity: Severity
    path: str
    row: int | None
    column: str | None
    message: str
    fix: str
    value: str | None = None
    expected: str | None = None
    department: str | None = None
    indicator: str | None = None
    year: int | None = None
    town: str | None = None
    sex: str | None = None
    age: str | None = None
    residence: str | None = None
    item: str | None = None
    explanation: str | None = None
    waiver: str | None = None
    cell: str | None = None
    fingerprint: str = ""

    @property
    def settled(self) -> bool:
        """A verify finding that the sender has explained, or any that has been waived."""
        explained = self.severity is Severity.VERIFY and bool(self.explanation)
        return explained or self.waiver is not None


@dataclass(frozen=True, slots=True)
class NotRun:
    """A check that did not run, and why; `path` is None when it ran for no file at all."""

    code: str
    reason: str
    path: str | None = None
