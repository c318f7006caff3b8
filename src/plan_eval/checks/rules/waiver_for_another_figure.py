"""A waiver given for another figure than the one that was sent."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_waivers
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE903",
    name="waiver-for-another-figure",
    severity=Severity.ERROR,
    find=from_waivers,
)
