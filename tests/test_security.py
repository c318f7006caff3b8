"""The threat table of SECURITY.md: each line names tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines()
    if line.startswith("| ")
][1:]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def collected(path: Path) -> set[str]:
    """The tests of a file as pytest collects them: functions of the module that assert something.

    Or that expect something to be raised.
    """
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            text = ast.unparse(node)
            if "assert " in text or "raises(" in text:
                found.add(node.name)
    return found


def test_there_is_a_table() -> None:
    assert len(ROWS) > 15
    assert {len(row) for row in ROWS} == {3}


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:30] for row in ROWS])
def test_each_threat_has_its_tests(row: list[str]) -> None:
    threat, held_by, tests = row
    assert threat
    assert held_by
    named = NAMED.findall(tests)
    assert named
    assert re.sub(r"[,\s]", "", NAMED.sub("", tests)) == "", "names a test as `file::test`"
    for path, name in named:
        assert name in collected(ROOT / path), f"{path} has no {name}"


def test_files_in_code_marks_are_there() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for name in re.findall(r"`((?:reading|writing|store|checks)/\w+\.py)`", text):
        assert (ROOT / "src/plan_eval" / name).exists(), name
