"""What a rule found to a finding in words: the sender's own column, the plan's own names."""

from __future__ import annotations

from collections.abc import Mapping

from plan_eval.checks.explanations import explanation
from plan_eval.checks.facts import Facts
from plan_eval.checks.fingerprint import fingerprint
from plan_eval.checks.rule import Rule
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from plan_eval.model.wording import item_title
from plan_eval.reading.grids import BLANK
from plan_eval.reading.not_numbers import hidden
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
    words = _text(rule, found)
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        message=t(f"rules.{words}.message", **values),
        fix=t(f"rules.{words}.fix", **values),
        explanation=explanation(rule.code, found["note"], marks) if verify else None,
        fingerprint=fingerprint(rule.code, known),
        column=column,
        cell=_cell(found, file),
        **{name: known[name] for name in _TAKEN},  # type: ignore[arg-type]
    )


_TAKEN = (
    *("path", "row", "value", "expected", "department", "indicator", "year"),
    *("town", "sex", "age", "residence", "item"),
)


def _text(rule: Rule, found: Mapping[str, object]) -> str:
    """Which of a rule's texts fits: by its cause, for an empty cell, or with nothing like it."""
    if found["cause"]:
        return f"{rule.code}.cause.{found['cause']}"
    for variant, column in ((".empty", "value"), (".alone", "expected")):
        text = f"{rule.code}{variant}"
        if not str(found[column] or "").strip(BLANK) and has(f"rules.{text}.message"):
            return text
    return rule.code


def _values(found: Mapping[str, object], column: str | None, facts: Facts) -> dict[str, object]:
    """What the words of a rule may name."""
    plan, code, item = facts.plan, found["indicator"], found["item"]
    indicator = plan.indicators.get(str(code)) if code else None
    department = plan.department.get(str(found["department"]))
    return {
        "column": column,
        "value": _shown(found["value"]),
        "expected": _named(found["expected"], plan),
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


def _shown(value: object) -> object:
    """A cell in a message: characters that nobody sees are named by their number."""
    text = str(_or_dash(value))
    unseen = {ord(one): f"〔U+{ord(one):04X}〕" for one in hidden(text) if one not in "\t\r\n"}
    return text.translate(unseen)


def _named(expected: object, plan: Plan) -> object:
    """What is held against a cell; a code of the plan comes with its name."""
    code = str(expected)
    one = plan.indicators.get(code) or plan.department.get(code)
    title = one.name if one else item_title(code, plan)
    return t("findings.named-code", code=code, title=title) if title else _or_dash(expected)
