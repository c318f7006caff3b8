"""No word of catalogue, template or code speaks of one plan or place: the plan folder does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from plan_eval.messages import catalogue

ROOT = Path(__file__).resolve().parents[2]
OF_ONE_PLAN = re.compile(
    # places, peoples and offices of the shipped plan, what it calls its level, its chapters
    "番禺|广州|广东|妇女|妇联|妇儿|女职工|孕产妇|宫颈|女性|男性|女童|男童"
    "|镇街|镇（街|乡镇|全[国省市区县]|本[国省市区县](?!级)"
    "|区(?:卫|水|教|民|公安|市|统计|政|人大|党|委)|[四五]、(?:组织实施|监测评估)"
    "|Panyu|Guangzhou|\\b(?:wo)?men\\b|federation|the district|whole district|\\btowns?\\b",
    re.IGNORECASE,
)
# names of rules, columns and keys, which no reader meets as words
IDENTIFIER = re.compile(r"[a-z._-]+")
# places that are filled in, and the names of the plan folder's keys in a hint
NO_WORDS = re.compile(r"\{[^}]*\}|(?<=splits 中写 )town|(?<=splits 须含 )town|\[town\]|`town`")
OF_ANY = ("default.", "schema.Level.", "schema.People.", "schema.Town.")
"""Words for a plan that does not say its own, and what words a plan can say, by example."""
# spellings that departments send and the reader understands, whatever the plan
SPELLINGS = {
    Path("src/plan_eval/model/observation.py"),
    Path("src/plan_eval/reading/headers.py"),
    # columns of tables
    Path("src/plan_eval/store/database.py"),
    Path("src/plan_eval/store/keeping.py"),
    # units of any level that a clause may speak of (每个镇街)
    Path("src/plan_eval/model/chinese.py"),
    # 女性 and 妇女 are one word for lint, beside 女孩 and 女童
    Path("src/plan_eval/model/inference.py"),
    # people and things that any plan of the kind may speak of
    Path("src/plan_eval/drafting/vocabulary.py"),
}
TEMPLATES = sorted(
    path for ending in ("j2", "css", "js") for path in (ROOT / "templates").rglob(f"*.{ending}")
)
SOURCES = sorted((ROOT / "src/plan_eval").rglob("*.py"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_words_of_the_catalogue_do(language: str) -> None:
    words = catalogue("en" if language == "en" else "zh")
    said = {key: NO_WORDS.sub("", text) for key, text in words.items()}
    named = {key: text for key, text in said.items() if OF_ONE_PLAN.search(text)}
    assert {key: text for key, text in named.items() if not key.startswith(OF_ANY)} == {}


def test_no_template_does() -> None:
    lines = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        # a comment may speak to the district that overrides the template
        if OF_ONE_PLAN.search(re.sub(r"\{#.*|^\s+\{% extends.*", "", line))
    ]
    assert lines == []


def test_no_text_in_the_code_does() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
        for path in SOURCES
        if path.relative_to(ROOT) not in SPELLINGS
        for node in strings(ast.parse(path.read_text("utf-8")))
        if OF_ONE_PLAN.search(text := NO_WORDS.sub("", str(node.value)))
        and not IDENTIFIER.fullmatch(text)
    ]
    assert found == []


def strings(tree: ast.Module) -> list[ast.Constant]:
    """The texts of a module that are no docstrings."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]
