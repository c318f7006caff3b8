"""A workbook under another name, read as what it is."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE010",
    name="renamed-workbook",
    severity=Severity.INFO,
    find=from_reader("PE010"),
)
