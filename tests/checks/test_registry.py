from __future__ import annotations

import re
from pathlib import Path

import pytest

from plan_eval.checks.registry import all_rules
from plan_eval.checks.select import Selection, known, selection
from plan_eval.checks.writers.rule_page import SECTIONS, page
from plan_eval.errors import PlanEvalError
from plan_eval.messages import Language, catalogue, use_language
from plan_eval.model.finding import Severity

PAGE = ("title", "message", "fix", "why", "what", "example")
READING = Path(__file__).resolve().parents[2] / "src/plan_eval/reading"


@pytest.mark.parametrize("code", all_rules())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_its_page_in_both_languages(code: str, language: Language) -> None:
    words = catalogue(language)
    assert [part for part in PAGE if not words.get(f"rules.{code}.{part}", "").strip()] == []


def test_no_page_without_a_rule() -> None:
    documented = {key.split(".")[1] for key in catalogue("zh") if key.startswith("rules.")}
    assert documented == all_rules().keys()


def test_what_is_for_information_is_never_worse_than_info() -> None:
    rules = all_rules().values()
    assert {r.severity for r in rules if r.code.startswith("PE7")} == {Severity.INFO}
    assert {r.code for r in rules if r.on_request} == {
        r.code for r in rules if r.code.startswith("PE7")
    }


def test_rules_name_only_rules_to_yield_to() -> None:
    assert {code for r in all_rules().values() for code in r.yields_to} <= all_rules().keys()


def test_every_code_the_reader_notes_is_a_rule() -> None:
    noted = {
        code
        for path in READING.rglob("*.py")
        for code in re.findall(r"PE\d{3}", path.read_text("utf-8"))
    }
    assert noted <= all_rules().keys()


@pytest.mark.parametrize("code", ["PE301", "PE701"])
def test_page_has_every_section(code: str) -> None:
    written = page(all_rules()[code])
    assert written.startswith(f"{code} ")
    for section in SECTIONS:
        assert catalogue("zh")[f"rules.{code}.{section}"] in written


def test_page_in_english() -> None:
    use_language("en")
    try:
        written = page(all_rules()["PE301"])
    finally:
        use_language("zh")
    assert "How to fix" in written
    assert "Rate disagrees with its counts" in written


def test_selection_takes_codes_families_and_lists() -> None:
    chosen = selection(["pe2,PE301"], ["PE202"])
    assert [c for c in ("PE201", "PE202", "PE301", "PE302") if chosen.wants(c)] == [
        "PE201",
        "PE301",
    ]


def test_lapsed_waivers_are_told_whatever_is_selected() -> None:
    assert selection(["PE2"], []).wants("PE901")
    assert not selection(["PE2"], ["PE9"]).wants("PE901")


def test_rules_on_request_run_only_when_selected() -> None:
    assert Selection().on_request == frozenset()
    assert selection(["PE7"], ["PE705"]).on_request == {
        *("PE701", "PE702", "PE703", "PE704", "PE706", "PE707", "PE708", "PE709")
    }


def test_unknown_code_is_misuse_with_the_nearest_as_hint() -> None:
    with pytest.raises(PlanEvalError) as caught:
        known("PE310X")
    assert caught.value.hint is not None
    assert "PE310" in caught.value.hint
