"""Data and scripts inside a page."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_eval.report.web.embedding import css_string, inline, json_block, policy


@given(
    st.dictionaries(
        st.text(), st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.none()
    )
)
def test_json_says_the_same_and_cannot_end_its_element(value: dict[str, object]) -> None:
    text = str(json_block(value))
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


def test_json_does_not_depend_on_the_order_of_keys() -> None:
    assert json_block({"a": 1, "b": 2}) == json_block({"b": 2, "a": 1})


def test_json_refuses_what_is_no_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_block(float("nan"))


@pytest.mark.parametrize("early", ["</script>", "</SCRIPT >", "</style>", "<!--"])
def test_a_source_that_would_end_its_element_is_refused(early: str) -> None:
    with pytest.raises(ValueError, match="inside an inline source"):
        inline(f"const text = '{early}';")


def test_policy_names_the_hash_that_a_browser_takes() -> None:
    # the example of the Content Security Policy specification, 2.3.1
    words = policy(["alert('Hello, world.');"])
    assert "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='" in words
    assert "default-src 'none'" in words


def test_line_ends_are_those_the_browser_hashes() -> None:
    assert inline("a\r\nb\rc") == "a\nb\nc"


@given(st.text())
def test_a_string_of_a_style_sheet_says_the_same_and_ends_where_it_should(text: str) -> None:
    made = str(css_string(text))
    assert made.startswith('"')
    assert made.endswith('"')
    signs = re.findall(r"\\([0-9a-f]+) |([^\\\"])", made[1:-1])
    assert "".join(chr(int(code, 16)) if code else sign for code, sign in signs) == text
    assert not set(made[1:-1]) & set('<>{}"\n;')
