"""What a rule found to a finding in words: the sender's own column, the plan's own names."""

from __future__ import annotations

from collections.abc import Mapping

from plan_eval.checks.explanations import explanation
from plan_eval.checks.facts import Facts
from plan_eval.checks.fingerprint import fingerprint
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Finding, Severity
from plan_eval.reading.submissions import File
from plan_eval.words import has, t


def tell(rule: Rule, found: Mapping[str, object], facts: Facts) -> Finding:
    """The finding behind one row of a rule's frame (columns of FOUND)."""
    file = facts.submissions.by_path.get(str(found["path"]))
    department = found["department"] or (file.department if file else None)
    known = {**found, "department": department}
    column = _words(found, file)
    values = _values(known, column, facts)
    marks = facts.plan.header.missing_marks
    verify = rule.severity is Severity.VERIFY
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        message=t(f"rules.{rule.code}.message", **values),
        fix=t(f"rules.{rule.code}.fix", **values),
        explanation=explanation(rule.code, found["note"], marks) if verify else None,
        fingerprint=fingerprint(rule.code, known),
        column=column,
        cell=_cell(found, file),
        **{name: known[name] for name in _TAKEN},  # type: ignore[arg-type]
    )


_TAKEN = (
    *("path", "row", "value", "expected", "department", "indicator", "year"),
    *("area", "sex", "age", "residence", "item"),
)


def _values(found: Mapping[str, object], column: str | None, facts: Facts) -> dict[str, object]:
    """What the words of a rule may name."""
    plan, code, item = facts.plan, found["indicator"], found["item"]
    indicator = plan.indicators.get(str(code)) if code else None
    department = plan.department.get(str(found["department"]))
    return {
        "column": column,
        "value": _or_dash(found["value"]),
        "expected": _or_dash(found["expected"]),
        "name": indicator.name if indicator else _or_dash(code or item),
        "unit": (indicator and indicator.unit) or "",
        "year": _or_dash(found["year"]),
        "department": department.name if department else _or_dash(found["department"]),
    }


def _words(found: Mapping[str, object], file: File | None) -> str | None:
    """The sender's own words for a column, ours where the column is not there."""
    column = found["column"]
    if column is None:
        return None
    if column == "value" and found["value_words"]:
        return str(found["value_words"])
    if file and column in file.headers:
        return file.headers[str(column)]
    return t(f"columns.{column}") if has(f"columns.{column}") else str(column)


def _cell(found: Mapping[str, object], file: File | None) -> str | None:
    """The spreadsheet's name of the cell: B7."""
    row, column = found["row"], found["column"]
    if row is None or column is None:
        return None
    of_file = file.letters.get(str(column)) if file else None
    letter = of_file or found["value_letter"]
    return f"{letter}{row}" if letter else None


def _or_dash(value: object) -> object:
    return "—" if value in (None, "") else value
