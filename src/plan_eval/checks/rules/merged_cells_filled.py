"""Merged cells of a workbook, their words given to every row they span."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE221",
    name="merged-cells-filled",
    severity=Severity.INFO,
    find=from_reader("PE221"),
)
