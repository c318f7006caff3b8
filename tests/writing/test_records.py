"""Numbers, days and texts come out of JSON and CSV as they went in."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_eval.writing.records import csv_rows, json_rows, json_text, plain


class Colour(StrEnum):
    RED = "red"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**20)))
def test_a_decimal_reads_back_as_it_is(value: Decimal) -> None:
    """By a reader that keeps digits and by one that has binary floats only."""
    text = json_text([value])
    for found in (*json.loads(text), *json.loads(text, parse_float=Decimal)):
        assert Decimal(str(found)) == value


@given(st.integers())
def test_a_whole_number_reads_back_where_numbers_are_floats(value: int) -> None:
    found = json.loads(json_text([value]), parse_int=float)[0]
    assert int(found) == value


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (True, True),
        (None, None),
        (Colour.RED, "red"),
        (Fraction(1, 4), 0.25),
        (Fraction(6, 2), 3),
        (Decimal("7.50"), 7.5),
        (Decimal("0.1"), 0.1),
        (2**53 + 1, str(2**53 + 1)),
        (float("nan"), None),
        (date(2026, 3, 31), "2026-03-31"),
        (datetime(2026, 3, 31, 8, 5), "2026-03-31T08:05:00+00:00"),
        (datetime(2026, 3, 31, 8, 5, tzinfo=UTC), "2026-03-31T08:05:00+00:00"),
        (Path("a/b"), "a/b"),
        (("甲", 1), ["甲", 1]),
        ({"a": (Decimal(1),)}, {"a": [1]}),
    ],
)
def test_values(value: object, wanted: object) -> None:
    assert plain(value) == wanted
    assert type(plain(value)) is type(wanted)


def test_rows_keep_their_columns_when_there_are_none() -> None:
    assert json.loads(json_rows(("a", "b"), [])) == []
    assert csv_rows(("a", "b"), []) == "a,b\n"


def test_chinese_stands_as_it_is() -> None:
    assert "孕产妇" in json_text({"name": "孕产妇"})


def test_what_a_spreadsheet_would_run_is_marked() -> None:
    text = csv_rows(("said", "value", "list"), [("=1+1", Decimal(-5), ("a", "b"))])

    assert list(csv.reader(io.StringIO(text)))[1] == ["'=1+1", "-5", "a; b"]
