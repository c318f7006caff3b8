"""The report in two volumes: each numbers its own and names the right pages of the other."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from tests.report.rendering import needs_pdftotext, text_of
from tests.report.test_every_edition import data

from plan_eval.report.build import compose, usual_parts, volumes_of, write_report
from plan_eval.report.edition import Edition, Parts
from plan_eval.report.sections import ANNEX, MAIN, sections_of
from plan_eval.resources import templates_folder

PARTS: tuple[Parts, ...] = ("main", "annex", "both")


class Bound(NamedTuple):
    """A file, and the text of its pages without white space."""

    path: Path
    pages: list[str]
    problems: tuple[str, ...]


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> dict[Parts, Bound]:
    """The second plan's mid-term report, printed in each way."""
    folder, made = tmp_path_factory.mktemp("volumes"), {}
    for parts in PARTS:
        context = data("tiny").context("midterm", Edition())
        path = folder / f"{parts}.pdf"
        done = write_report(context, templates_folder(), path, parts=parts)
        pages = [re.sub(r"\s", "", page) for page in text_of(path).split("\f")[:-1]]
        made[parts] = Bound(path, pages, done.problems)
    return made


@needs_pdftotext
def test_a_volume_printed_alone_is_that_of_the_whole(bound: dict[Parts, Bound]) -> None:
    main, annex, both = (bound[parts] for parts in PARTS)
    assert main.pages + annex.pages == both.pages
    assert main.problems == annex.problems == both.problems == ()


@needs_pdftotext
def test_each_volume_counts_its_own_pages(bound: dict[Parts, Bound]) -> None:
    # the annex's cover is no page of it; the main report's is its first, as in print
    volumes: tuple[tuple[Parts, str, int], ...] = (("main", "", 1), ("annex", "附", 0))
    for parts, sign, first in volumes:
        found = [re.findall(r"(附?)—(\d+)—", page) for page in bound[parts].pages]
        assert [len(one) for one in found] == [0] + [1] * (len(found) - 1)
        assert [one for page in found for one in page] == [
            (sign, str(n)) for n in range(first + 1, first + len(found))
        ]


@needs_pdftotext
def test_the_contents_of_both_name_the_page_a_chapter_is_on(bound: dict[Parts, Bound]) -> None:
    volumes: tuple[tuple[Parts, int], ...] = (("main", 1), ("annex", 0))
    for parts, first in volumes:
        pages = bound[parts].pages
        listed = next(page for page in pages if page.startswith("目录") or "目录" in page[:60])
        entries = re.findall(
            r"((?:附录)?[一二三四五六七八九十]+、?[^.…·]{2,20}?)[.…·]{3,}附?(\d+)", listed
        )
        own = [entry for entry in entries if entry[0].startswith("附录") == (parts == "annex")]
        assert len(own) >= 4
        for title, number in own:
            assert title in pages[int(number) - first], (title, number)


@needs_pdftotext
def test_the_main_report_names_pages_of_the_annex(bound: dict[Parts, Bound]) -> None:
    annex = bound["annex"].pages
    named = re.findall(r"见附册第(\d+)页", "".join(bound["main"].pages))
    assert named
    for number in named:
        assert "附录" in annex[int(number)] or "主要目标" in annex[int(number)], number


def test_a_link_into_the_other_volume_is_words(bound: dict[Parts, Bound]) -> None:
    """What a file does not hold, none of its links asks for."""
    for parts in PARTS:
        with pikepdf.open(bound[parts].path) as pdf:
            names = pdf.Root.Names.Dests.Names
            there = {str(one) for one in list(names)[::2]}
            asked = {
                str(link.Dest)
                for page in pdf.pages
                for link in page.get("/Annots", [])
                if "/Dest" in link
            }
        assert asked
        assert asked <= there


@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_numbers_run_in_reading_order(name: str) -> None:
    """表1, 表2 …, 附表1 …: as they follow each other on the pages, not as sections were built."""
    page = compose(data(name).context("midterm", Edition()), templates_folder())
    body = re.sub(r"<nav.*?</nav>", "", page, flags=re.S)
    captions = re.findall(r"<(?:fig)?caption[^>]*>\s*(附?[表图])(\d+)", body)
    assert len({label for label, _ in captions}) == 4
    for label in {label for label, _ in captions}:
        numbers = [int(number) for of, number in captions if of == label]
        assert numbers == list(range(1, len(numbers) + 1)), label


def test_no_section_is_in_both() -> None:
    assert not MAIN.keys() & ANNEX.keys()


def test_an_extract_is_one_volume() -> None:
    extract = data("tiny").context("midterm", Edition(area="growth"))
    assert sections_of(extract, "annex") == {}
    assert "goal_sheets" in sections_of(extract)
    assert 'id="annex"' not in compose(extract, templates_folder())


def test_the_main_report_alone_asks_for_no_page_of_the_annex() -> None:
    """In a Word file nobody lays the annex out: it is named, its page is not."""
    context = data("tiny").context("midterm", Edition())
    page = compose(context, templates_folder(), volumes_of("main"))
    assert "逐项目标" in page
    asked = set(re.findall(r'href="#([^"]+)"', page))
    assert asked <= set(re.findall(r'id="([^"]+)"', page))


@needs_pdftotext
def test_the_main_reports_contents_name_the_annexs_chapters(bound: dict[Parts, Bound]) -> None:
    listed = next(page for page in bound["main"].pages if "目录" in page)
    entries = re.findall(r"附录[一二三四五六七八九十]+([^.…·\d]+?)[.…·]+附(\d+)", listed)
    assert len(entries) == len(sections_of(data("tiny").context("midterm", Edition()), "annex")) - 1
    for title, number in entries:
        assert title in bound["annex"].pages[int(number)]


def test_a_monitoring_report_stands_alone() -> None:
    """It names no page of an annex that it does not bring."""
    context = data("tiny").context("midterm", Edition("monitoring"))
    assert usual_parts(context) == "main"
    page = compose(context, templates_folder(), volumes_of("main"))
    assert "附录" not in page


@pytest.mark.parametrize("name", ["sample", "tiny"])
@pytest.mark.parametrize("stage", ["midterm", "final"])
def test_no_level_of_headings_is_left_out(name: str, stage: str) -> None:
    """From a chapter to its items without sections the level goes down by one (PDF/UA-1)."""
    page = compose(data(name).context(stage, Edition()), templates_folder())
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert levels[0] == 1
    assert [n for n, (one, two) in enumerate(pairwise(levels)) if two > one + 1] == []
