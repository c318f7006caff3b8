"""The reports in English: only the plan's and the senders' own words are Chinese.

Every edition of the sample, of the same without its marks, of a second plan, and of what is left
of it when half is missing.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from tests.report.sample import ROOT, sample_sent, unmarked_sent
from tests.report.test_every_edition import (
    CUTS,
    DAY,
    KINDS,
    Data,
    data,
    judged_of,
    tiny_sent,
    words,
)

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.feedback.letter import letters
from plan_eval.feedback.letter_files import compose_letter
from plan_eval.messages import speaking_of, use_language
from plan_eval.model.plan import Plan
from plan_eval.report.build import compose, write_report
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition, Kind
from plan_eval.report.extract import context_of
from plan_eval.report.formats import write
from plan_eval.report.web.page import compose_page
from plan_eval.report.writers.xlsx import xlsx_bytes
from plan_eval.resources import templates_folder

SENT = {"sample": sample_sent, "unmarked": unmarked_sent, "tiny": tiny_sent}
FOLDERS = {
    "tiny": ("tests/plans/tiny", "tests/plans/tiny_submissions"),
    "sample": ("targets", "sample_data"),
}
HAN = re.compile("[\u3400-\u9fff]+")
PUNCTUATION = "，。；：、！？　（）《》＝＞＜"


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@cache
def english_data(name: str) -> Data:
    """The data, checked in English: findings keep the words they were found with."""
    of = data(name)
    return replace(of, validation=validate(SENT[name](), of.plan))


def context(name: str, stage: str, edition: Edition) -> Context:
    of = english_data(name)
    return context_of(of.plan, judged_of(name, stage), of.validation, DAY, edition)


@cache
def written_by_others(name: str) -> str:
    """All that the plan folder and the senders say, without blanks and marks of the sample."""
    texts = [
        path.read_text("utf-8", errors="ignore")
        for folder in FOLDERS.get(name, FOLDERS["sample"])
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".yaml", ".csv")
    ]
    said = re.sub(r"""[\s"'\\“”‘’.]""", "", "\n".join(texts))
    return said + re.sub("示例数据（虚构）|示例数据|示例|（虚构）", "", said)


def drawn(page: str) -> str:
    """The words in a page's pictures."""
    found = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    return "\n".join(re.sub("<[^>]+>", "\n", base64.b64decode(one).decode()) for one in found)


def ours(text: str, name: str) -> list[str]:
    """The Chinese in a text that neither the plan nor a sender has written."""
    others = written_by_others(name)
    runs = [run for run in HAN.findall(text) if run not in others]
    # quotation marks around them and a stop behind them are the report's
    signs = [re.sub(r"[\s“”‘’.]", "", one) for one in re.findall(f".?.?[{PUNCTUATION}].?.?", text)]
    return runs + [one for one in signs if not HAN.search(one) and one not in others]


WRONG = re.compile(
    r"\S  +\S| [,.;:](?: |$)|\.\.|,,|,\.|;\.|:\.|\( | \)|\(\)|“”|\bNone\b(?! of)|\bnan\b|[{}#|]"
    r"|[a-z]\.[A-Z][a-z]|\b1 (?!is\b|was\b|has\b)[a-z]+s\b"
    r"|(?<![\d±])(?:[02-9]|\d\d) (?:is|was|has)\b"
)
"""What joins of sentences and counts leave behind when they go wrong."""


def lines(page: str) -> Iterator[str]:
    """The paragraphs, cells, headings and captions of a page, each by itself."""
    page = re.sub(r"<(style|script).*?</\1>|<span class=\"fn.*?</span>", "", page, flags=re.S)
    page = re.sub(
        r"</?(?:p|li|td|th|h\d|caption|figcaption|div|br|tr|a|small|pre|summary)\b[^>]*>",
        "\n",
        page,
    )
    return (line.strip() for line in words(page).splitlines() if line.strip())


def check(page: str, name: str) -> None:
    pieces = words(re.sub(r"<(style|script).*?</\1>", "", page, flags=re.S).replace("<", "\n<"))
    assert ours(pieces + drawn(page), name) == []
    assert [line for line in lines(page) if WRONG.search(HAN.sub("中", line))] == []
    assert '<html lang="en">' in page


def printed_names(plan: Plan) -> set[str]:
    """The Chinese names that have an English one."""
    pairs = [(one.name, one.name_en) for one in plan.indicators.values()]
    pairs += [(one.name, one.name_en) for one in plan.departments]
    pairs += [(one.name, one.name_en) for one in plan.units.units]
    pairs += [(one.title, one.title_en) for one in plan.areas]
    return {name for name, english in pairs if english}


