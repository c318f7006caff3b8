"""A formula where a result is wanted: nobody has opened the workbook since a program wrote it."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE212",
    name="formula-not-computed",
    severity=Severity.ERROR,
    find=from_reader("PE212"),
)
