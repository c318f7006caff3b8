from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_eval.writing.guard import guarded

NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "＝1",
        "\n@x",
        "\u3000=1",
        "\u00a0+x",
    ],
)
def test_what_may_run_gets_a_mark(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+3.20", "12", "", "区妇联", "a=b", "3-4"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n '0123.aA区＝\u3000"), max_size=12))
def test_nothing_that_may_run_is_left(text: str) -> None:
    safe = guarded(text)
    assert not safe.lstrip().startswith(tuple("=+-@\t\r")) or NUMBER.fullmatch(safe)


@given(st.text(min_size=0, max_size=6000))
def test_a_cell_is_never_too_long(text: str) -> None:
    assert len(guarded(text)) <= 2001
