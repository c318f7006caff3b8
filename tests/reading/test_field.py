"""Tables as offices, spreadsheets and web systems make them: what is read, and what is reported.

One case a shape. `read` are (indicator, year, town, sex, residence, value) of the figures;
`met` the events, but for department-unknown (the file name says who sends) and wide-table-read.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from tests.reading.sending import HEALTH, plan, read

A, B, TOWN = "health-03-3", "health-04-4", "family-m03-1"
RATE = "health-02-1"
NAME = plan().indicators[A].name
OTHER = plan().indicators[B].name
FULL = "指标编码,年份,镇街,性别,城乡,数值,分子,分母,计量单位,数据来源,说明,填报单位\n"
ROW = f"{A},2025,,女,合计,70.1,450015,641961,%,妇幼年报,,区卫生健康局\n"
UNKNOWN = ROW.replace("区卫生健康局", "区卫健委")
FIGURE = (A, 2025, "", "female", "total", "70.1")


class Case(NamedTuple):
    id: str
    text: str
    read: Sequence[tuple[Any, ...]]
    met: Sequence[str] = ()
    name: str = HEALTH


def of(
    indicator: str, year: int, value: str | None, town: str = "", sex: str = ""
) -> tuple[Any, ...]:
    scope = plan().indicators[indicator].scope
    return indicator, year, town, sex or scope.sex, scope.residence, value


TWO = [of(A, 2025, "70.1"), of(A, 2024, "69.0")]

CASES = [
    # headers that come again
    Case(
        "repeated-header-swapped",
        f"指标编码,年份,数值,上年数\n{A},2025,70.1,69\n指标编码,年份,上年数,数值\n{B},2025,60,62.4\n",
        [of(A, 2025, "70.1"), of(B, 2025, "62.4")],
        ["another-header"],
    ),
    Case(
        "repeated-header-other-first-column",
        f"指标编码,年份,数值\n{A},2025,70.1\n数值,年份,指标编码\n62.4,2025,{B}\n",
        [of(A, 2025, "70.1"), of(B, 2025, "62.4")],
        ["another-header"],
    ),
    Case(
        "repeated-header-other-unit",
        f"指标编码,年份,数值\n{TOWN},2025,7\n指标编码,年份,数值（万个）\n{TOWN},2024,7\n",
        [of(TOWN, 2025, "7"), of(TOWN, 2024, "7")],
        ["another-header", "taken-from-title"],
    ),
    Case(
        "repeated-header-with-a-column-more",
        f"指标编码,年份,数值\n{A},2025,70.1\n指标编码,年份,性别,数值\n{B},2025,女,62.4\n",
        [of(A, 2025, "70.1"), of(B, 2025, "62.4", sex="female")],
        ["another-header"],
    ),
    Case(
        "repeated-on-every-page",
        f"指标编码,年份,数值\n{A},2025,70.1\n\n续表,,第2页\n指标编码,年份,数值\n甲,乙,1\n{A},2024,69.0\n",
        TWO,
    ),
    Case(
        "two-tables-below-each-other",
        f"填报单位：区卫生健康局\n表一\n指标,2025年,2024年\n{NAME},70.1,69.0\n注：快报\n\n表二\n"
        f"指标编码,年份,数值\n{B},2025,62.4\n",
        [*TWO, of(B, 2025, "62.4")],
        ["another-header", "taken-from-title", "taken-from-title"],
        "x_2025.csv",
    ),
    # columns that mean the same, and columns without a name
    Case(
        "two-columns-of-one-year",
        f"指标,2025年,2025年\n{NAME},69.0,70.1\n",
        [],
        ["repeated-column"],
    ),
    Case(
        "the-same-year-twice-alike",
        f"指标,2025年,2025年\n{NAME},70.1,70.1\n",
        TWO[:1],
        ["repeated-column"],
    ),
    Case("two-values", f"指标编码,年份,数值,数值\n{A},2025,70.1,450015\n", [], ["repeated-column"]),
    Case("code-beside-name", f"指标,指标编码,年份,数值\n{NAME},{A},2025,70.1\n", TWO[:1]),
    Case(
        "no-name",
        f"指标编码,年份,数值,,说明\n{A},2025,69,70.1,\n",
        [of(A, 2025, "69")],
        ["column-without-header"],
    ),
    Case(
        "blank-columns-between",
        f",指标编码,,年份,,数值,\n1,{A},,2025,,70.1,\n2,{A},,2024,,69.0,\n",
        TWO,
    ),
    # levels
    Case(
        "value-last-this",
        f"指标编码,年份,数值,,填报单位\n,,上年,本年,\n{A},2025,69,70.1,区卫生健康局\n",
        TWO[:1],
    ),
    Case(
        "three-levels",
        f"指标,2025年,,,2024年,,\n,合计,其中,,合计,其中,\n,,女,男,,女,男\n{OTHER},95,96,94,85,86,84\n",
        [
            of(B, year, value, sex=sex)
            for year, values in ((2025, ("95", "96", "94")), (2024, ("85", "86", "84")))
            for sex, value in zip(("total", "female", "male"), values, strict=True)
        ],
    ),
    Case(
        "sexes-in-brackets",
        f"指标编码,年份,数值（女）,数值（男）\n{B},2025,96,94\n",
        [of(B, 2025, "96", sex="female"), of(B, 2025, "94", sex="male")],
    ),
    Case("this-year-in-brackets", f"指标,上年（2024年）,本年（2025年）\n{NAME},69,70.1\n", TWO[:1]),
    Case(
        "sexes-under-a-year-above",
        f"年份：2025年\n指标,合计,女,男\n{OTHER},95,96,94\n",
        [of(B, 2025, v, sex=s) for s, v in (("total", "95"), ("female", "96"), ("male", "94"))],
        ["taken-from-title"],
    ),
    Case(
        "total-first",
        f"指标,年份,合计,男,女\n{OTHER},2025年底,95,94,96\n",
        [of(B, 2025, v, sex=s) for s, v in (("total", "95"), ("male", "94"), ("female", "96"))],
        ["normalised-number"],
    ),
    Case(
        "a-report-form",
        f"序号,指标名称,计量单位,代码,本年,上年\n甲,乙,丙,丁,1,2\n1,适龄妇女筛查率,%,{A},70.1,69.0\n",
        TWO[:1],
        ["taken-from-title"],
    ),
    Case(
        "a-report-form-with-its-year-in-the-title",
        f"2025年妇女健康基层表\n指标,代码,本年,上年\n{NAME},{A},70.1,69.0\n",
        TWO[:1],
        ["taken-from-title"],
        "区卫生健康局.csv",
    ),
    Case(
        "a-report-form-without-a-year",
        f"指标,代码,本年,上年\n{NAME},{A},70.1,69.0\n",
        [],
        ["missing-column"],
        "区卫生健康局.csv",
    ),
    # rows that are no data
    Case("letters-and-numbers", FULL + "甲,乙,丙,丁,戊,1,2,3,己,庚,辛,壬\n" + ROW, [FIGURE]),
    Case("numbers-only", f"指标编码,年份,数值\n1,2,3\n{A},2025,70.1\n", TWO[:1]),
    Case("column-numbers", f"指标,2025年,2024年\n栏次,1,2\n{NAME},70.1,69.0\n", TWO),
    *(
        Case(f"below-{at}", FULL + ROW + below, [FIGURE])
        for at, below in enumerate(
            (
                "制表人：甲  复核人：乙\n",
                "（盖章）\n",
                "　　　2.城镇单位数据不含私营单位。\n",
                "※ 本表为快报数\n",
                "① 含流动人口\n",
                "2026年1月5日\n",
                ",,,,,,,,,2026年1月5日\n",
                ",,,,,,,,区卫生健康局（公章）\n",
                "填表人：,甲,,审核人：,乙,,联系电话：,甲乙丙\n",
                "单位负责人：甲,,,填表人：乙,,,日期：2026年1月5日\n",
                "注：,按户籍口径\n",
                "以上数据已经分管领导审定\n",
                "-----\n",
                "共1页 第1页\n",
                "\n\n,,,\n说明：1.按户籍口径。\n2.含流动人口。\n",
            )
        )
    ),
    Case("captions-between", f"指标,2025年\n一、妇女与健康\n{NAME},70.1\n（二）其他\n", TWO[:1]),
    Case(
        "a-lone-figure-is-no-note",
        f"指标编码,年份,数值\n{A},2025,70.1\n,,69.0\n",
        [*TWO[:1], (None, None, "", "total", "total", "69.0")],
    ),
    Case(
        "a-lone-code-is-no-note",
        f"指标编码,年份,数值\n{A},2025,70.1\n{B},,\n",
        [*TWO[:1], (B, None, *of(B, 2025, None)[2:])],
    ),
    # wide tables in part
    Case(
        "one-unknown-name",
        f"指标,2024年,2025年\n{NAME},69.0,70.1\n宫颈癌早诊率,90,91\n",
        [
            TWO[1],
            TWO[0],
            (None, 2024, "", "total", "total", "90"),
            (None, 2025, "", "total", "total", "91"),
        ],
    ),
    Case(
        "of-which",
        f"指标,2025年\n{OTHER},95\n其中：女,96\n其中：流动人口,90\n",
        [of(B, 2025, "95"), of(B, 2025, "96", sex="female")],
    ),
    Case(
        "notes-under-a-wide-table",
        f"数据库：年度数据\n时间：最近10年\n指标,2025年,2024年\n{NAME}(%),70.1,69.0\n"
        "注：1.按户籍口径。\n　　　2.2025年为快报数。\n数据来源：示例\n",
        TWO,
        ["normalised-word"],
    ),
    Case(
        "towns-with-a-trailing-total",
        f"指标：{NAME}\n单位：%\n地区,2025年\n甲街,70\n乙街,71\n合计,70.1\n",
        [of(A, 2025, "70", "jia"), of(A, 2025, "71", "yi"), of(A, 2025, "70.1")],
        ["taken-from-title", "taken-from-title"],
    ),
    # totals of towns
    Case(
        "a-total-of-towns",
        f"指标编码,年份,镇街,数值\n{TOWN},2025,甲街,2\n{TOWN},2025,乙街,3\n合 计,,,5\n",
        [of(TOWN, 2025, "2", "jia"), of(TOWN, 2025, "3", "yi"), of(TOWN, 2025, "5")],
        ["total-row"],
    ),
    Case(
        "a-total-of-different-things",
        f"指标编码,年份,镇街,数值\n{TOWN},2025,甲街,2\nfamily-m03-2,2025,甲街,3\n总计,,,5\n",
        [of(TOWN, 2025, "2", "jia"), of("family-m03-2", 2025, "3", "jia")],
        ["total-row"],
    ),
    Case(
        "a-subtotal-in-between",
        f"指标编码,年份,镇街,数值\n{TOWN},2025,甲街,2\n小计,,,2\n{TOWN},2025,乙街,3\n合计,,,5\n",
        [of(TOWN, 2025, "2", "jia"), of(TOWN, 2025, "3", "yi"), of(TOWN, 2025, "5")],
        ["total-row", "total-row"],
    ),
    Case("a-total-of-indicators", f"指标,2025年\n{NAME},70.1\n合计,70.1\n", TWO[:1], ["total-row"]),
    # other columns side by side
    Case(
        "towns-as-columns",
        f"指标,年份,全区,甲街,乙街\n{NAME},2025,70.1,70,71\n",
        [*TWO[:1], of(A, 2025, "70", "jia"), of(A, 2025, "71", "yi")],
    ),
    Case(
        "sexes-by-years-of-an-indicator-above",
        f"指标：{OTHER}\n年份,女,男\n2025,96,94\n",
        [of(B, 2025, "96", sex="female"), of(B, 2025, "94", sex="male")],
        ["taken-from-title"],
    ),
    Case("sexes-by-years-of-nothing", "年份,女,男\n2025,96,94\n", [], ["wide-table-not-read"]),
    Case(
        "years-under-the-value",
        f"指标编码,数值,,说明\n,2024年,2025年,\n{A},69.0,70.1,\n",
        [TWO[1], TWO[0]],
    ),
    Case(
        "a-title-that-reads-like-a-header",
        f"指标,数据\n指标编码,年份,数值\n{A},2025,70.1\n",
        TWO[:1],
    ),
    Case("a-note-cut-by-a-comma", f"指标编码,年份,数值\n{A},2025,70.1\n注：1.甲,2.乙丙\n", TWO[:1]),
    Case(
        "an-indicator-that-begins-as-notes-do",
        f"指标编码,年份,数值\n{A},2025,70.1\n注册志愿者人数,2025,69\n",
        [*TWO[:1], (None, 2025, "", "total", "total", "69")],
    ),
    Case("bars-and-lines", f"|指标编码|年份|数值|\n|--|--|--|\n|{A}|2025|70.1|\n", TWO[:1]),
    # how the cells are cut
    Case("bars", f"指标编码|年份|数值\n{A}|2025|70.1\n", TWO[:1]),
    Case("tabs-and-quotes", f'"指标编码"\t"年份"\t"数值"\n"{A}"\t"2025"\t"70.1"\n', TWO[:1]),
    Case(
        "first-row-s-department-unknown",
        FULL + UNKNOWN + ROW,
        [FIGURE, FIGURE],
        ["unknown-department"],
        "x.csv",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
@pytest.mark.parametrize("small", [2**20, 0], ids=["by-record", "by-column"])
def test_what_is_read_of_it(case: Case, small: int) -> None:
    sent = read(case.text, case.name, small=small)
    columns = ("indicator", "year", "town", "sex", "residence", "value")
    figures = sent.observations.sort("row", "value_letter").select(columns).rows()
    wanted = [(*row[:5], row[5] and Decimal(row[5])) for row in case.read]
    assert figures == wanted
    met = [
        one.event
        for one in sent.notices
        if one.event not in ("department-unknown", "wide-table-read")
    ]
    assert sorted(met) == sorted(case.met)
    lines = case.text.count("\n")
    assert sum(file.rows + file.skipped for file in sent.files) == lines


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030", "utf-8-sig"])
def test_any_encoding(encoding: str) -> None:
    sent = read(f"指标编码\t年份\t数值\r\n{A}\t2025\t70.1\r\n注：完\r\n".encode(encoding))
    assert sent.observations["value"].to_list() == [Decimal("70.1")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FULL.replace(",", "，") + ROW.replace(",", "，"), ("第 1 行", "“，”", "半角逗号")),
        ("指标编码、年份、数值\n", ("“、”",)),
        ("说明\n\n指标编码  年份  数值\n", ("第 3 行", "空格")),
        (f"指标编码,值\n{A},70.1\n", ("第 1 行", "年份、数值")),
        (f"年份,值\n2025,{A}\n", ("指标编码、数值",)),
        ("a,b\n1,2\n", ("没有找到表头",)),
    ],
)
def test_no_header_says_what_is_missing(text: str, words: Sequence[str]) -> None:
    sent = read(text)
    assert [one.event for one in sent.notices] == ["header-not-found"]
    assert all(word in str(sent.notices[0].value) for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n<table></table>",
        "<html><table><tr><td>指标编码</td></tr></table></html>",
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>',
    ],
)
def test_web_pages_named_as_workbooks_are_said_to_be_pages(text: str) -> None:
    sent = read(text, "表.xls")
    assert [one.event for one in sent.notices] == ["unreadable-file"]
    assert "网页" in str(sent.notices[0].value)


@pytest.mark.parametrize("unit", ["/10万", "十万分之一", "1/100000", "1/10万", "每十万", "１/10万"])
def test_units_by_their_usual_spellings(unit: str) -> None:
    for text in (
        f"指标编码,年份,数值,计量单位\n{RATE},2025,3.64,{unit}\n",
        f"单位：{unit}\n指标编码,年份,数值\n{RATE},2025,3.64\n",
        f"指标编码,年份,数值（{unit}）\n{RATE},2025,3.64\n",
    ):
        assert read(text).observations["unit"].to_list() == ["1/10万"], text


@pytest.mark.parametrize("unit", ["1/百万", "‰", "1/万", "%"])
def test_other_units_stay_what_they_are(unit: str) -> None:
    sent = read(f"指标编码,年份,数值,计量单位\n{RATE},2025,3.64,{unit}\n")
    assert sent.observations["unit"].to_list() == [unit]
