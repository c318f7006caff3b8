"""What the plan data infers, as a list that a department can check: text, frame or workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from plan_eval.forms.blank import formula
from plan_eval.messages import has, t
from plan_eval.model.indicator import Rate, Scope
from plan_eval.model.inference import Inference, inferences
from plan_eval.model.plan import Plan
from plan_eval.model.wording import field_words, target_words, trimmed
from plan_eval.writing.workbook import Workbook, protect

_COLUMNS = {"id": 16, "name": 28, "field": 12, "value": 30, "quote": 40, "department": 16}
_ANSWERS = {"answer": 24, "by": 14, "date": 12}
_FAMILIES = {"splits": "dimension", "period": "forms.period", "scope.sex": "groups"}


@dataclass(frozen=True, slots=True)
class Line:
    """One inference in words; `code` is the field as it stands in the YAML."""

    id: str
    name: str
    code: str
    field: str
    value: str
    quote: str
    department: str


def lines(plan: Plan, department: str | None = None) -> list[Line]:
    """Every open inference, of one department's indicators if it is given, in plan order."""
    return [_line(inference, plan) for inference in inferences(plan, department)]


def _line(inference: Inference, plan: Plan) -> Line:
    indicator = inference.indicator
    return Line(
        id=indicator.id,
        name=indicator.name,
        code=inference.field,
        field=field_words(inference.field),
        value=_value(inference, plan),
        quote=indicator.sources[0].quote,
        department=plan.department[indicator.department].name,
    )


def _value(inference: Inference, plan: Plan) -> str:
    """What stands in the field, in the words of those who check it."""
    value = inference.value
    if inference.field == "department":
        return plan.department[str(value)].name
    if isinstance(value, Scope):
        return t("punctuation.list").join(filter(None, (value.population, value.age)))
    if inference.field.partition(".")[0] == "target" and not isinstance(value, Decimal):
        return target_words(inference.indicator)
    match value:
        case Rate():
            return formula(value)
        case Decimal():
            return trimmed(value)
        case (Decimal(), Decimal()):
            return t("field.range", low=trimmed(value[0]), high=trimmed(value[1]))
        case tuple():
            parts = (_word(inference.field, str(part), plan) for part in value)
            return t("punctuation.list").join(parts) or t("field.nothing")
        case _:
            return _word(inference.field, "" if value is None else str(value), plan) or t(
                "field.nothing"
            )


def _word(field: str, value: str, plan: Plan) -> str:
    if field == "supporting":
        return plan.department[value].name
    key = f"{_FAMILIES.get(field, '')}.{value}"
    return t(key) if has(key) else value


def frame(listed: Sequence[Line]) -> pl.DataFrame:
    """The list as text columns: id, name, code, field, value, quote, department."""
    names = tuple(Line.__dataclass_fields__)
    rows = [tuple(getattr(line, name) for name in names) for line in listed]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def workbook(listed: Sequence[Line], plan: Plan, day: date) -> bytes:
    """The list as a sheet with room for an answer, who gives it and when."""
    title = t("cli.targets.inferred-title")
    book = Workbook(title, plan.header.title, day)
    sheet = book.sheet(t("field.sheet"))
    widths = {**_COLUMNS, **_ANSWERS}
    last = len(widths) - 1
    book.merge(sheet, 0, (0, last), title, "title")
    book.merge(sheet, 1, (0, last), t("cli.targets.inferred-how"), "note")
    sheet.set_row(1, 32)
    for at, (name, width) in enumerate(widths.items()):
        sheet.set_column(at, at, width)
        head = t(f"cli.targets.head.{name}")
        book.write(sheet, 2, at, head, "head_input" if name in _ANSWERS else "head")
    for row, line in enumerate(listed, 3):
        for at, name in enumerate(_COLUMNS):
            book.write(sheet, row, at, getattr(line, name), "text")
        for at in range(len(_COLUMNS), last + 1):
            sheet.write_blank(row, at, None, book.style("input"))
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    protect(sheet)
    return book.content()
