from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from tests.conftest import Ran

from plan_eval.checks.writers import Format

ROOT = Path(__file__).resolve().parents[3]
FAULTY = ROOT / "sample_data/faulty"
Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("name", get_args(Format))
def test_every_format_goes_to_stdout_alone(name: str, plan_eval: Run) -> None:
    ran = plan_eval("validate", FAULTY / "not-a-number_2025.csv", "--format", name)
    assert ran.code == 1
    assert "PE201" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--strict"], 1),
        (["--fail-on", "verify"], 1),
        (["--fail-on", "verify", "--ignore", "PE4"], 0),
        (["--fail-on", "verify", "--select", "PE3"], 0),
        (["--select", "PE4"], 0),
    ],
)
def test_what_fails_is_a_matter_of_options(options: list[str], code: int, plan_eval: Run) -> None:
    assert plan_eval("validate", FAULTY / "jump-without-reason_2025.csv", *options).code == code


def test_never_fails_when_told_so(plan_eval: Run) -> None:
    ran = plan_eval("validate", FAULTY / "not-a-number_2025.csv", "--fail-on", "never")
    assert (ran.code, "PE201" in ran.out) == (0, True)


def test_unknown_code_is_misuse(plan_eval: Run) -> None:
    ran = plan_eval("validate", FAULTY, "--select", "PE999")
    assert (ran.code, ran.out) == (2, "")
    assert "PE999" in ran.err


def test_output_file_and_since(plan_eval: Run, tmp_path: Path) -> None:
    before, file = tmp_path / "before.json", FAULTY / "not-a-number_2025.csv"
    first = plan_eval("validate", file, "--format", "json", "-o", before)
    assert (first.code, first.out) == (1, "")
    assert str(before) in first.err
    assert json.loads(before.read_text("utf-8"))["findings"]
    again = plan_eval("validate", file, "--since", before)
    assert again.code == 0
    assert "PE201" not in again.out


def test_csv_file_opens_in_excel(plan_eval: Run, tmp_path: Path) -> None:
    path = tmp_path / "findings.csv"
    plan_eval("validate", FAULTY / "not-a-number_2025.csv", "--format", "csv", "-o", path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_rules_on_request_show_when_selected(plan_eval: Run) -> None:
    sent = ROOT / "sample_data/submissions/2025/water_2025.csv"
    assert "PE70" not in plan_eval("validate", sent, "--format", "csv").out
    assert "PE70" in plan_eval("validate", sent, "--format", "csv", "--select", "PE7").out


def test_waivers_beside_the_file_hold_until_their_last_day(plan_eval: Run, tmp_path: Path) -> None:
    sent, empty = tmp_path / "water_2025.csv", tmp_path / "none.yaml"
    empty.write_text("waivers: []\n", "utf-8")
    sent.write_bytes((FAULTY / "no-rows-water_2025.csv").read_bytes())
    waiver = (
        "waivers:\n  - {code: PE106, department: water, expect: '—', reason: 试, approver: 示例,"
        " date: 2025-01-01, expires: 2025-12-31}\n"
    )
    (tmp_path / "waivers.yaml").write_text(waiver.replace("expect: '—'", "year: 2025"), "utf-8")
    assert plan_eval("validate", sent, "--today", "2025-06-01").code == 2
    told = json.loads(plan_eval("validate", sent, "--format", "json", "--waivers", empty).out)
    (one,) = (found for found in told["findings"] if found["code"] == "PE106")
    named = waiver.replace("expect: '—'", f"fingerprint: {one['fingerprint']}")
    (tmp_path / "waivers.yaml").write_text(named, "utf-8")
    assert plan_eval("validate", sent, "--today", "2025-06-01").code == 0
    late = plan_eval("validate", sent, "--today", "2026-06-01")
    assert late.code == 1
    assert "PE901" in late.out


def test_a_file_that_cannot_be_written_is_no_bug(plan_eval: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = plan_eval("validate", FAULTY, "--output", tmp_path / "file" / "findings.txt")
    assert ran.code == 2, ran.err
    assert "findings.txt" in ran.err
