"""A department that the register does not have."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE122",
    name="unknown-department",
    severity=Severity.ERROR,
    find=from_reader("PE122"),
    yields_to=("PE212",),
)
