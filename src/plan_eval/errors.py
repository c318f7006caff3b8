"""Errors a user can fix: each carries the file, the line and a hint.

Faults in submitted data are findings, never exceptions; these are for a broken plan,
a misuse of the command line or a report that cannot be written.
"""

from __future__ import annotations

from pathlib import Path


class PlanEvalError(Exception):
    """Something the user can fix; the command line prints it without a traceback."""

    def __init__(
        self,
        message: str,
        *,
        path: Path | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        if self.path is None:
            return self.message
        place = f"{self.path}" if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


class PlanError(PlanEvalError):
    """The plan folder is broken."""


class SubmissionError(PlanEvalError):
    """The submissions cannot be looked at at all (no such file, nothing given)."""


class NothingSent(SubmissionError):
    """No submission is named, or none is there yet: to some questions that is an answer."""


class ReportError(PlanEvalError):
    """The report cannot be written or failed its own checks."""
