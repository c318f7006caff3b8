"""Neither a column nor the file name says which department sent it."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE105",
    name="department-unknown",
    severity=Severity.ERROR,
    find=from_reader("PE105"),
)
