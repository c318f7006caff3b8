"""What the tests of forms and feedback share: the sample's plan and figures, and filling a form."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.forms.blank import blank_form
from plan_eval.forms.form import FIGURE_COLUMNS, ITEM_COLUMNS, Form, heading
from plan_eval.messages import speaking_of
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
YEAR = 2025
FILLED = ("value", "numerator", "denominator", "source", "note")
SAID = ("status", "evidence", "achievements", "problems", "next_steps", "note")


@cache
def sample_plan() -> Plan:
    return load_plan(ROOT / "targets", SAMPLE / "units.yaml")


@cache
def sample_sent() -> Submissions:
    """The year of the form and the one before."""
    years = [SAMPLE / "submissions" / str(year) for year in (YEAR - 1, YEAR)]
    return read_submissions([*years, SAMPLE / "self_assessments" / str(YEAR)], sample_plan())


@cache
def sample_checked() -> Validation:
    return validate(sample_sent(), sample_plan())


def form_of(department: str, year: int = YEAR) -> Form:
    return blank_form(sample_plan(), department, year, sample_checked().observations)


def sample_answers(department: str) -> dict[tuple[str, ...], dict[str, str]]:
    """What the sample's department wrote, by the form's own key words."""
    key = ("指标编码", "年份", "镇街", "性别", "年龄组", "城乡")
    return _answers("submissions", department, key)


def sample_self_assessment(department: str) -> dict[tuple[str, ...], dict[str, str]]:
    return _answers("self_assessments", department, ("条目编码", "年份"))


def _answers(
    folder: str, department: str, key: tuple[str, ...]
) -> dict[tuple[str, ...], dict[str, str]]:
    path = SAMPLE / folder / str(YEAR) / f"{department}_{YEAR}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {tuple(row[word] for word in key): row for row in csv.DictReader(file)}


def filled_row(
    cells: Mapping[str, str],
    answers: Mapping[tuple[str, ...], Mapping[str, str]],
    key: tuple[str, ...],
    inputs: tuple[str, ...],
) -> dict[str, str]:
    """A form's row with what the department would type."""
    answer = answers[tuple(cells[name] for name in key)]
    return {**cells, **{name: answer[heading(name)] for name in inputs}}


def figures_filled(form: Form, department: str) -> list[dict[str, str]]:
    answers = sample_answers(department)
    key = ("indicator", "year", "town", "sex", "age", "residence")
    return [filled_row(row.cells, answers, key, FILLED) for row in form.figures]


def items_filled(form: Form, department: str) -> list[dict[str, str]]:
    """The sample leaves some items out; these are assessed as under way."""
    answers = sample_self_assessment(department)
    unsaid = dict.fromkeys((heading(name) for name in SAID), "") | {"自评状态": "推进中"}
    for row in form.items:
        answers.setdefault((row.cells["item"], row.cells["year"]), unsaid)
    return [filled_row(row.cells, answers, ("item", "year"), SAID) for row in form.items]


def typed(blank: bytes, rows: list[dict[str, str]], columns: tuple[str, ...]) -> bytes:
    """The blank CSV form with the typed cells in place, its other cells as they came."""
    records = list(csv.reader(io.StringIO(blank.decode("utf-8-sig"), newline="")))
    head, *body = records
    assert head == headings(columns)
    assert len(body) == len(rows)
    for record, row in zip(body, rows, strict=True):
        for at, column in enumerate(columns):
            record[at] = row.get(column, "") if column in (*FILLED, *SAID) else record[at]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(records)
    return text.getvalue().encode("utf-8-sig")


def headings(columns: tuple[str, ...]) -> list[str]:
    """What the forms of the sample's plan print above columns."""
    with speaking_of(sample_plan().header.level_words):
        return [heading(column) for column in columns]


def columns_of(kind: str) -> tuple[str, ...]:
    return FIGURE_COLUMNS if kind == "figures" else ITEM_COLUMNS
