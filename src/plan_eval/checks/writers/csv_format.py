"""A table with one finding a row, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice

from plan_eval.checks.run_view import View
from plan_eval.checks.writers.words import remedy, status
from plan_eval.messages import t
from plan_eval.model.finding import Finding
from plan_eval.model.plan import Plan
from plan_eval.writing.guard import guarded, visible

_COLUMNS = (
    *(
        "code",
        "severity",
        "status",
        "path",
        "row",
        "column",
        "cell",
        "department",
        "indicator",
        "item",
    ),
    *("year", "town", "sex", "age", "residence", "value", "expected", "message", "remedy"),
    "fingerprint",
)
_AT_ONCE = 1_000


def rows(view: View) -> Iterator[str]:
    """The table some rows at a time, with a header in the language in use."""
    head = [t(f"findings.head.{name}") for name in _COLUMNS]
    cells = ([_safe(cell) for cell in _row(finding, view.plan)] for finding in view.findings)
    every: Iterator[list[object]] = chain([[*head]], cells)
    while some := list(islice(every, _AT_ONCE)):
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(some)
        yield text.getvalue()


def _safe(cell: object) -> object:
    return guarded(visible(cell, keep="\t\r\n")) if isinstance(cell, str) else cell


def _row(finding: Finding, plan: Plan) -> list[object]:
    department = plan.department.get(finding.department or "")
    town = plan.towns.get(finding.town or "")
    words: dict[str, object] = {
        "severity": t(f"severity.{finding.severity}"),
        "status": t(f"findings.status.{status(finding)}"),
        "department": department.name if department else finding.department,
        "town": town.name if town else finding.town,
        "remedy": remedy(finding),
    }
    return [words.get(name, getattr(finding, name, None)) for name in _COLUMNS]
