"""A file whose bytes are no text in a known encoding, or that is a workbook by another name."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE001",
    name="unreadable-file",
    severity=Severity.ERROR,
    find=from_reader("PE001"),
)
