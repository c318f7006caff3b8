"""What the workbook itself refuses or marks while someone types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from plan_eval.forms.form import Form, heading
from plan_eval.messages import t
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import STATUSES
from plan_eval.model.wording import trimmed
from plan_eval.writing.workbook import Sheet, Style

_PROMPT, _TITLE = 255, 32
"""The most characters that a spreadsheet shows in a message and in its title."""

_LARGEST = 10**15
_DECIMAL_COUNTS = ("元", "万元", "亿元")


def choices(
    sheet: Sheet, rows: tuple[int, int], columns: Sequence[str], lists: Mapping[str, str]
) -> None:
    """Drop-down lists; what is not in the list is refused."""
    for name, source in lists.items():
        at = columns.index(name)
        sheet.data_validation(
            rows[0],
            at,
            rows[1],
            at,
            {
                "validate": "list",
                "source": source,
                "error_title": _title(t("forms.check.choice-title")),
                "error_message": t("forms.check.choice", column=heading(name)),
            },
        )


def numbers(sheet: Sheet, row: int, columns: Sequence[str], indicator: Indicator) -> None:
    """A row's figure within its plausible range, its counts not negative."""
    low, high = indicator.plausible or (Decimal(0), Decimal(_LARGEST))
    value = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": float(low),
        "maximum": float(high),
        "input_title": _title(indicator.name),
        "input_message": _prompt(indicator),
        "error_title": _title(t("forms.check.value-title")),
        "error_message": t(
            "forms.check.value" if indicator.plausible else "forms.check.number",
            low=trimmed(low),
            high=trimmed(high),
            unit=indicator.unit or "",
        ),
    }
    at = columns.index("value")
    sheet.data_validation(row, at, row, at, value)
    if indicator.rate is None:
        return
    whole = not (indicator.unit or "").startswith(_DECIMAL_COUNTS)
    for name in ("numerator", "denominator"):
        words = getattr(indicator.rate, name)
        at = columns.index(name)
        sheet.data_validation(row, at, row, at, _count(whole, words, denominator=name[0] == "d"))


def _count(whole: bool, words: str, *, denominator: bool) -> dict[str, object]:
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": ">=",
        "value": int(denominator and whole),
        "input_title": _title(
            t("forms.check.denominator" if denominator else "forms.check.numerator")
        ),
        "input_message": words[:_PROMPT],
        "error_title": _title(t("forms.check.count-title")),
        "error_message": t("forms.check.whole" if whole else "forms.check.number"),
    }


def spare_numbers(sheet: Sheet, rows: tuple[int, int], columns: Sequence[str]) -> None:
    """Numbers in the rows that a department adds: nothing is known of them but that."""
    for name in ("value", "numerator", "denominator"):
        at = columns.index(name)
        sheet.data_validation(
            rows[0],
            at,
            rows[1],
            at,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": _LARGEST,
                "error_title": _title(t("forms.check.value-title")),
                "error_message": t("forms.check.number"),
            },
        )


def marks(sheet: Sheet, form: Form, first: int, columns: Sequence[str], style: Style) -> None:
    """Colour a figure that its counts contradict, and counts that cannot be.

    Pasting does not ask the checks above, so this also marks a figure outside its range.
    """
    for at, row in enumerate(form.figures, first):
        indicator, rate = row.indicator, row.indicator.rate
        value, above, below = (_cell(at, columns, name) for name in _COUNTS)
        if indicator.plausible:
            low, high = map(trimmed, indicator.plausible)
            outside = f"=AND(ISNUMBER({value}),OR({value}<{low},{value}>{high}))"
            _mark(sheet, at, columns.index("value"), outside, style)
        if rate is None:
            continue
        unit = Decimal(1).scaleb(-indicator.decimals)
        differs = f"ABS({value}-{above}/{below}*{rate.scale})>{trimmed(unit)}"
        given = f"ISNUMBER({value}),ISNUMBER({above}),ISNUMBER({below})"
        disagrees = f"=IF(AND({given}),IF({below}>0,{differs},TRUE),FALSE)"
        _mark(sheet, at, columns.index("value"), disagrees, style)
        if not rate.may_exceed and indicator.unit in ("%", "‰"):
            more = f"=AND(ISNUMBER({above}),ISNUMBER({below}),{above}>{below})"
            _mark(sheet, at, columns.index("numerator"), more, style)


_COUNTS = ("value", "numerator", "denominator")


def unproven(sheet: Sheet, rows: tuple[int, int], columns: Sequence[str], style: Style) -> None:
    """Colour the evidence cell of an item that is said to be done and has none."""
    status, evidence = (_cell(rows[0], columns, name) for name in ("status", "evidence"))
    wanting = f'=AND({status}="{STATUSES["done"][0]}",LEN(TRIM({evidence}))=0)'
    at = columns.index("evidence")
    sheet.conditional_format(
        rows[0], at, rows[1], at, {"type": "formula", "criteria": wanting, "format": style}
    )


def _mark(sheet: Sheet, row: int, column: int, formula: str, style: Style) -> None:
    sheet.conditional_format(
        row, column, row, column, {"type": "formula", "criteria": formula, "format": style}
    )


def _cell(row: int, columns: Sequence[str], name: str) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    cell: str = xl_rowcol_to_cell(row, columns.index(name), col_abs=True)
    return cell


def _prompt(indicator: Indicator) -> str:
    parts = [t("forms.check.unit", unit=indicator.unit, decimals=indicator.decimals)]
    if indicator.rate:
        rate = indicator.rate
        parts.insert(0, f"{rate.numerator}÷{rate.denominator}×{rate.scale}")
    if indicator.plausible:
        low, high = map(trimmed, indicator.plausible)
        parts.append(t("forms.check.range", low=low, high=high))
    return t("forms.definition.separator").join(parts)[:_PROMPT]


def _title(words: str) -> str:
    return words if len(words) <= _TITLE else f"{words[: _TITLE - 1]}…"
