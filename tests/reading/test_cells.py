from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_eval.reading.cells import number, places, year


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("95.20", "95.20"),
        (" 95 ", "95"),
        ("＋９５．６", "95.6"),
        ("−3", "-3"),
        ("－３", "-3"),
        ("1,234,567.8", "1234567.8"),
        ("１，２３４", "1234"),
        ("007", "7"),
        ("0.12345678901250", "0.123456789013"),
        ("0.1234567890125", "0.123456789013"),
    ],
)
def test_numbers_without_doubt_are_read(cell: str, read: str) -> None:
    assert number(cell) == read


@pytest.mark.parametrize(
    "cell",
    [
        *("nan", "NaN", "inf", "-inf", "1_000", "٤٥", "१२", "1e5", "1E5", "0x10", "1,23"),
        *("1,2345", "1.2.3", "--5", ".5", "5.", "约95", "95%", "95％", "½", "²", "1 000", "十"),
        *("", "1" * 27),
    ],
)
def test_numbers_in_doubt_are_none(cell: str) -> None:
    assert number(cell) is None


@pytest.mark.parametrize("cell", ["95.6%", "９５．６％", "95.6 %"])
def test_percent_sign_is_read_only_where_the_unit_is_percent(cell: str) -> None:
    assert number(cell, "%") == "95.6"
    assert number(cell) is None


@given(st.decimals(-(10**20), 10**20, places=6, allow_nan=False))
def test_every_written_number_is_read_exactly(value: Decimal) -> None:
    text = format(value, "f")
    read = number(text)
    assert read is not None
    assert Decimal(read) == value
    assert places(text) == 6


@given(st.text())
def test_number_never_raises_and_is_canonical(text: str) -> None:
    read = number(text, "%")
    assert read is None or number(read) == read


@pytest.mark.parametrize("cell", ["2023", "2023年", "2023年度", "2023.0", "２０２３", " 2023 年"])
def test_years_are_read(cell: str) -> None:
    assert year(cell) == 2023


@pytest.mark.parametrize("cell", ["", "23", "2023/2", "2023-2024", "2023.5", "二〇二三", "٢٠٢٣"])
def test_years_in_doubt_are_none(cell: str) -> None:
    assert year(cell) is None
