"""The words that people read: none missing, none left over, the same places in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

from plan_eval.words import catalogue

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src/plan_eval").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
KEY = re.compile(r"[a-z][a-z-]*(?:\.[A-Za-z0-9_-]+)+")
ZH, EN = catalogue("zh"), catalogue("en")
CODED = {"Reason": "reasons", "undetermined": "reasons", "Warning": "warnings"}
"""Values that carry a code, and the family of words that tells it."""


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


@cache
def template_text() -> str:
    return "\n".join(path.read_text("utf-8") for path in TEMPLATES)


@cache
def every_call() -> tuple[tuple[Path, str, ast.Call], ...]:
    return tuple(
        (path, node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node)
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    )


def calls(wanted: str) -> Iterator[tuple[Path, ast.Call]]:
    return ((path, call) for path, name, call in every_call() if name == wanted)


def literal(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def asked_for() -> dict[str, str]:
    """Every key that is written out in a call, and where."""
    found = {
        key: f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in calls("t")
        if (key := literal(call)) is not None
    }
    for key in re.findall(r"""\bt\(\s*["']([^"']+)["']\s*[,)]""", template_text()):
        found[key] = "templates"
    return found


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("key", sorted(asked_for()))
def test_every_key_asked_for_has_words(key: str) -> None:
    assert key in ZH, asked_for()[key]


def test_every_call_fills_the_places_of_its_words() -> None:
    wrong = []
    for path, call in calls("t"):
        key, given = literal(call), {keyword.arg for keyword in call.keywords}
        if key in ZH and None not in given and given != places(ZH[str(key)]):
            # without values the words are taken as they are
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            wrong.append((where, key, given ^ places(ZH[str(key)])))
    assert wrong == []


def test_every_code_that_is_told_has_words() -> None:
    missing = {
        f"{CODED[name]}.{code}"
        for name in CODED
        for _, call in calls(name)
        if (code := literal(call))
        if f"{CODED[name]}.{code}" not in ZH
    }
    assert missing == set()


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Keys put together when running: f"state.{…}" in Python, "report.head." ~ name in Jinja."""
    found = {
        "".join(open_part(part) for part in node.values)
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and re.match(r"[a-z][a-z-]*\.", str(getattr(node.values[0], "value", "")))
    }
    for start in re.findall(r"""["']([a-z][a-z.-]*\.)["']\s*~""", template_text()):
        found.add(re.escape(start) + "(.+)")
    return tuple(re.compile(one) for one in found)


def open_part(part: ast.expr) -> str:
    """What may stand there: a name of the code (a group), or anything where it is computed."""
    if isinstance(part, ast.Constant):
        return re.escape(str(part.value))
    return ".+" if isinstance(getattr(part, "value", None), ast.Call) else "(.+)"


@cache
def names_in_code() -> frozenset[str]:
    """Every string, field and parameter: what can stand in the open part of such a key."""
    found: set[str] = set(re.findall(r"[\w-]+", template_text()))
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
            elif isinstance(node, ast.keyword | ast.arg) and node.arg:
                found.add(node.arg)
    return frozenset(found)


def is_used(key: str) -> bool:
    if key in names_in_code() or f'"{key}"' in template_text() or f"'{key}'" in template_text():
        return True
    known = names_in_code() | frozenset(get_args(ErrorType))
    return any(
        found and all(part in known for part in found.groups())
        for found in (pattern.fullmatch(key) for pattern in patterns())
    )


def test_no_words_are_left_over() -> None:
    assert [key for key in ZH if not is_used(key)] == []


def test_the_second_language_adds_no_key() -> None:
    assert [key for key in EN if key not in ZH] == []


def test_both_languages_have_the_same_places() -> None:
    differing = {
        key: places(EN[key]) ^ places(ZH[key])
        for key in EN
        if key in ZH and places(EN[key]) != places(ZH[key])
    }
    assert differing == {}


def test_no_words_are_empty() -> None:
    assert [key for words in (ZH, EN) for key, text in words.items() if not text.strip()] == []


def test_keys_are_written_in_one_way() -> None:
    assert [key for key in ZH if not KEY.fullmatch(key)] == []
