"""A wide table that shows an indicator the plan does not have."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE124",
    name="wide-table-not-read",
    severity=Severity.ERROR,
    find=from_reader("PE124"),
)
