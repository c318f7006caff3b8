"""Department, unit, indicator or year said in or above the header, used for the rows below."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE120",
    name="taken-from-title",
    severity=Severity.INFO,
    find=from_reader("PE120"),
)
