"""The folder with one example for each rule: as the cases say, and found where it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.checks.build import TODAY, plan

from plan_eval.checks.engine import validate
from plan_eval.checks.registry import all_rules
from plan_eval.checks.waivers import read_waivers
from plan_eval.reading.submissions import read_submissions
from sample_data import by_rule

EXPECTED: list[dict[str, Any]] = yaml.safe_load(
    (by_rule.FOLDER / "expected.yaml").read_text("utf-8")
)


def test_every_rule_has_an_example() -> None:
    assert [one["code"] for one in EXPECTED] == sorted(all_rules())


def test_folder_is_what_the_cases_say(tmp_path: Path) -> None:
    by_rule.write(tmp_path / "new")
    new = {p.relative_to(tmp_path / "new"): p.read_bytes() for p in _files(tmp_path / "new")}
    assert new == {p.relative_to(by_rule.FOLDER): p.read_bytes() for p in _files(by_rule.FOLDER)}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("one", EXPECTED, ids=lambda one: str(one["code"]))
def test_example_is_found_at_its_row_and_column(one: dict[str, Any]) -> None:
    folder, code = by_rule.FOLDER / one["code"], one["code"]
    waivers = folder / "waivers.yaml"
    validation = validate(
        read_submissions([folder], plan()),
        plan(),
        on_request={code} if all_rules()[code].on_request else set(),
        waivers=[read_waivers(waivers)] if waivers.is_file() else [],
        today=TODAY,
    )
    places = [(f.row, f.column) for f in validation.findings if f.code == code and not f.settled]
    assert places == [(spot["row"], spot["column"]) for spot in one["finds"]]
