"""A row with filled cells beyond the last column of the header."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE003",
    name="too-many-cells",
    severity=Severity.ERROR,
    find=from_reader("PE003"),
)
