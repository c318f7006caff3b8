"""The two forms as departments send them: rows of words, and rows to the bytes of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from plan_eval.model.observation import ALIASES, RESIDENCES, SEXES
from plan_eval.model.plan import Plan
from sample_data.figures import District

Row = dict[str, str]
"""One row by our names of the columns."""

INDICATORS = (
    "indicator",
    "year",
    "town",
    "sex",
    "age",
    "residence",
    "value",
    "numerator",
    "denominator",
    "unit",
    "source",
    "note",
    "department",
)
SELF_ASSESSMENT = (
    "item",
    "year",
    "status",
    "evidence",
    "achievements",
    "problems",
    "next_steps",
    "department",
    "note",
)
INVENTED = "示例数据（虚构）"


def rows_of(district: District, department: str, year: int) -> list[Row]:
    """What a department reports for a year, in the order of the plan."""
    plan = district.plan
    return [
        row
        for indicator in plan.indicators.values()
        if indicator.department == department
        for sent, row in _rows(district, indicator.id)
        if sent == year
    ]


def _rows(district: District, indicator_id: str) -> Iterator[tuple[int, Row]]:
    """The rows of an indicator, each with the year it is reported in.

    A figure that was wrong at first is sent twice: wrong in its own year, put right in the next.
    """
    plan = district.plan
    indicator = plan.indicators[indicator_id]
    wrong = district.first_sent(indicator)
    for year, (town, sex, age, residence), figure in district.figures(indicator):
        row = {
            "indicator": indicator.id,
            "year": str(year),
            "town": plan.towns[town].name if town else "",
            "sex": SEXES[sex][0],
            "age": age,
            "residence": RESIDENCES[residence][0],
            "value": figure.value,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "unit": indicator.unit or "",
            "source": INVENTED,
            "note": figure.reason,
            "department": plan.department[indicator.department].name,
        }
        if year in wrong:
            yield year, row | {"value": wrong[year], "note": ""}
        yield year + (year in wrong), row


def reporting(plan: Plan) -> list[str]:
    """The departments that own indicators with figures."""
    owners = {one.department for one in plan.indicators.values() if one.has_figures}
    return [department.id for department in plan.departments if department.id in owners]


def header(columns: Iterable[str]) -> list[str]:
    """The form's own words for columns."""
    return [ALIASES[column][0] for column in columns]


def table(rows: Iterable[Row], columns: Sequence[str]) -> list[list[str]]:
    """Header and rows, as records."""
    return [header(columns), *([row.get(column, "") for column in columns] for row in rows)]


def encode(records: Iterable[Sequence[str]], encoding: str = "utf-8-sig", end: str = "\n") -> bytes:
    """Records as a CSV file; UTF-8 with the mark that spreadsheets look for."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerows(records)
    return text.getvalue().encode(encoding)
