"""A number read after tidying: full-width digits, thousands separators, a percent sign."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE202",
    name="normalised-number",
    severity=Severity.INFO,
    find=from_reader("PE202"),
)
