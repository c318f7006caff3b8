"""A waiver for something that is no longer found: it can go."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_waivers
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE902",
    name="waiver-without-finding",
    severity=Severity.ERROR,
    find=from_waivers,
)
