"""Every check of a plan folder has its name and its page, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plan_eval.messages import Language, use_language
from plan_eval.plan_folder.fault_pages import NAMES, is_remark, sections_of, title_of

PACKAGE = Path(__file__).resolve().parents[2] / "src/plan_eval"
SOURCES = [path for path in PACKAGE.rglob("*.py") if path.name != "fault_pages.py"]
CODES = {code for path in SOURCES for code in re.findall(r'"(PL\d{3})"', path.read_text("utf-8"))}


def test_the_checks_are_those_of_the_code_in_order() -> None:
    assert list(NAMES) == sorted(CODES)
    assert len(set(NAMES.values())) == len(NAMES)


def test_remarks_are_what_a_sound_plan_can_have() -> None:
    remarks = set(re.findall(r'"(PL\d{3})"', (PACKAGE / "model/remarks.py").read_text("utf-8")))
    assert remarks <= {code for code in NAMES if is_remark(code)}
    assert not any(map(is_remark, set(NAMES) - remarks - {"PL108"}))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", NAMES)
def test_a_page_is_whole(code: str, language: Language) -> None:
    use_language(language)

    assert title_of(code)
    sections = sections_of(code)
    assert list(sections) == ["what", "fix"]
    for words in sections.values():
        assert words[-1] in "。.…"
        assert not re.search(r"\{\w*\}", words)
