"""The code is one indicator's and the name printed beside it another's: a column a row off."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE211",
    name="name-of-another-indicator",
    severity=Severity.ERROR,
    find=from_reader("PE211"),
)
