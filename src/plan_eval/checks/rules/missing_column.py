"""A column the form cannot do without is not there."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE102",
    name="missing-column",
    severity=Severity.ERROR,
    find=from_reader("PE102"),
)
