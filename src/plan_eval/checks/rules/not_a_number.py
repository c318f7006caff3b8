"""A number cell that holds something else."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE201",
    name="not-a-number",
    severity=Severity.ERROR,
    find=from_reader("PE201"),
)
