"""Files with one fault each, and where a check must find it.

Every fault is a function that takes clean rows of a small department and spoils one thing, so that
a rule is seen to find its fault and to leave the rest alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plan_eval.model.observation import ALIASES
from sample_data.figures import GAP, District
from sample_data.forms import (
    INDICATORS,
    INVENTED,
    SELF_ASSESSMENT,
    Row,
    encode,
    header,
    rows_of,
    table,
)

YEAR = 2025
_HEADER = 1


@dataclass(frozen=True)
class Spot:
    """A finding to come: rule code, the sender's row, and our name of the column."""

    code: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Faulty:
    """One faulty file."""

    name: str
    content: bytes
    spots: tuple[Spot, ...]


Fault = Callable[[District], Faulty]
_FAULTS: list[Fault] = []


def _fault(make: Fault) -> Fault:
    _FAULTS.append(make)
    return make


def faulty_files(district: District) -> Iterator[tuple[str, bytes]]:
    """Name and content of every faulty file, and of the list of what is wrong with them."""
    faults = [make(district) for make in _FAULTS]
    yield from ((fault.name, fault.content) for fault in faults)
    yield "expected.yaml", _expected(faults).encode()


def _expected(faults: list[Faulty]) -> str:
    """The list: file, code, row and column as the sender sees them."""
    lines = [
        "# 每个文件的错处：规则代码、行号（电子表格的行号）、列（表头的原话）；空白表示整个文件"
    ]
    for fault in faults:
        for spot in fault.spots:
            row, column = _or_null(spot.row), _or_null(_words(spot.column))
            place = f"row: {row}, column: {column}"
            lines.append(f"- {{file: {fault.name}, code: {spot.code}, {place}}}")
    return "\n".join([*lines, ""])


def _or_null(value: object) -> object:
    return "null" if value is None else value


def _words(column: str | None) -> str | None:
    """The form's words for a column; a column the form does not know stands for itself."""
    return header([column])[0] if column in ALIASES else column


def _file(
    name: str, rows: list[Row], *spots: Spot, columns: tuple[str, ...] = INDICATORS
) -> Faulty:
    return Faulty(f"{name}_{YEAR}.csv", encode(table(rows, columns)), spots)


def _spoilt(district: District, name: str, department: str, code: str, **cells: str) -> Faulty:
    """A department's year with cells of its first row changed; the first is where it shows."""
    rows = rows_of(district, department, YEAR)
    rows[0] = rows[0] | cells
    return _file(name, rows, Spot(code, _number(0), next(iter(cells))))


def _with_row(district: District, name: str, department: str, code: str, **cells: str) -> Faulty:
    """A department's year with one more row, like its last one but for some cells."""
    rows = rows_of(district, department, YEAR)
    rows.append(rows[-1] | cells)
    return _file(name, rows, Spot(code, _number(len(rows) - 1), next(iter(cells))))


def _number(at: int) -> int:
    """The spreadsheet's row number of a row."""
    return _HEADER + 1 + at


# ---- 数值 values ----


@_fault
def _not_a_number(district: District) -> Faulty:
    return _spoilt(district, "not-a-number", "water", "PE201", value="约九成")


@_fault
def _full_width(district: District) -> Faulty:
    return _spoilt(district, "full-width-number", "water", "PE202", value="９１．０")


@_fault
def _thousands(district: District) -> Faulty:
    clean = rows_of(district, "planning", YEAR)[0]["denominator"]
    grouped = f"{int(clean):,}"
    return _spoilt(district, "thousands-separator", "planning", "PE202", denominator=grouped)


@_fault
def _sentinel(district: District) -> Faulty:
    rows = rows_of(district, "health", YEAR)
    at = next(at for at, row in enumerate(rows) if row["indicator"] == "health-04-4")
    rows[at] = rows[at] | {"value": "-2", "numerator": "", "denominator": ""}
    return _file("not-carried-out-code", rows, Spot("PE203", _number(at), "value"))


@_fault
def _negative(district: District) -> Faulty:
    return _spoilt(district, "negative-number", "youth-league", "PE204", value="-3")


@_fault
def _wrong_unit(district: District) -> Faulty:
    return _spoilt(district, "per-mille-for-percent", "planning", "PE208", unit="‰")


@_fault
def _ten_thousands(district: District) -> Faulty:
    cells = {"unit": "元", "value": "24866.20"}
    return _spoilt(district, "yuan-for-ten-thousand-yuan", "finance", "PE208", **cells)


