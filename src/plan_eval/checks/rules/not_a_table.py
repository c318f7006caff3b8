"""A file without content, with an unclosed quote, or with a cell beyond all measure."""

from __future__ import annotations

from plan_eval.checks.rule import Rule, from_reader
from plan_eval.model.finding import Severity

RULE = Rule(
    code="PE002",
    name="not-a-table",
    severity=Severity.ERROR,
    find=from_reader("PE002"),
)
