"""YAML without its surprises."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plan_eval.errors import PlanError
from plan_eval.plan_folder.strict_yaml import Marked, read_yaml


def read(folder: Path, text: str) -> Marked:
    path = folder / "a.yaml"
    path.write_text(text, "utf-8")
    return read_yaml(path)


@pytest.mark.parametrize(
    "text",
    [
        *("NO", "no", "Yes", "on", "off", "y", "True", "010", "0o10", "0x1F", "1:30", "1:30.5"),
        *("1_000", "+5", "1e3", "1.5e3", ".inf", ".nan", "2025-01-01", "１２", "=", "<<"),
    ],
)
def test_what_yaml_would_change_stays_text(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"a: {text}").data == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("-3", -3),
        ("7.5", Decimal("7.5")),
        ("-0.50", Decimal("-0.50")),
        ("98.35", Decimal("98.35")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"7"', "7"),
        ("'true'", "true"),
        ("|\n  7\n", "7\n"),
    ],
)
def test_plain_values(text: str, value: object, tmp_path: Path) -> None:
    found = read(tmp_path, f"a: {text}").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_a_fraction_is_exact(tmp_path: Path) -> None:
    data = read(tmp_path, "[1.1, 2.2, 3.3]").data
    assert data[0] + data[1] <= data[2]  # false in binary floats


def test_lines_of_values(tmp_path: Path) -> None:
    document = read(tmp_path, "a: 1\nb:\n  - c: 2\n  - d:\n      e: 3\n")

    assert document.line(("a",)) == 1
    assert document.line(("b", 0, "c")) == 3
    assert document.line(("b", 1, "d", "e")) == 5
    assert document.line(("b", 1, "x", "y")) == 4  # the nearest parent that is there
    assert document.line(("x",)) == 1


def test_a_byte_order_mark_is_no_key(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffa: 1").data == {"a": 1}


def test_an_empty_file_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "# only a comment\n").data is None


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "键“a”重复（第 1 行已有）"),
        ("a: 1\nb: {c: 1, c: 2}\n", 2, "键“c”重复"),
        ("a:\n\t- 1\n", 2, "制表符"),
        ("a: b: c\n", 1, "冒号"),
        ('a: 1\nb: "open\nc: 3\n', 2, "引号没有配对"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "没有写完"),
        ("a: 1\nb: x\x07y\n", 2, "控制字符"),
        ("a: &x [1]\nb: *x\n", 1, "锚点"),
        ("a: &x [*x]\n", 1, "锚点"),
        ("a: *x\n", 1, "没有定义"),
        ("a: !mine 1\n", 1, "类型标签"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "类型标签"),
        ("a: 1\n---\nb: 2\n", 2, "一个文件只能有一份内容"),
        ("? [a]\n: 1\n", 1, "键必须是一个词"),
        ("a: @b\n", 1, "@"),
    ],
)
def test_what_is_no_strict_yaml(text: str, line: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=says) as raised:
        read(tmp_path, text)

    assert (raised.value.path, raised.value.line) == (tmp_path / "a.yaml", line)
    assert raised.value.hint


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("a: 1\nb: 妇女\n".encode("gb18030"))

    with pytest.raises(PlanError, match="不是 UTF-8") as raised:
        read_yaml(path)
    assert raised.value.line == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"找不到 .*gone\.yaml"):
        read_yaml(tmp_path / "gone.yaml")


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text("甲乙a1 :#-'\"\n"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("键k"), inner, max_size=3),
    max_leaves=8,
)


@given(data=PLAIN)
def test_what_pyyaml_writes_is_read_back(
    data: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # aliases are refused, so equal lists are written out each time
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, _: object) -> bool:
            return True

    written = yaml.dump(data, Dumper=Plain, allow_unicode=True)
    assert read(tmp_path_factory.mktemp("yaml"), written).data == data
