"""A column the form does not know; it is not read."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE103",
    name="unknown-column",
    severity=Severity.INFO,
    find=from_reader("PE103"),
)
