"""Wide tables: read where every indicator is known, else refused with what to do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.reading.sending import HEALTH, PERCENT, codes, figures, plan, read, table

OTHER = "health-02-1"
COLUMNS = ("row", "indicator", "year", "town", "sex", "residence", "value", "value_letter")
NAME = plan().indicators[PERCENT].name


def test_indicators_by_years_as_the_statistics_bureau_exports_them() -> None:
    rows = [
        ["数据库：年度数据"],
        ["时间：最近10年"],
        ["指标", "2025年", "2024年", "2010年"],
        [f"{NAME}(%)", "95.2", "", "7"],
        [OTHER, "—", "８", "7"],
        ["注：快报数"],
        ["数据来源：国家统计局"],
    ]
    sent = read(table(rows, end="\r\n").encode("gb18030"))
    assert figures(sent, *COLUMNS, "unit", "value_words") == [
        (4, PERCENT, 2025, "", *_scope(PERCENT), Decimal("95.2"), "B", "%", "2025年"),
        (5, OTHER, 2025, "", *_scope(OTHER), None, "B", None, "2025年"),
        (5, OTHER, 2024, "", *_scope(OTHER), Decimal(8), "C", None, "2024年"),
    ]
    assert codes(sent) == [
        ("wide-table-read", 3, None),
        ("normalised-word", 4, "indicator"),
        ("normalised-number", 5, "2024年"),
    ]
    assert sent.notices[-1].letter == "C"
    (file,) = sent.files
    assert (file.wide, file.rows, file.skipped) == (True, 2, 5)
    assert "2010年" in str(sent.notices[0].value)


def _scope(indicator: str) -> tuple[str, str]:
    scope = plan().indicators[indicator].scope
    return scope.sex, scope.residence


@pytest.mark.parametrize("header", ["地区", "town", "area"])
def test_towns_by_years_of_an_indicator_named_above(header: str) -> None:
    rows = [
        [f"指标：{NAME}(%)"],
        [header, "2025年", "2024年"],
        ["甲街", "95", "94"],
        ["全区", "93", "92"],
    ]
    sent = read(table(rows))
    assert figures(sent, "town", "year", "value", "unit") == [
        ("jia", 2025, Decimal(95), "%"),
        ("jia", 2024, Decimal(94), "%"),
        ("", 2025, Decimal(93), "%"),
        ("", 2024, Decimal(92), "%"),
    ]


def test_years_by_indicators() -> None:
    sent = read(table([["年份", PERCENT, OTHER], ["2025年", "95.2", "7"], ["2024", "94%", ""]]))
    assert [row[1:3] + row[6:] for row in figures(sent, *COLUMNS)] == [
        (PERCENT, 2025, Decimal("95.2"), "B"),
        (OTHER, 2025, Decimal(7), "C"),
        (PERCENT, 2024, Decimal(94), "B"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        [["指标编码", "年份", "数值", "", ""], ["", "", "合计", "女", "男"]],
        [["指标编码", "年份", "合计", "女", "男"]],
    ],
)
def test_sexes_side_by_side(header: list[list[str]]) -> None:
    sent = read(table([*header, [PERCENT, "2025", "95", "96", "94"]]))
    assert figures(sent, "sex", "value") == [
        ("total", Decimal(95)),
        ("female", Decimal(96)),
        ("male", Decimal(94)),
    ]


def test_total_between_town_and_country_is_theirs() -> None:
    sent = read(
        table([["指标编码", "年份", "合计", "城镇", "农村"], [PERCENT, "2025", "95", "96", "94"]])
    )
    assert figures(sent, "residence") == [("total",), ("urban",), ("rural",)]
    assert {sex for (sex,) in figures(sent, "sex")} == {_scope(PERCENT)[0]}


def test_years_over_value_and_counts() -> None:
    rows = [
        ["指标编码", "2025年", "", "", "2024年", "", ""],
        ["", "数值", "分子", "分母", "数值", "分子", "分母"],
        [PERCENT, "50", "1", "2", "25", "1", "4"],
    ]
    sent = read(table(rows))
    assert figures(sent, "year", "value", "numerator", "denominator", "value_words") == [
        (2025, Decimal(50), Decimal(1), Decimal(2), "2025年/数值"),
        (2024, Decimal(25), Decimal(1), Decimal(4), "2024年/数值"),
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["指标", "2025年"], ["企业法人单位数(个)", "2"]], "企业法人单位数"),
        ([["指标：地区生产总值(亿元)"], ["地区", "2025年"], ["甲街", "1"]], "地区生产总值(亿元)"),
        ([["地区", "2025年", "2024年"], ["甲街", "1", "2"]], "没有写明是哪个指标"),
    ],
)
def test_a_wide_table_in_doubt_is_refused_whole(rows: list[list[str]], words: str) -> None:
    sent = read(table(rows), HEALTH)
    assert [code for code, _, _ in codes(sent)] == ["wide-table-not-read"]
    assert words in str(sent.notices[0].value)
    assert sent.observations.is_empty()
    assert sent.files[0].rows + sent.files[0].skipped == len(rows)
