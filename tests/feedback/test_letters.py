"""Letters on what an evaluation found: one page, the department's own results, no other's."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.conftest import Ran
from tests.report.test_every_edition import DAY, data, judged_of, words

from plan_eval.feedback.letter import Letter, letters
from plan_eval.feedback.letter_files import compose_letter, letters_xlsx, write_letter
from plan_eval.model.assessment import State
from plan_eval.resources import templates_folder

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("annual", "midterm", "final")


def of(name: str, stage: str, due: date | None = None) -> dict[str, Letter]:
    sent = data(name)
    return letters(sent.plan, judged_of(name, stage), sent.validation, DAY, due)


def said(letter: Letter) -> str:
    return words(compose_letter(letter, templates_folder(), 99))


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", ["sample", "unmarked", "tiny"])
def test_each_department_reads_its_own_gaps_and_no_others(name: str, stage: str) -> None:
    plan, judged = data(name).plan, judged_of(name, stage)
    found = of(name, stage)
    assert found
    for department, letter in found.items():
        own = [i for i in plan.indicators.values() if i.department == department]
        missed = {
            one.name
            for one in own
            if one.group in ("quantified", "directional")
            and judged.results[one.id].state is State.NOT_MET
        }
        assert {gap.name for gap in letter.gaps} == missed
        assert letter.tally.not_met == len(missed)
        text = said(letter)
        assert letter.department in text
        assert ("示例数据" in text) is (name == "sample")
        assert not re.search(r"\bNone\b|\bnan\b|、。|，。|：。|（）|(?<!\d)0项|，，", text), text


def test_everyone_who_leads_something_gets_a_letter() -> None:
    plan = data("sample").plan
    leading = {one.department for one in plan.indicators.values()}
    assert set(of("sample", "midterm")) == leading


@pytest.mark.parametrize("stage", ["midterm", "final"])
def test_the_longest_letter_is_one_page(stage: str, tmp_path: Path) -> None:
    letter = max(of("sample", stage).values(), key=lambda one: len(one.gaps))
    done = write_letter(letter, templates_folder(), tmp_path / "a.pdf")
    assert (done.pages, done.problems) == (1, ())
    assert len(letter.gaps) > 3


def test_what_does_not_fit_is_counted() -> None:
    letter = max(of("sample", "midterm").values(), key=lambda one: len(one.gaps))
    text = words(compose_letter(letter, templates_folder(), 3))
    assert f"其余{len(letter.gaps) - 3}项" in text


def test_the_day_to_answer_is_printed_or_left_open() -> None:
    (dated, *_), (undated, *_) = (
        of("tiny", "midterm", date(2019, 3, 31)).values(),
        of("tiny", "midterm").values(),
    )
    assert "2019年3月31日前" in said(dated)
    assert "年　　月　　日前" in said(undated)


def test_the_list_names_each_letter_and_its_counts() -> None:
    found = of("tiny", "midterm")
    files = {name: [Path(f"{name}.pdf")] for name in found}
    book = openpyxl.load_workbook(io.BytesIO(letters_xlsx(found, files, DAY)))
    rows = list(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    assert [row[1] for row in rows] == [letter.department for letter in found.values()]
    assert [row[3] for row in rows] == [str(one.tally.not_met) for one in found.values()]


def test_the_command_writes_letters_and_list(
    plan_eval: Callable[..., Ran], tiny_project: Path
) -> None:
    ran = plan_eval("letters", "--stage", "midterm", "--format", "both", "--date", "2019-01-31")
    assert (ran.code, ran.err) == (0, "")
    made = sorted((tiny_project / "output/letters").glob("*.*"))
    assert [path.suffix for path in made].count(".pdf") == 2
    assert [path.suffix for path in made].count(".docx") == 2
    before = {path: path.read_bytes() for path in made}
    again = plan_eval("letters", "--stage", "midterm", "--format", "both", "--date", "2019-01-31")
    assert again.code == 0
    assert {path: path.read_bytes() for path in made} == before
    made[0].write_text("mine", "utf-8")
    refused = plan_eval("letters", "--stage", "midterm", "--format", "both")
    assert refused.code == 2


def test_a_department_that_leads_nothing_has_no_letter(
    plan_eval: Callable[..., Ran], tiny_project: Path
) -> None:
    ran = plan_eval("letters", "--stage", "midterm", "--department", "nobody")
    assert ran.code == 2