@pytest.mark.parametrize(("stage", "kind"), KINDS)
@pytest.mark.parametrize("name", ["sample", "unmarked", "tiny"])
def test_a_part_is_english_but_for_what_others_wrote(name: str, stage: str, kind: Kind) -> None:
    of = english_data(name)
    for area, department in ((of.area, None), (None, of.department)):
        edition = Edition(kind, area, department, draft=True)
        page = compose(context(name, stage, edition), templates_folder())
        check(page, name)
        assert "Draft for comment" in page
        assert "1 March 2031" in page
        assert "2031年" not in page
        assert printed_names(of.plan).isdisjoint(lines(page))


@pytest.mark.parametrize(("stage", "kind"), KINDS)
def test_the_second_plan_is_english_as_a_whole(stage: str, kind: Kind) -> None:
    page = compose(context("tiny", stage, Edition(kind)), templates_folder())
    check(page, "tiny")


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["midterm", "final", "annual"])
def test_the_sample_is_english_as_a_whole(stage: str) -> None:
    kind: Kind = "monitoring" if stage == "annual" else "evaluation"
    page = compose(context("sample", stage, Edition(kind)), templates_folder())
    check(page, "sample")
    assert printed_names(english_data("sample").plan).isdisjoint(lines(page))


@pytest.mark.parametrize("cut", CUTS)
def test_partial_data_gives_no_nonsense_in_english(cut: str) -> None:
    of, sent = english_data("tiny"), tiny_sent()
    found = validate(replace(sent, observations=sent.observations.filter(CUTS[cut])), of.plan)
    for stage in ("midterm", "final", "annual"):
        assessment = assess(of.plan, found.observations, found.self_assessments, of.stage(stage))
        kind: Kind = "monitoring" if stage == "annual" else "evaluation"
        of_cut = context_of(of.plan, assessment, found, DAY, Edition(kind))
        check(compose(of_cut, templates_folder()), "tiny")


@pytest.mark.parametrize("name", ["sample", "unmarked", "tiny"])
def test_a_departments_own_report_is_english(name: str) -> None:
    of = english_data(name)
    edition = Edition("department", department=of.department)
    check(compose(context(name, "annual", edition), templates_folder()), name)


@pytest.mark.parametrize("stage", ["midterm", "final", "annual"])
@pytest.mark.parametrize("name", ["sample", "unmarked", "tiny"])
def test_letters_are_english(name: str, stage: str) -> None:
    of = english_data(name)
    written = letters(of.plan, judged_of(name, stage), of.validation, DAY, due=DAY, draft=True)
    assert written
    with speaking_of(of.plan.header.level_words):
        for letter in written.values():
            check(compose_letter(letter, templates_folder()), name)


@pytest.mark.parametrize("stage", ["midterm", "final", "annual"])
def test_the_web_page_is_english(stage: str) -> None:
    kind: Kind = "monitoring" if stage == "annual" else "evaluation"
    for name, edition in (
        ("tiny", Edition(kind)),
        ("sample", Edition(kind, area="law")),
    ):
        check(compose_page(context(name, stage, edition), templates_folder()), name)


@pytest.mark.parametrize("stage", ["midterm", "final", "annual"])
def test_the_workbook_is_english(stage: str) -> None:
    kind: Kind = "monitoring" if stage == "annual" else "evaluation"
    for name, edition in (("tiny", Edition(kind)), ("sample", Edition(kind, area="law"))):
        book = openpyxl.load_workbook(BytesIO(xlsx_bytes(context(name, stage, edition))))
        cells = [cell.value for sheet in book for row in sheet for cell in row]
        texts = [str(one) for one in (*cells, *book.sheetnames) if one is not None]
        assert ours("\n".join(texts), name) == []
        assert [text for text in texts if WRONG.search(HAN.sub("中", text))] == []


def test_the_word_file_is_english(tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    write("docx", context("tiny", "midterm", Edition()), templates_folder(), out)
    file = docx.Document(str(out))
    texts = [one.text for one in file.paragraphs]
    texts += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert ours("\n".join(texts), "tiny") == []


@pytest.mark.slow
def test_the_pdf_is_laid_out_without_a_fault_and_says_its_language(tmp_path: Path) -> None:
    """Words are longer than signs: the gate sees a cell that one runs over."""
    out = tmp_path / "midterm.pdf"
    done = write_report(context("sample", "midterm", Edition()), templates_folder(), out)
    assert done.problems == ()
    with pikepdf.open(out) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert "Women" in str(pdf.docinfo.Title)
