"""A table with one finding a row, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from plan_eval.checks.run_view import View
from plan_eval.checks.writers.words import remedy, status
from plan_eval.model.finding import Finding
from plan_eval.model.plan import Plan
from plan_eval.words import t
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


def write(view: View) -> str:
    """The table, with a header in the language in use."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(t(f"findings.head.{name}") for name in _COLUMNS)
    for one in view.findings:
        writer.writerow(
            guarded(visible(cell, keep="\t\r\n")) if isinstance(cell, str) else cell
            for cell in _row(one, view.plan)
        )
    return text.getvalue()


def _row(one: Finding, plan: Plan) -> list[object]:
    department = plan.department.get(one.department or "")
    town = plan.towns.get(one.town or "")
    words: dict[str, object] = {
        "severity": t(f"severity.{one.severity}"),
        "status": t(f"findings.status.{status(one)}"),
        "department": department.name if department else one.department,
        "town": town.name if town else one.town,
        "remedy": remedy(one),
    }
    return [words.get(name, getattr(one, name, None)) for name in _COLUMNS]
