"""The house is kept: imports run one way and not far, files say one thing, names mean one thing."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import SLOW

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/plan_eval"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_CHAIN = 20
SHORTEST, MOST_OF_A_NAME = 30, 2

ONE_EACH = {
    *("checks/rules", "checks/writers", "model/targets", "assess/states", "cli/commands"),
    *("report/sections", "report/writers/sheets"),
}
"""Rooms where a file is what is added: a rule, a format, a kind, a command, a section."""
SHORT = {"reading/limits.py", "resources.py", "report/writers/extras.py"}
"""Shorter than others because they are lists that other files look up."""
KINDS_KNOWN = {
    # the words of a plan, and the kinds that they stand for, are their subject
    "model/misreadings.py",
    "model/clauses.py",
    "drafting",
    # to be rebuilt: asks for the kind where it chooses words
    "report",
}


def module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def trees() -> dict[str, ast.Module]:
    return {module(path): ast.parse(path.read_text("utf-8")) for path in FILES}


def imported(body: list[ast.stmt]) -> Iterator[str]:
    """The modules that are imported when a module is: not for types, not inside of functions."""
    for node in body:
        if isinstance(node, ast.If):
            for_types = "TYPE_CHECKING" in ast.unparse(node.test)
            yield from imported([*([] if for_types else node.body), *node.orelse])
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name if name in trees() else node.module for name in inner)


@cache
def chain(of: str) -> tuple[str, ...]:
    """The longest run of imports from a module down."""
    own = {name for name in imported(trees()[of].body) if name in trees() and name != of}
    return of, *max(map(chain, own), key=len, default=())


def test_chains_of_imports_are_short() -> None:
    longest = max(map(chain, trees()), key=len)
    assert len(longest) <= LONGEST_CHAIN, longest


def test_imports_go_in_no_circle() -> None:
    for name in trees():
        chain(name)  # a circle would never end: RecursionError


def test_short_files_are_those_that_are_added_one_by_one() -> None:
    short = [
        str(path.relative_to(PACKAGE))
        for path in FILES
        if path.name not in ("__init__.py", "__main__.py")
        and str(path.parent.relative_to(PACKAGE)) not in ONE_EACH
        and len(path.read_text("utf-8").splitlines()) < SHORTEST
    ]
    assert sorted({*short} - SHORT) == []


def test_no_name_of_a_file_stands_more_than_twice() -> None:
    # commands go by their own names, the writers of Word and Excel by those of what they write
    apart = ("report/writers", "cli/commands")
    named = [path for path in FILES if not any(room in str(path) for room in apart)]
    count = Counter(path.name for path in named if path.name != "__init__.py")
    assert {name: n for name, n in count.items() if n > MOST_OF_A_NAME} == {}


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every text of a module that is no docstring."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def test_codes_of_rules_stand_in_rules_alone() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{text.lineno}"
        for path in FILES
        if path.parent != PACKAGE / "checks/rules"
        for text in strings(trees()[module(path)])
        if re.search(r"PE[0-9]{3}", str(text.value))
    ]
    assert found == []


def test_only_kinds_ask_for_the_kind_of_a_target() -> None:
    """Else a kind stands in many files, and one that is added is forgotten in some."""
    kinds = {
        str(text.value)
        for path in (PACKAGE / "model/targets").glob("*.py")
        for node in ast.walk(trees()[module(path)])
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "kind"
        for text in ast.walk(node.annotation)
        if isinstance(text, ast.Constant)
    }
    assert "at_least" in kinds
    found = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for path in FILES
        if (name := str(path.relative_to(PACKAGE)))
        if not name.startswith(("model/targets", *KINDS_KNOWN))
        for node in ast.walk(trees()[module(path)])
        if isinstance(node, ast.Compare)
        if "kind" in ast.unparse(node.left)
        if {
            t.value
            for right in node.comparators
            for t in ast.walk(right)
            if isinstance(t, ast.Constant)
        }
        & kinds
    ]
    assert found == []


GLOSSARY = (ROOT / "docs/glossary.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("| ") and "---" not in line
]
TERMS = [row for row in ROWS if len(row) == 4 and row[0] != "中文"]
UNUSED = {
    word for row in ROWS if len(row) == 2 and row[0] != "not" for word in re.findall(r"\w+", row[0])
}


def defined() -> set[str]:
    """Every class, field, parameter, variable and text that is one word, of the package."""
    found: set[str] = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.arg):
                found.add(node.arg)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_the_glossary_names_what_is_there_and_each_once() -> None:
    assert TERMS
    names = [re.findall(r"`([^`]+)`", row[2]) for row in TERMS]
    known = defined() | {"units.yaml", "--area", *(f"PE{n}" for n in (301,))}
    words = [name for row in names for name in row if re.fullmatch(r"\w+", name)]
    assert [name for name in words if name not in known] == []
    for column in (0, 1):
        assert {term: n for term, n in Counter(row[column] for row in TERMS).items() if n > 1} == {}
    first = Counter(row[0] for row in names if row)
    assert {name: n for name, n in first.items() if n > 1} == {}


def test_a_town_is_no_area_and_a_unit_no_town() -> None:
    from plan_eval.model.finding import Finding
    from plan_eval.model.observation import KEY, OBSERVATION_SCHEMA

    for names in (KEY, OBSERVATION_SCHEMA, Finding.__dataclass_fields__):
        assert "town" in names
        assert "area" not in names
    assert "unit" not in (*KEY, *Finding.__dataclass_fields__)


def test_words_that_the_glossary_does_without_are_not_used() -> None:
    assert UNUSED
    unused = re.compile(rf"\b_?({'|'.join(sorted(UNUSED))})(?:s|ed|ing)?\b", re.I)
    texts = [path for path in FILES if "report" not in path.relative_to(PACKAGE).parts]
    texts += sorted((PACKAGE / "catalogue/en").glob("*.yaml"))
    found = [
        f"{path.relative_to(PACKAGE)}:{number}: {line.strip()}"
        for path in texts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if unused.search(line)
    ]
    assert found == []


def test_every_slow_test_named_is_there() -> None:
    tests = ROOT / "tests"
    paths = [path.relative_to(tests).as_posix() for path in tests.rglob("test_*.py")]
    assert [start for start in SLOW if not any(path.startswith(start) for path in paths)] == []
