"""The tables of the sample's mid-term report as a workbook."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plan_eval.model.assessment import DeclaredGap
from plan_eval.model.wording import number
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import row
from plan_eval.report.writers.xlsx import xlsx_bytes

HEAD = 4
NAMES = [
    *("指标达标情况一览表", "历年数据", "领域汇总", "预警", "缺项数据"),
    *("分性别", "对标比较", "方法参数", "数据来源"),
]


@pytest.fixture(scope="module")
def content(context: Context) -> bytes:
    return xlsx_bytes(context)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def lines(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the head, by column head; the filter says where they end."""
    last = range_boundaries(str(sheet.auto_filter.ref))[3]
    heads = [str(cell.value) for cell in sheet[HEAD]]
    below = sheet.iter_rows(min_row=HEAD + 1, max_row=last)
    return [dict(zip(heads, cells, strict=True)) for cells in below]


def lightness(colour: str) -> float:
    """How light a colour is in grey print, from 0 to 1 (Rec. 709)."""
    red, green, blue = (int(colour[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def printed(cell: Any) -> str:
    """A number as its format shows it."""
    places = len(cell.number_format.partition(".")[2])
    return format(cell.value, f".{places}f")


def test_the_sheets_are_there_in_order(book: Workbook) -> None:
    assert book.sheetnames == ["说明", *NAMES]


def test_the_first_sheet_says_what_the_workbook_is(book: Workbook, context: Context) -> None:
    sheet: Any = book["说明"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=HEAD + 1, max_col=2)}

    assert told["规划"] == context.plan.header.title
    assert told["报告"] == "中期评估报告"
    assert told["数据截至"] == "2025年"
    assert told["编制日期"] == "2025年12月31日"
    assert told["标记"] == "示例数据"
    assert "均为虚构" in told["数据性质"]
    rows = {name: told[f"工作表“{name}”"] for name in NAMES}
    assert rows["历年数据"].endswith(f"{len(lines(book['历年数据']))}行")
    assert sheet.auto_filter.ref is None


def test_a_validator_finds_nothing(content: bytes, tmp_path: Path) -> None:
    validator = pytest.importorskip("openxml_audit").OpenXmlValidator()
    path = tmp_path / "m.xlsx"
    path.write_bytes(content)

    assert [error.description for error in validator.validate(path).errors] == []


def test_every_state_and_warning_stands_on_a_ground_by_rule(book: Workbook) -> None:
    sheet: Any = book[NAMES[0]]
    rules = {
        rule.formula[0].strip('"'): rule.dxf
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
    }

    told = {line[head].value for line in lines(sheet) for head in ("状态", "预警")} - {None}
    assert told <= set(rules)
    light = {words: lightness(rule.fill.bgColor.rgb) for words, rule in rules.items()}
    assert light["已达标"] > light["无法判定"] > light["接近达标"] > light["未达标"]
    assert light["蓝色"] > light["黄色"] > light["红色"]
    for rule in rules.values():
        assert lightness(rule.fill.bgColor.rgb) > 0.45 > lightness(rule.font.color.rgb)


@pytest.mark.parametrize("name", NAMES)
def test_every_sheet_warns_stays_in_sight_filters_and_prints(book: Workbook, name: str) -> None:
    sheet: Any = book[name]

    assert "示例数据" in sheet["A1"].value
    assert "示例数据" in sheet.oddHeader.right.text
    assert sheet.freeze_panes.endswith(str(HEAD + 1))
    assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what it is when nothing is said
    assert sheet.page_setup.fitToHeight == 0
    assert "&P" in sheet.oddFooter.center.text


def test_every_indicator_judged_from_figures_has_its_line(book: Workbook, context: Context) -> None:
    indicators = context.plan.indicators.values()
    judged = [one.id for one in indicators if one.group in ("quantified", "directional")]

    assert [line["指标编码"].value for line in lines(book[NAMES[0]])] == judged


def test_figures_are_numbers_and_read_as_in_the_report(book: Workbook, context: Context) -> None:
    compared = 0
    for line in lines(book[NAMES[0]]):
        indicator = context.plan.indicators[line["指标编码"].value]
        words = row(indicator, context)
        for head, told in (("最近值", words.latest), ("基期值", words.baseline)):
            if told == "—":
                assert line[head].value is None
            else:
                assert line[head].data_type == "n"
                assert printed(line[head]) == told
                compared += 1
        assert line["状态"].value == words.state_words
    assert compared > 100


def test_every_reported_year_stands_in_its_column(book: Workbook, context: Context) -> None:
    for line in lines(book["历年数据"]):
        history = context.assessment.results[line["指标编码"].value].history
        span = range(context.plan.header.span.baseline, context.assessment.stage.year + 1)
        cells = {year: line[f"{year}年"] for year in span}
        told = {year: printed(of) for year, of in cells.items() if of.value is not None}
        assert told == {point.year: number(point.value, point.places) for point in history}


def test_tallies_add_up_to_the_whole(book: Workbook, context: Context) -> None:
    found = lines(book["领域汇总"])
    kinds = ("已达标", "未达标", "无法判定", "定性")

    for line in found:
        assert sum(line[kind].value for kind in kinds) == line["合计"].value
    quantified = [line for line in found if line["类型"].value == "量化"]
    *areas, whole = quantified
    assert sum(line["已达标"].value for line in areas) == whole["已达标"].value
    assert whole["合计"].value == context.assessment.tallies["quantified"].total


def test_every_file_is_named_with_its_rows_but_not_this_computer(
    book: Workbook, context: Context
) -> None:
    found = lines(book["数据来源"])

    assert sum(line["采用行数"].value for line in found) == context.observations.height
    assert not [line for line in found if Path(str(line["文件"].value)).is_absolute()]


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "＝1"])
def test_words_never_become_a_formula(context: Context, words: str) -> None:
    name = next(iter(context.plan.indicators))
    gap = DeclaredGap(name, 2025, words, None)
    told = replace(context, assessment=replace(context.assessment, declared_gaps=(gap,)))

    book = openpyxl.load_workbook(BytesIO(xlsx_bytes(told)))

    cells = [cell for cells in book["缺项数据"].iter_rows() for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)
    assert f"'{words}" in [cell.value for cell in cells]


def test_a_sheet_without_lines_says_so(context: Context) -> None:
    assessment = replace(
        context.assessment,
        results={
            name: replace(result, warnings=())
            for name, result in context.assessment.results.items()
        },
    )

    book = openpyxl.load_workbook(BytesIO(xlsx_bytes(replace(context, assessment=assessment))))

    assert book["预警"].cell(HEAD + 1, 1).value == "无"


def test_equal_results_give_equal_bytes(content: bytes, context: Context) -> None:
    assert xlsx_bytes(context) == content