@_fault
def _blank(district: District) -> Faulty:
    cells = {"value": GAP, "numerator": "", "denominator": "", "note": ""}
    return _spoilt(district, "blank-without-reason", "ecology", "PE209", **cells)


# ---- 编码与分组 codes and groups ----


@_fault
def _unknown_indicator(district: District) -> Faulty:
    return _with_row(
        district, "unknown-indicator", "youth-league", "PE205", indicator="project-1-22"
    )


@_fault
def _year_out_of_plan(district: District) -> Faulty:
    return _with_row(district, "year-before-the-plan", "youth-league", "PE206", year="2018")


@_fault
def _future_year(district: District) -> Faulty:
    return _with_row(district, "year-to-come", "youth-league", "PE206", year="2027")


@_fault
def _unknown_sex(district: District) -> Faulty:
    return _with_row(district, "unknown-sex", "science-association", "PE207", sex="未知")


@_fault
def _unknown_town(district: District) -> Faulty:
    return _with_row(district, "unknown-town", "womens-federation", "PE207", town="午镇")


# ---- 各列之间、各年之间 across columns and years ----


@_fault
def _rate_disagrees(district: District) -> Faulty:
    return _spoilt(district, "rate-disagrees", "ecology", "PE301", value="98.00")


@_fault
def _numerator_above(district: District) -> Faulty:
    cells = {"numerator": "3001", "denominator": "3000", "value": "100.0"}
    return _spoilt(district, "numerator-above-denominator", "planning", "PE302", **cells)


@_fault
def _denominator_zero(district: District) -> Faulty:
    cells = {"denominator": "0", "numerator": "0", "value": "100.0"}
    return _spoilt(district, "denominator-zero", "planning", "PE303", **cells)


@_fault
def _out_of_range(district: District) -> Faulty:
    value = {"value": "248662000.00"}
    return _spoilt(district, "out-of-range", "finance", "PE304", **value)


@_fault
def _jump(district: District) -> Faulty:
    rows = [*rows_of(district, "youth-league", YEAR - 1), *rows_of(district, "youth-league", YEAR)]
    rows[-1] = rows[-1] | {"value": "13"}
    return _file("jump-without-reason", rows, Spot("PE401", _number(len(rows) - 1), "value"))


# ---- 文件之间 across files ----


@_fault
def _duplicate(district: District) -> Faulty:
    rows = rows_of(district, "urban-management", YEAR)
    rows.append(rows[0])
    twice = (Spot("PE501", _number(at), "indicator") for at in (0, len(rows) - 1))
    return _file("duplicate-row", rows, *twice)


@_fault
def _not_the_owner(district: District) -> Faulty:
    sender = rows_of(district, "water", YEAR)
    other = rows_of(district, "market", YEAR)[0] | {"department": sender[0]["department"]}
    return _file(
        "not-the-owner", [*sender, other], Spot("PE502", _number(len(sender)), "indicator")
    )


# ---- 完整性 completeness ----


@_fault
def _missing_indicator(district: District) -> Faulty:
    rows = rows_of(district, "market", YEAR)
    return _file("missing-indicator", rows[1:], Spot("PE601"))


@_fault
def _missing_sex(district: District) -> Faulty:
    rows = [row for row in rows_of(district, "science-association", YEAR) if row["sex"] != "男"]
    return _file("missing-sex", rows, Spot("PE602", _number(0), "indicator"))


@_fault
def _missing_town(district: District) -> Faulty:
    rows = rows_of(district, "womens-federation", YEAR)
    gone = next(at for at, row in enumerate(rows) if row["town"] == "辰镇")
    first = next(at for at, row in enumerate(rows) if row["town"])
    rows.pop(gone)
    return _file("missing-town", rows, Spot("PE602", _number(first), "indicator"))


# ---- 表的样子 the form ----


@_fault
def _missing_column(district: District) -> Faulty:
    rows = rows_of(district, "water", YEAR)
    columns = tuple(name for name in INDICATORS if name != "year")
    return _file("missing-column", rows, Spot("PE102", _HEADER), columns=columns)


@_fault
def _unknown_column(district: District) -> Faulty:
    records = table(rows_of(district, "water", YEAR), INDICATORS)
    records = [[*records[0], "审核意见"], *([*record, "已核"] for record in records[1:])]
    spot = Spot("PE103", _HEADER, "审核意见")
    return Faulty(f"unknown-column_{YEAR}.csv", encode(records), (spot,))


@_fault
def _repeated_column(district: District) -> Faulty:
    records = table(rows_of(district, "water", YEAR), INDICATORS)
    value = INDICATORS.index("value")
    records = [[*records[0], "指标值"], *([*record, record[value]] for record in records[1:])]
    spot = Spot("PE104", _HEADER, "指标值")
    return Faulty(f"repeated-column_{YEAR}.csv", encode(records), (spot,))


