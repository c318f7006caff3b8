"""No row near the top names the columns of a form."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE101",
    name="header-not-found",
    severity=Severity.ERROR,
    find=from_reader("PE101"),
)
