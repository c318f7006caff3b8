"""A number that stands for "not carried out" or "no data" by the plan's list; never a number."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE203",
    name="sentinel",
    severity=Severity.INFO,
    find=from_reader("PE203"),
)
