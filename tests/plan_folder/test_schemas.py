"""The schemas are fresh, true of the plan folder, and named by its files."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from plan_eval.model.targets import AtLeast, Trend
from plan_eval.plan_folder.schemas import field_help, schemas
from plan_eval.plan_folder.strict_yaml import read_yaml

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ROOT / "targets"
TINY = ROOT / "tests/plans/tiny"
FILES = [
    path
    for folder in (TARGETS, TINY, *sorted((ROOT / "examples").glob("*/plan")))
    for path in (*sorted(folder.glob("*.yaml")), *sorted(folder.glob("areas/*.yaml")))
]
FILES += [ROOT / "plan-eval.yaml", *sorted(ROOT.glob("examples/*/plan-eval.yaml"))]
COMMENT = "# yaml-language-server: $schema="


def as_json(value: Any) -> Any:
    """What a JSON reader would see: one kind of number."""
    match value:
        case Decimal():
            return float(value)
        case dict():
            return {key: as_json(one) for key, one in value.items()}
        case list():
            return [as_json(one) for one in value]
        case _:
            return value


def schema_of(path: Path) -> Path:
    first = path.read_text("utf-8").split("\n", 1)[0]
    assert first.startswith(COMMENT), f"{path} names no schema"
    return (path.parent / first.removeprefix(COMMENT)).resolve()


def test_the_schemas_in_the_plan_folder_are_fresh() -> None:
    there = {path.name: path.read_text("utf-8") for path in (TARGETS / "schema").glob("*")}
    assert there == schemas(), "run: plan-eval lint --write-schema targets/schema"


@pytest.mark.parametrize("name", schemas())
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schemas()[name]))


@pytest.mark.parametrize("name", schemas())
def test_every_field_is_described_in_chinese_and_english(name: str) -> None:
    schema = json.loads(schemas()[name])
    for part in (schema, *schema.get("$defs", {}).values()):
        for field, of in part.get("properties", {}).items():
            chinese, english = of["description"].split("\n")
            assert re.search("[\u4e00-\u9fff]", chinese), (part["title"], field)
            assert re.search("[a-z]{2}", english), (part["title"], field)


def test_a_field_is_described_once_for_all_classes_that_share_it() -> None:
    assert field_help(AtLeast, "printed") == field_help(Trend, "printed")
    assert field_help(AtLeast, "kind") != field_help(Trend, "kind")


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_file_keeps_the_schema_it_names(path: Path) -> None:
    schema = schema_of(path)

    assert schema.parent == TARGETS / "schema"
    validator = Draft202012Validator(json.loads(schema.read_text("utf-8")))
    problems = [e.message for e in validator.iter_errors(as_json(read_yaml(path).data))]
    assert problems == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("yearly_change: 20", "yearly_chang: 20"),
        ("kind: at_least", "kind: over"),
        ("value: 90,", 'value: "90",'),
        ("decimals: 1", "decimals: 010"),
        ("splits: [sex]", "splits: [gender]"),
        ("    department: clinic\n", ""),
    ],
)
def test_an_editor_sees_what_the_loader_refuses(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "area.yaml"
    text = (TINY / "areas/01-growth.yaml").read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")

    validator = Draft202012Validator(json.loads(schemas()["area.json"]))

    assert not validator.is_valid(as_json(read_yaml(path).data))
