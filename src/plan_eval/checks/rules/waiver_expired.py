"""A waiver whose last day is past."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_waivers
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE901",
    name="waiver-expired",
    severity=Severity.ERROR,
    find=from_waivers,
)
