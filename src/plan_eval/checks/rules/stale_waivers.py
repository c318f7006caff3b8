"""Waivers that no longer hold; they are compared with the findings once all rules have run."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_waivers
from plan_eval.model.finding import Severity

RULES = tuple(
    Rule(code, name, Severity.ERROR, from_waivers, scope="across")
    for code, name in (
        # its last day is past
        ("PE901", "waiver-expired"),
        # what it waives is no longer found: it can go
        ("PE902", "waiver-without-finding"),
        # it was given for another figure than the one that was sent
        ("PE903", "waiver-for-another-figure"),
    )
)
