"""What senders write reaches the frames, whatever the shape it is sent in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.sending import HEADER, HEALTH, PERCENT, codes, figures, one, plan, read, table

from plan_eval.model.observation import OBSERVATION_SCHEMA, SELF_ASSESSMENT_SCHEMA
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions

WORDS = ["", "女", "其中：女", "合计", "男 ", "95.2", "９５％", "1,234", "-2", "—", "nan", "2025年"]
ROW = st.tuples(
    st.sampled_from([PERCENT, "health-02-1", "health-02-1 ", "不存在", ""]),
    st.sampled_from(["2025", "2024年", "2023.0", "x", ""]),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=5),
    st.sampled_from(["", "%", "％", "万人"]),
    st.sampled_from(["", "好,二", '他说"好"', "一\n二", "注：见附件"]),
)
ROWS = st.lists(ROW.map(list), min_size=1, max_size=12)


def same(one_: Submissions, other: Submissions) -> None:
    """Everything but the path and the encoding is the same."""
    paths = [f.path for f in one_.files], [f.path for f in other.files]
    assert one_.observations.drop("path").equals(other.observations.drop("path"))
    assert one_.self_assessments.drop("path").equals(other.self_assessments.drop("path"))
    assert one_.noticed.drop("path").equals(other.noticed.drop("path"))
    assert [(f.rows, f.skipped, f.headers) for f in one_.files] == [
        (f.rows, f.skipped, f.headers) for f in other.files
    ], paths


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_every_encoding_gives_the_same_table(rows: list[list[str]]) -> None:
    text = table([HEADER, *rows], end="\r\n")
    first = read(text)
    for encoding in ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if encoding == "gb18030" and text.isascii():
            continue
        sent = read(text.encode(encoding))
        if sent.files[0].encoding == encoding:
            same(first, sent)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_large_and_small_texts_are_read_alike(rows: list[list[str]]) -> None:
    text = table([["单位：万人"], HEADER, *rows, [], ["注：完"]])
    same(read(text), read(text, small=0))


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_columns_does_not_matter(rows: list[list[str]], random: Random) -> None:
    order = list(range(len(HEADER)))
    random.shuffle(order)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    shuffled = [[row[at] for at in order] for row in [list(HEADER), *rows]]
    first, other = read(table([HEADER, *rows])), read(table(shuffled))
    if first.files[0].rows == other.files[0].rows:  # a note is told by its first column
        assert first.observations.drop("path").equals(other.observations.drop("path"))


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(rows: list[list[str]], random: Random) -> None:
    shuffled = random.sample(rows, len(rows))
    first, other = read(table([HEADER, *rows])), read(table([HEADER, *shuffled]))
    by = [name for name in OBSERVATION_SCHEMA if name not in ("path", "row")]
    assert first.observations.select(by).sort(by).equals(other.observations.select(by).sort(by))
    assert sorted(n.event for n in first.notices) == sorted(n.event for n in other.notices)


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}_2025.csv" for name in ("区卫生健康局", "区教育局", "x")]
    for at, path in enumerate(paths):
        path.write_text(one(PERCENT, str(2020 + at), "女", "９５"), "utf-8")
    first, other = read_submissions(paths, plan()), read_submissions(paths[::-1], plan())
    assert first.observations.sort("path").equals(other.observations.sort("path"))
    assert set(first.notices) == set(other.notices)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(0, 3), st.integers(0, 3))
def test_records_are_rows_and_skipped(rows: list[list[str]], blank: int, notes: int) -> None:
    text = table([["标题"], HEADER, *rows, *[[]] * blank, *[["注：一"]] * notes])
    (file,) = read(text).files
    assert file.rows + file.skipped == 2 + len(rows) + blank + notes


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=100).map(str.encode),
    st.sampled_from(["x.csv", "x.xlsx", "x.xls"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"])
    | st.just("指标编码,年份,数值\n".encode()),
)
def test_reading_never_raises_for_any_bytes(data: bytes, name: str, start: bytes) -> None:
    sent = read(start + data, name)
    assert sent.files
    assert sent.observations.schema == OBSERVATION_SCHEMA
    assert sent.self_assessments.schema == SELF_ASSESSMENT_SCHEMA


@pytest.mark.parametrize("text", ["", "\n\n", '指标编码,年份,数值\na,"b', "a,b\n1,2\n3,4"])
def test_a_refused_file_counts_its_lines_as_skipped(text: str) -> None:
    sent = read(text)
    lines = text.count("\n") + (bool(text) and not text.endswith("\n"))
    assert [(f.rows, f.skipped) for f in sent.files] == [(0, lines)]
    assert codes(sent) != []


@pytest.mark.parametrize(
    ("sex", "code"),
    [("女", "female"), ("其中：女", "female"), ("合 计", "total"), ("F", "female"), ("x", None)],
)
def test_groups_are_read_from_what_is_written(sex: str, code: str | None) -> None:
    sent = read(one(PERCENT, "2025", sex, "95.2"))
    assert figures(sent, "sex") == [(code,)]


def test_what_is_read_as_it_stands_is_no_notice() -> None:
    sent = read(one(PERCENT, "2025", "女", " 95.2 ", "%", "见 附件"))
    assert codes(sent) == []
    assert figures(sent, "value", "unit", "note") == [(Decimal("95.2"), "%", "见 附件")]


@pytest.mark.parametrize(
    ("cells", "met"),
    [
        ((PERCENT, "2025", "女", "９５．２"), ("normalised-number", 2, "value")),
        ((PERCENT, "2025", "女", "1,095.2"), ("normalised-number", 2, "value")),
        ((PERCENT, "2025", "女", "95.2%"), ("normalised-number", 2, "value")),
        (("health-02-1", "2025", "女", "95.2%"), ("not-a-number", 2, "value")),
        ((PERCENT, "2025", "女", "约95"), ("not-a-number", 2, "value")),
        ((PERCENT, "2025", "女", "-2"), ("sentinel", 2, "value")),
        ((PERCENT, "2025", "女", "－２．０"), ("sentinel", 2, "value")),
        ((PERCENT, "2025年", "女", "95.2"), ("normalised-number", 2, "year")),
        ((PERCENT, "2025.0", "女", "95.2"), ("normalised-number", 2, "year")),
        (
            (PERCENT.upper().replace("H", "Ｈ"), "2025", "女", "95.2"),
            ("normalised-word", 2, "indicator"),
        ),
        ((PERCENT, "2025", "其中：女", "95.2"), ("normalised-word", 2, "sex")),
        ((PERCENT, "2025", "女", "95.2", "％"), ("normalised-word", 2, "unit")),
    ],
)
def test_every_normalisation_is_a_notice(cells: tuple[str, ...], met: tuple[str, int, str]) -> None:
    assert codes(read(one(*cells))) == [met]


@pytest.mark.parametrize("mark", ["", "—", "…", "/", "无", "未统计"])
def test_marks_of_absence_are_no_zero_and_no_fault(mark: str) -> None:
    sent = read(one(PERCENT, "2025", "女", mark))
    assert codes(sent) == []
    assert figures(sent, "value", "raw_value") == [(None, mark)]


@pytest.mark.parametrize(
    ("text", "department", "year", "met"),
    [
        ("填报单位：区教育局\n", "education-bureau", None, "taken-from-title"),
        ("填报单位,区教育局\n", "education-bureau", None, "taken-from-title"),
        ("单位：区教育局\n", "education-bureau", None, "taken-from-title"),
        ("填报单位：区教育局  报告年度：2024年\n", "education-bureau", 2024, "taken-from-title"),
        ("填报单位：区教肓局\n", None, None, "unknown-department"),
        ("教育局的表\n", None, None, "department-unknown"),
    ],
)
def test_the_sender_is_read_from_lines_above_the_header(
    text: str, department: str | None, year: int | None, met: str
) -> None:
    sent = read(text + one(PERCENT, "2025", "女", "95.2"), "x.csv")
    assert (sent.files[0].department, sent.files[0].year) == (department, year)
    assert figures(sent, "row", "department") == [(3, department)]
    assert met in [code for code, _, _ in codes(sent)]


@pytest.mark.parametrize(
    ("name", "department", "year"),
    [
        (HEALTH, "health", 2025),
        ("2024年卫健局报表.csv", "health", 2024),
        ("health_2025.csv", "health", 2025),
        ("healthy_2025.csv", None, 2025),
        ("2023至2025.csv", None, None),
        ("12025.csv", None, None),
    ],
)
def test_the_sender_is_read_from_the_file_name(
    name: str, department: str | None, year: int | None
) -> None:
    (file,) = read(one(PERCENT, "2025", "女", "95.2"), name).files
    assert (file.department, file.year) == (department, year)


def test_the_table_holds_against_the_file_name_and_says_so() -> None:
    text = table([[*HEADER[:2], "数值", "填报单位"], [PERCENT, "2025", "95.2", "区教育局"]])
    sent = read(text)
    assert sent.files[0].department == "education-bureau"
    assert codes(sent) == [("sender-differs", None, "department")]


def test_a_unit_above_the_header_is_for_rows_without_one() -> None:
    text = table(
        [
            ["（单位：万人）"],
            HEADER,
            [PERCENT, "2025", "", "1", "", ""],
            [PERCENT, "2024", "", "2", "%", ""],
        ]
    )
    sent = read(text)
    assert figures(sent, "unit") == [("万人",), ("%",)]
    assert codes(sent) == [("taken-from-title", 1, "unit")]


def test_several_units_above_the_header_are_for_no_row() -> None:
    sent = read("单位：人、%\n" + one(PERCENT, "2025", "女", "1"))
    assert figures(sent, "unit") == [(None,)]
    assert codes(sent) == []


def test_titles_notes_signatures_and_blank_lines_are_skipped_and_counted() -> None:
    rows = [["某区监测表"], [], HEADER, [PERCENT, "2025", "女", "95.2", "", ""], []]
    foot = [["注：快报数"], ["数据来源：统计局"], ["填表人：甲", "审核人：乙"]]
    (file,) = (sent := read(table([*rows, *foot]))).files
    assert (file.rows, file.skipped) == (1, 7)
    assert file.notes == ("注：快报数", "数据来源：统计局", "填表人：甲")
    assert figures(sent, "row") == [(4,)]


def test_a_header_repeated_on_every_page_is_skipped() -> None:
    row = [PERCENT, "2025", "女", "95.2", "", ""]
    (file,) = (sent := read(table([HEADER, row, HEADER, [*row[:1], "2024", *row[2:]]]))).files
    assert (file.rows, file.skipped) == (2, 2)
    assert figures(sent, "row") == [(2,), (4,)]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["基本情况", "", "", "数据", "", ""], list(HEADER)),
        (["指标编码", "年份", "性别", "数据", "", ""], ["", "", "", "数值", "计量单位", "说明"]),
        (list(HEADER), ["Indicator", "Year", "Sex", "Value", "Unit", "Note"]),
    ],
)
def test_two_level_headers(upper: list[str], lower: list[str]) -> None:
    sent = read(table([upper, lower, [PERCENT, "2025", "女", "95.2", "%", ""]]))
    assert figures(sent, "row", "sex", "value", "unit") == [(3, "female", Decimal("95.2"), "%")]
    assert [code for code, _, _ in codes(sent)] == []


def test_english_headers_and_trailing_empty_columns() -> None:
    text = f"Indicator code,Year,Sex,Value,Unit,Notes,,,\n{PERCENT},2025,F,95.2,%,,,,\n"
    sent = read(text)
    assert codes(sent) == []
    assert figures(sent, "sex", "value") == [("female", Decimal("95.2"))]


def test_shape_faults_are_told_with_the_sender_s_words_and_letters() -> None:
    header = ["指标编码", "年份", "数值", "", "怪列", "年度"]
    rows = [[PERCENT, "2025", "1", "", "", "", "多"], [PERCENT, "2024", "2"]]
    sent = read(table([header, *rows]), "x.csv")
    assert codes(sent) == [
        ("unknown-column", 1, "怪列"),
        ("repeated-column", 1, "年度"),
        ("too-many-cells", 2, None),
        ("department-unknown", None, None),
    ]
    assert [notice.letter for notice in sent.notices][:2] == ["E", "F"]
    assert sent.files[0].letters["value"] == "C"


def test_a_missing_column_refuses_the_rows_but_counts_them() -> None:
    sent = read(table([["指标编码", "年份"], [PERCENT, "2025"]]))
    assert codes(sent) == [("missing-column", 1, None)]
    assert (sent.files[0].rows, sent.observations.height) == (1, 0)


def test_the_name_of_an_indicator_does_for_its_code() -> None:
    name = plan().indicators[PERCENT].name
    sent = read(table([["指标名称", "年份", "数值"], [f"{name}（%）", "2025", "95.2"]]))
    assert figures(sent, "indicator", "unit") == [(PERCENT, "%")]


def test_self_assessments_are_read() -> None:
    text = table(
        [
            ["条目编码", "年份", "自评状态", "依据文件"],
            ["health-01", "2025年", "基本完成", " 文号 "],
        ]
    )
    sent = read(text)
    row = sent.self_assessments.row(0, named=True)
    assert (row["item"], row["year"], row["status"]) == ("health-01", 2025, "mostly_done")
    assert (row["evidence"], row["department"]) == ("文号", "health")
    assert sent.files[0].form == "self_assessment"


def test_exact_decimals_survive() -> None:
    sent = read(one(PERCENT, "2025", "女", "0.1000000000005"))
    assert figures(sent, "value", "places") == [(Decimal("0.100000000001"), 12)]
    assert isinstance(sent.observations.schema["value"], pl.Decimal)
