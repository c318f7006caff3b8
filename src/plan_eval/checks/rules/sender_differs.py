"""The file name and the table name different departments."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE121",
    name="sender-differs",
    severity=Severity.VERIFY,
    find=from_reader("PE121"),
)
