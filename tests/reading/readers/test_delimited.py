"""Both ways of reading a text agree with each other and with the csv module."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.reading.sending import table, words

from plan_eval.reading import limits
from plan_eval.reading.grids import Grid, Record
from plan_eval.reading.notices import Unreadable
from plan_eval.reading.readers.delimited import read_delimited

HEAD = ["指标编码", "年份", "数值"]
CELL = st.text(st.sampled_from('a1"，,;\t\n 女=') | st.characters(codec="utf-8"), max_size=6).map(
    lambda text: text.replace("\r", "").replace("\x00", "")
)
ROWS = st.lists(st.lists(CELL, max_size=5), max_size=12)


def grid(text: str, *, small: int) -> Grid:
    return read_delimited(text.encode(), words(), small=small)


def records(found: Grid) -> list[Record]:
    """The records without the empty cells at their ends."""
    rows = found.cells.rows() if isinstance(found.cells, pl.DataFrame) else found.cells
    return [trimmed(list(row)) for row in rows]


def trimmed(record: Record) -> Record:
    while record and not record[-1]:
        record = record[:-1]
    return record


def outcome(text: str, *, small: int) -> object:
    try:
        return records(grid(text, small=small))
    except Unreadable as fault:
        return fault.problem, fault.values


@settings(deadline=None)
@given(ROWS, st.sampled_from([",", "\t", ";"]))
@example([["x", "1", "2", "", "5"], [], ["", '"']], ",")
@example([["a\nb,c,d\ne,f,g", "1"]], ",")
def test_written_tables_are_read_back_both_ways(rows: list[Record], delimiter: str) -> None:
    text = table([HEAD, *rows], delimiter=delimiter)
    by_record, by_column = outcome(text, small=2**30), outcome(text, small=0)
    assert by_record == by_column
    if isinstance(by_record, list):  # else a cell holds what looks like swallowed rows
        assert by_record == [HEAD, *map(trimmed, rows)]


@settings(deadline=None)
@given(st.text(st.sampled_from('a1",;\n 女'), max_size=60))
@example('"\n')
@example('a"b,"c"d\n')
@example('x,"y\nz')
def test_any_text_is_read_the_same_both_ways_and_as_csv_does(tail: str) -> None:
    text = ",".join(HEAD) + "\n" + tail
    by_record = outcome(text, small=2**30)
    assert by_record == outcome(text, small=0)
    try:
        expected = [trimmed(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error:
        assert isinstance(by_record, tuple)
        assert by_record[0] == "quotes"
    else:
        assert by_record == expected or isinstance(by_record, tuple)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("small", [0, 2**30])
def test_the_header_decides_the_delimiter(delimiter: str, small: int) -> None:
    title = "某某，某某,某某,某某,某某,某某;某某;某某;某某;某某\t\t\t\t\t\t\n"
    text = title + table([HEAD, ["a", "2025", "1"]], delimiter=delimiter)
    assert records(grid(text, small=small))[-1] == ["a", "2025", "1"]


@pytest.mark.parametrize("small", [0, 2**30])
@pytest.mark.parametrize(
    ("body", "problem", "row", "letter"),
    [
        ('a,2025,1\nb,"2025,1\nc,2025,1\n', "quotes", 3, "B"),
        ('a,2025,"1\n', "quotes", 2, "C"),
        ('"a","2\n5",1\nb,2025,"1"x\n', "quotes", 3, "C"),
        ('a,2025,"1\nb,2025,1\nc,2025,1"\n', "rows-in-quotes", 2, "C"),
        ('a,2025,"1\nb,2025,1"\n', "rows-in-quotes", 2, "C"),  # one row swallowed is enough
        ("a,2025,1\n" + "x" * (limits.ROW_CHARACTERS + 1) + "\n", "row-too-long", 3, None),
    ],
)
def test_a_broken_text_says_where(
    body: str, problem: str, row: int, letter: str | None, small: int
) -> None:
    with pytest.raises(Unreadable) as refused:
        grid(",".join(HEAD) + "\n" + body, small=small)
    assert (refused.value.problem, refused.value.row, refused.value.letter) == (
        problem,
        row,
        letter,
    )


@pytest.mark.parametrize("small", [0, 2**30])
def test_line_breaks_in_quotes_start_no_row(small: int) -> None:
    text = ",".join(HEAD) + '\n\na,2025,"1\n\n2"\n\nb,2025,3\n'
    assert records(grid(text, small=small)) == [
        HEAD,
        [],
        ["a", "2025", "1\n\n2"],
        [],
        ["b", "2025", "3"],
    ]
