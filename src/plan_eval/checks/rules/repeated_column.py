"""Two columns with the same meaning: nobody can say which one counts."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE104",
    name="repeated-column",
    severity=Severity.ERROR,
    find=from_reader("PE104"),
)
