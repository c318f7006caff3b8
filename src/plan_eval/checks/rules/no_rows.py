"""A header with nothing under it."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE106",
    name="no-rows",
    severity=Severity.ERROR,
    find=from_reader("PE106"),
)
