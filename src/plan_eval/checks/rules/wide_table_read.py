"""A table with years, sexes or indicators as columns, read as one figure per cell."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE123",
    name="wide-table-read",
    severity=Severity.INFO,
    find=from_reader("PE123"),
)
