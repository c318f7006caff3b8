"""A code or unit read after tidying: full-width forms, inner blanks, 其中."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE220",
    name="normalised-word",
    severity=Severity.INFO,
    find=from_reader("PE220"),
)
