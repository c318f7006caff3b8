"""A finding (审核意见): one thing a sender should mend, explain or know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """error 强制性: not accepted; verify 核实性: mend or explain; info 提示: worth knowing."""

    ERROR = "error"
    VERIFY = "verify"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in the sender's own terms.

    `row` is the spreadsheet's row number (1-based, title lines counted), `column` the header's own
    words; both are None for a finding about the file as a whole. `explanation` is the sender's
    note, which settles a verify finding.
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
    explanation: str | None = None

    @property
    def settled(self) -> bool:
        """A verify finding that the sender has explained."""
        return self.severity is Severity.VERIFY and bool(self.explanation)
