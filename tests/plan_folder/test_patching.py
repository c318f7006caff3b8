"""A value is changed in a person's YAML, and not a character beside it."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_eval.errors import PlanError
from plan_eval.plan_folder.patching import patched
from plan_eval.plan_folder.strict_yaml import read_yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    *sorted((ROOT / "targets/areas").glob("*.yaml")),
    *sorted((ROOT / "targets").glob("*.yaml")),
]
TEXT = """# 首行
top: 一   # 其后
flow: {a: 1, "b":  'x', c: [1,  2]}   # 间距
nested:
  one: "1"

  # 其间
  two: 2.50
list:
- id: first
  text: 甲
  # 属于甲
- id: second
  text: >
    折行
    文字
-   id: third
    tags: [p, q]
# 末行
"""
DATA: dict[str, Any] = {
    "top": "一",
    "flow": {"a": 1, "b": "x", "c": [1, 2]},
    "nested": {"one": "1", "two": Decimal("2.50")},
    "list": [
        {"id": "first", "text": "甲"},
        {"id": "second", "text": "折行 文字\n"},
        {"id": "third", "tags": ["p", "q"]},
    ],
}


def changes(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\n") for line in lines if line[0] in "+-"]


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        data = data[part]
    return data


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    data = copy.deepcopy(DATA)
    at(data, path[:-1])[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("top",), "二", ["- top: 一   # 其后", "+ top: 二   # 其后"]),
        (("top",), "a: b", ["- top: 一   # 其后", '+ top: "a: b"   # 其后']),
        (("flow", "a"), 2, ["- flow: {a: 1, \"b\":  'x', c: [1,  2]}   # 间距",
                            "+ flow: {a: 2, \"b\":  'x', c: [1,  2]}   # 间距"]),
        (("flow", "b"), "it's", ["- flow: {a: 1, \"b\":  'x', c: [1,  2]}   # 间距",
                                 "+ flow: {a: 1, \"b\":  'it''s', c: [1,  2]}   # 间距"]),
        (("nested", "one"), "2", ['-   one: "1"', '+   one: "2"']),
        (("nested", "two"), 3, ["-   two: 2.50", "+   two: 3"]),
        (("nested", "three"), "县局", ["+   three: 县局"]),
        (("nested", "three"), "no", ['+   three: "no"']),
        (("nested", "three"), "2026-03-08", ['+   three: "2026-03-08"']),
        (("nested", "three"), ["甲，乙" * 40, "丙"], [
            "+   three:", f"+     - {'甲，乙' * 40}", "+     - 丙"]),
        (("list", 0, "note"), "乙", ["+   note: 乙"]),
        (("list", 1, "text"), "短", ["-   text: >", "+   text: 短", "-     折行", "-     文字"]),
        (("list", 2, "tags"), ["p", "q", "r"], ["-     tags: [p, q]", "+     tags: [p, q, r]"]),
        (("list", 2, "tags"), [], ["-     tags: [p, q]", "+     tags: []"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_only_the_lines_of_the_value_change(
    path: tuple[str | int, ...], value: object, expected: list[str], ends: str
) -> None:
    before = TEXT.replace("\n", ends)

    after = patched(Path("a.yaml"), before, changed(path, value))

    assert [line.rstrip("\r") for line in changes(before, after)] == expected
    assert after.count("\r\n") == (after.count("\n") if ends == "\r\n" else 0)


def test_items_come_and_go_with_their_lines() -> None:
    data = copy.deepcopy(DATA)
    del data["list"][1]
    data["list"].insert(1, {"id": "new", "text": "新", "of": [{"a": 1}]})

    assert changes(TEXT, patched(Path("a.yaml"), TEXT, data)) == [
        "+ - {id: new, text: 新, of: [{a: 1}]}",
        *("- - id: second", "-   text: >", "-     折行", "-     文字"),
    ]


def test_a_list_may_become_empty_and_fill_again() -> None:
    empty = patched(Path("a.yaml"), TEXT, DATA | {"list": []})
    assert "\nlist: []\n# 末行" in empty

    full = patched(Path("a.yaml"), empty, DATA | {"list": [{"id": "x", "text": "长" * 90}]})

    assert f"\nlist:\n  - id: x\n    text: {'长' * 90}\n# 末行" in full


@pytest.mark.parametrize("text", ["", "\n", " x", "x ", "a\tb", "a\nb", "#x", "x #y", "- x", "? x",
                                  "[x", "x, y", "{x}", "*x", "&x", "!x", "%x", "@x", "`x", "'x",
                                  '"x', "null", "~", "true", "NO", "1", "1.0", "010", "1:30",
                                  "\u2028", "\x85", "\ufeff", "x:", "\\", "=", "<<",
                                  "😀"])  # fmt: skip
@pytest.mark.parametrize(
    "path", [("top",), ("flow", "a"), ("flow", "b"), ("nested", "one"), ("new",)]
)
def test_any_text_can_be_written(text: str, path: tuple[str, ...], tmp_path: Path) -> None:
    data = changed(path, text)
    file = tmp_path / "a.yaml"
    file.write_bytes(patched(file, TEXT, data).encode())
    assert at(read_yaml(file).data, path) == text


def test_what_cannot_be_kept_is_refused() -> None:
    """A key that shares its line with the dash of its item cannot go with its line."""
    text = "list:\n  - a: 1\n    b: 2  # 注\n"
    with pytest.raises(PlanError, match="排版") as raised:
        patched(Path("a.yaml"), text, {"list": [{"b": 2}]})
    assert raised.value.hint


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in pairs:
        if isinstance(value, dict | list) and value:
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_changes_where_nothing_is_asked(file: Path) -> None:
    text = file.read_text("utf-8")
    assert patched(file, text, read_yaml(file).data) == text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_value_of_the_plan_changed_at_once_changes_its_lines_only(file: Path) -> None:
    text, data = file.read_text("utf-8"), read_yaml(file).data
    for path in leaves(data):
        value = at(data, path)
        if path[-1] in ("id", "number"):
            continue
        match value:
            case bool():
                new: object = not value
            case int() | Decimal():
                new = value + 1
            case str():
                new = f"{value}改"
            case _:
                continue
        at(data, path[:-1])[path[-1]] = new

    after = patched(file, text, data)

    assert len(after.splitlines()) == len(text.splitlines())
    for before, line in zip(text.splitlines(), after.splitlines(), strict=True):
        assert before.partition(" # ")[2] == line.partition(" # ")[2], "a comment"
        assert len(before) - len(before.lstrip()) == len(line) - len(line.lstrip())


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
SCALARS = st.one_of(WORDS, st.integers(-99, 99), st.booleans(), st.just(Decimal("1.50")))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(WORDS.filter(bool), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from("abcde"), VALUES, min_size=1), st.data())
@settings(max_examples=150, deadline=None)
def test_any_change_means_what_was_asked_or_is_refused(data: Any, draw: st.DataObject) -> None:
    new = draw.draw(st.dictionaries(st.sampled_from("abcdef"), VALUES, min_size=1))
    first = patched(Path("a.yaml"), "z: 1  # 注\n", {"z": 1, **data})
    try:
        after = patched(Path("a.yaml"), first, {"z": 1, **new})
    except PlanError:
        return
    assert after.startswith("z: 1  # 注\n")
