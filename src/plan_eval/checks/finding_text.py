"""From a row that a rule gives to a finding: the sender's own column, the plan's own names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from hashlib import sha256

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.registry import code_beginnings
from plan_eval.checks.rule import Rule
from plan_eval.messages import has, t
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from plan_eval.model.wording import called, item_title
from plan_eval.reading import cells
from plan_eval.reading.grids import BLANK
from plan_eval.reading.not_numbers import hidden
from plan_eval.reading.submitted import File

_COPIED = (
    *("path", "row", "value", "expected", "department", "indicator", "year"),
    *("town", "sex", "age", "residence", "item"),
)
_FINGERPRINT = ("department", "indicator", "item", "year", "town", "sex", "age", "residence")
_LENGTH = 16  # 64 bits: that two of a million findings share one has a chance of 3 in 100 million


def finding_of(rule: Rule, row: Mapping[str, object], data: Dataset) -> Finding:
    """The finding behind one row of a rule's frame (columns of FOUND)."""
    file = data.submissions.by_path.get(str(row["path"]))
    department = row["department"] or (file.department if file else None)
    known = {**row, "department": department}
    column = _words(row, file)
    values = _values(known, column, data)
    marks = data.plan.header.missing_marks
    verify = rule.severity is Severity.VERIFY
    words = _text(rule, row)
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        message=t(f"rules.{words}.message", **values),
        fix=t(f"rules.{words}.fix", **values),
        explanation=explanation(rule.code, row["note"], marks) if verify else None,
        fingerprint=fingerprint(rule.code, known),
        column=column,
        cell=_cell(row, file),
        **{name: known[name] for name in _COPIED},  # type: ignore[arg-type]
    )


def _text(rule: Rule, row: Mapping[str, object]) -> str:
    """Which of a rule's texts fits: by its cause, for an empty cell, or with nothing like it."""
    if row["cause"]:
        return f"{rule.code}.cause.{row['cause']}"
    for variant, column in ((".empty", "value"), (".alone", "expected")):
        text = f"{rule.code}{variant}"
        if not str(row[column] or "").strip(BLANK) and has(f"rules.{text}.message"):
            return text
    return rule.code


def _values(row: Mapping[str, object], column: str | None, data: Dataset) -> dict[str, object]:
    """What the words of a rule may name."""
    plan, code, item = data.plan, row["indicator"], row["item"]
    indicator = plan.indicators.get(str(code)) if code else None
    department = plan.department.get(str(row["department"]))
    return {
        "column": column,
        "value": _shown(row["value"]),
        "expected": _named(row["expected"], plan),
        "name": called(indicator) if indicator else _or_dash(code or item),
        "unit": (indicator and indicator.unit) or "",
        "year": _or_dash(row["year"]),
        "department": called(department) if department else _or_dash(row["department"]),
    }


def _words(row: Mapping[str, object], file: File | None) -> str | None:
    """The sender's own words for a column, ours where the column is not there."""
    column = row["column"]
    if column is None:
        return None
    if column == "value" and row["value_words"]:
        return str(row["value_words"])
    if file and column in file.headers:
        return file.headers[str(column)]
    return t(f"columns.{column}") if has(f"columns.{column}") else str(column)


def _cell(row: Mapping[str, object], file: File | None) -> str | None:
    """The spreadsheet's name of the cell: B7."""
    number, column = row["row"], row["column"]
    if number is None or column is None:
        return None
    of_file = file.letters.get(str(column)) if file else None
    letter = of_file or row["value_letter"]
    return f"{letter}{number}" if letter else None


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
    title = called(one) if one else item_title(code, plan)
    return t("findings.named-code", code=code, title=title) if title else _or_dash(expected)


def explanation(code: str, note: object, marks: Collection[str]) -> str | None:
    """What a note (说明) says about a finding of rule `code`, or None where it says nothing.

    A note that names rules (PE401：…) speaks of those only; one that names none speaks of its row.

    `marks` are the plan's signs for a missing cell: 无 or — explains nothing.
    """
    text = str(note or "").strip()
    if not text or cells.is_absent(text, {cells.mark(mark) for mark in marks}):
        return None
    of_rule, codes_ahead = _codes(code_beginnings())
    named = of_rule.findall(text)
    if named and code not in named:
        return None
    return codes_ahead.sub("", text) or None


@cache
def _codes(beginnings: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a code of a rule looks like, and several of them ahead of an explanation."""
    code = rf"(?:{'|'.join(beginnings)})\d{{3}}"
    return re.compile(code), re.compile(rf"^(?:{code}[\s、,，;；/和]*)+[:：]?\s*")


def fingerprint(code: str, row: Mapping[str, object]) -> str:
    """A name for a finding that stays the same when rows are sorted and files are renamed.

    16 hexadecimal digits of the rule, the figure's key, our name of the column, and the value.

    Path and row are left out, and so is what the message compares with: another figure in the
    same place is another finding, the same figure in another place is not.
    """
    parts = (code, *(row[name] for name in _FINGERPRINT), row["column"], row["value"])
    text = "\x1f".join("" if part is None else str(part).strip() for part in parts)
    return sha256(text.encode()).hexdigest()[:_LENGTH]
