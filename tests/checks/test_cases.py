"""Each rule by its cases in cases/<code>.yaml: what it lets pass, what it finds, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from sample_data.by_rule import from_each
from tests.checks.build import checked, plan

from plan_eval.checks.registry import all_rules
from plan_eval.model.finding import Finding

CASES = Path(__file__).parent / "cases"


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(path.stem, one, id=f"{path.stem}-{one['why']}")
        for path in sorted(CASES.glob("*.yaml"))
        for one in yaml.safe_load(path.read_text("utf-8"))[kind]
    ]


def found(code: str, case: dict[str, Any], folder: Path) -> list[Finding]:
    files = from_each(case["each"], case.get("but"), plan()) if "each" in case else case["files"]
    on_request = {code} if all_rules()[code].on_request else set()
    validation = checked(folder, files, on_request=on_request, waivers=case.get("waivers"))
    account = validation.account
    assert account.read == account.accepted + account.refused + account.skipped
    return [one for one in validation.findings if one.code == code]


@pytest.mark.parametrize(("code", "case"), cases("passes"))
def test_rule_lets_pass(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    findings = found(code, case, tmp_path)
    assert [one for one in findings if not one.settled] == []
    assert bool(findings) is case.get("settled", bool(findings))


@pytest.mark.parametrize(("code", "case"), cases("fails"))
def test_rule_finds(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    findings = found(code, case, tmp_path)
    places = [(one.row, one.column) for one in findings if not one.settled]
    assert places == [(one["row"], one["column"]) for one in case["finds"]]
    assert all(one.fingerprint and one.message and one.fix for one in findings)


def test_every_rule_has_passing_and_failing_cases() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == all_rules().keys()
    kinds = ("passes", "fails")
    documents = {p.stem: yaml.safe_load(p.read_text("utf-8")) for p in CASES.glob("*.yaml")}
    assert [code for code, one in documents.items() if not all(one[kind] for kind in kinds)] == []