@_fault
def _too_many_cells(district: District) -> Faulty:
    records = table(rows_of(district, "water", YEAR), INDICATORS)
    records[-1] = [*records[-1], "已核"]
    spot = Spot("PE003", len(records))
    return Faulty(f"too-many-cells_{YEAR}.csv", encode(records), (spot,))


@_fault
def _no_rows(_: District) -> Faulty:
    records = [[INVENTED], header(INDICATORS)]
    return Faulty(f"no-rows-water_{YEAR}.csv", encode(records), (Spot("PE106", 2),))


@_fault
def _no_header(district: District) -> Faulty:
    records = table(rows_of(district, "water", YEAR), INDICATORS)[1:]
    return Faulty(f"no-header_{YEAR}.csv", encode(records), (Spot("PE101"),))


@_fault
def _unknown_department(district: District) -> Faulty:
    rows = [row | {"department": ""} for row in rows_of(district, "water", YEAR)]
    return _file("no-sender", rows, Spot("PE105"))


# ---- 自评表 self-assessments ----


def _said(district: District) -> list[Row]:
    """Two clean rows of the self-assessment form."""
    department = district.plan.department["womens-federation"].name
    clean = {"year": str(YEAR), "status": "完成", "department": department, "note": INVENTED}
    items = list(district.plan.goals)[:2]
    return [
        clean | {"item": item, "evidence": f"示例文件〔{YEAR}〕{number}号"}
        for number, item in enumerate(items, 11)
    ]


def _spoilt_assessment(district: District, name: str, code: str, at: str, **cells: str) -> Faulty:
    """The second row spoilt; `at` names the column that shows it."""
    rows = _said(district)
    rows[1] = rows[1] | cells
    return _file(name, rows, Spot(code, _number(1), at), columns=SELF_ASSESSMENT)


@_fault
def _unknown_item(district: District) -> Faulty:
    return _spoilt_assessment(
        district, "self-assessment-unknown-item", "PE801", "item", item="health-99"
    )


@_fault
def _unknown_status(district: District) -> Faulty:
    return _spoilt_assessment(
        district, "self-assessment-unknown-status", "PE802", "status", status="差不多"
    )


@_fault
def _no_evidence(district: District) -> Faulty:
    return _spoilt_assessment(
        district, "self-assessment-without-evidence", "PE803", "evidence", evidence=""
    )


# ---- 照 Excel 的样子 as spreadsheets really write it ----


def _as_excel(name: str, rows: list[Row], spot: Spot) -> Faulty:
    """GB18030 and CRLF, titles above, notes below, commas to the widest row."""
    above = [
        ["示例区妇女发展规划监测数据报送表（虚构）"],
        [f"{YEAR}年度"],
        ["填报单位：" + rows[0]["department"], "", "", "填报日期：次年一月"],
    ]
    below = [
        [],
        ["注：本表为示例，数字均为虚构"],
        ["数据来源：" + INVENTED],
        ["填表人：示例", "", "审核人：示例"],
    ]
    records = [*above, *table(rows, INDICATORS), *below]
    wide = len(INDICATORS) + 2
    padded = [[*record, *[""] * (wide - len(record))] for record in records]
    row = None if spot.row is None else spot.row + len(above)
    content = encode(padded, encoding="gb18030", end="\r\n")
    return Faulty(f"{name}_{YEAR}.csv", content, (Spot(spot.code, row, spot.column),))


@_fault
def _excel_not_a_number(district: District) -> Faulty:
    rows = rows_of(district, "urban-management", YEAR)
    rows[1] = rows[1] | {"value": "约1.8"}
    return _as_excel("excel-gb18030-not-a-number", rows, Spot("PE201", _number(1), "value"))


@_fault
def _excel_wrong_unit(district: District) -> Faulty:
    rows = rows_of(district, "cppcc", YEAR)
    rows[0] = rows[0] | {"unit": "人"}
    return _as_excel("excel-gb18030-wrong-unit", rows, Spot("PE208", _number(0), "unit"))


# ---- 整个文件 whole files ----


@_fault
def _workbook(_: District) -> Faulty:
    content = b"PK\x03\x04" + bytes(26)
    return Faulty(f"workbook-renamed_{YEAR}.csv", content, (Spot("PE001"),))


@_fault
def _empty(_: District) -> Faulty:
    return Faulty(f"empty-file_{YEAR}.csv", b"", (Spot("PE002"),))
