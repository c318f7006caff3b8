"""The mid-term report of the sample data, as its readers get it."""

from __future__ import annotations

import csv
import json
import random
import re
import subprocess
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import Any, NamedTuple

import pikepdf
import pytest
from tests.report import verapdf
from tests.report.ink import filled, needs_pdftoppm
from tests.report.rendering import needs_pdftotext
from tests.report.sample import MIDTERM, ROOT, SAMPLE, judged, sample_plan, sample_validation

from plan_eval.assess.trace import sources_of
from plan_eval.checks.validation import Validation
from plan_eval.model.assessment import Assessment
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.targets import EachUnit, Gap
from plan_eval.report.build import compose, write_report
from plan_eval.report.context import VERDICTS, Context
from plan_eval.report.pdf import RenderReport

DAY = date(2025, 12, 31)


class Made(NamedTuple):
    plan: Plan
    validation: Validation
    assessment: Assessment
    done: RenderReport


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    plan, validation, assessment = sample_plan(), sample_validation(), judged(MIDTERM)
    path = tmp_path_factory.mktemp("report") / "midterm.pdf"
    done = write_report(Context(plan, assessment, validation, DAY), ROOT / "templates", path)
    return Made(plan, validation, assessment, done)


@pytest.fixture(scope="module")
def html(made: Made) -> str:
    return compose(Context(made.plan, made.assessment, made.validation, DAY), ROOT / "templates")


def bare(text: str) -> str:
    """Text without white space and without the marks that keep footnote calls in place."""
    return re.sub(r"[\s\u2060\u2002]", "", text)


@pytest.fixture(scope="module")
def pages(made: Made) -> list[str]:
    command = ["pdftotext", "-enc", "UTF-8", str(made.done.path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return [bare(page) for page in text.split("\f")]


def test_gate_finds_nothing(made: Made) -> None:
    assert made.done.problems == ()


def test_every_footnote_stands_on_the_page_that_cites_it(made: Made) -> None:
    assert sum(made.done.notes) == len(made.plan.footnotes) == 41


@needs_pdftotext
def test_footnote_text_follows_its_clause_on_one_page(made: Made, pages: list[str]) -> None:
    for note in made.plan.footnotes:
        marker = f"[{note.number}]{bare(note.text)[:30]}"
        clause = bare(note.place.after).rstrip("。，")[-12:]
        holding = [page for page in pages if marker in page]
        assert holding, f"footnote {note.number} is nowhere"
        joined = [page for page in holding if clause in page or note.place.part != "goal"]
        assert joined, f"footnote {note.number} is not with its clause"


def test_every_goal_is_printed_as_in_the_plan(made: Made, html: str) -> None:
    # the page's HTML holds the notes inside the text, so the words are compared without them
    plain = re.sub(r'<span class="fn[^>]*>.*?</span>', "", html)
    plain = bare(re.sub(r"<[^>]+>", "", plain))
    assert len(made.plan.goals) == 85
    assert [g.id for g in made.plan.goals.values() if bare(g.text) not in plain] == []


@needs_pdftotext
def test_every_goal_and_measure_comes_back_as_text(made: Made, pages: list[str]) -> None:
    whole = "".join(pages)
    starts = {goal.id: bare(goal.text)[:10] for goal in made.plan.goals.values()}
    headings = {m.id: bare(m.heading)[:8] for m in made.plan.measures.values()}
    missing = [name for name, text in {**starts, **headings}.items() if text not in whole]
    assert missing == []


@needs_pdftotext
def test_every_quantified_indicator_has_its_row_and_figure(made: Made, pages: list[str]) -> None:
    whole = "".join(pages)
    wanted = [i for i in made.plan.indicators.values() if i.group == "quantified"]
    assert len(wanted) == 73
    assert [i.name for i in wanted if bare(i.name)[:9] not in whole] == []


@needs_pdftotext
def test_no_heading_stands_alone_at_the_foot_of_a_page(html: str, pages: list[str]) -> None:
    found = re.findall(r"<h[1-4][^>]*>(.*?)</h[1-4]>", html, flags=re.S)
    headings = {bare(re.sub(r"<span.*", "", text, flags=re.S)) for text in found}
    assert len(headings) > 30
    ends = [re.sub(r"(—\d+—)?$", "", page) for page in pages]
    alone = [n for n, end in enumerate(ends, 1) if any(end.endswith(h) for h in headings)]
    assert alone == []


def main_pages(pages: list[str]) -> int:
    """How many pages the main report has: the annex's cover comes next."""
    return next(n for n, page in enumerate(pages) if re.search(r"附册[^—]+日$", page))


@needs_pdftotext
def test_the_main_report_can_be_read_in_a_sitting(pages: list[str]) -> None:
    # 35 to 40 are aimed at; eight areas in the type of official papers still take a few more
    assert main_pages(pages) in range(35, 47)


@needs_pdftoppm
@needs_pdftotext
def test_no_page_of_the_main_report_is_a_third_empty(made: Made, pages: list[str]) -> None:
    main = main_pages(pages)
    shares = filled(made.done.path, 37, 262)[:main]
    empty = [n for n, share in enumerate(shares, 1) if share < 2 / 3]
    # the text ends where it ends, before the page that is signed
    assert set(empty) <= {main - 1, main}


@needs_pdftoppm
def test_no_page_of_the_annex_but_the_last_of_a_chapter_is_half_empty(made: Made) -> None:
    shares = filled(made.done.path, 27, 273)
    with pikepdf.open(made.done.path) as pdf:
        portrait = [page.mediabox[3] > page.mediabox[2] for page in pdf.pages]
    empty = [n for n, share in enumerate(shares) if portrait[n] and share < 1 / 2]
    assert len(empty) <= 5


@needs_pdftotext
def test_no_page_is_left_nearly_empty(made: Made, pages: list[str]) -> None:
    short = [n for n, page in enumerate(pages[:-1], 1) if len(page) < 130]
    main = main_pages(pages)
    assert set(short) <= {1, main, main + 1, made.done.pages}


@needs_pdftotext
def test_synthetic_mark_stands_on_every_page(pages: list[str]) -> None:
    assert [n for n, page in enumerate(pages[:-1], 1) if "示例数据" not in page] == []


def test_page_numbers_of_the_contents_are_those_of_the_bookmarks(made: Made) -> None:
    with pikepdf.open(made.done.path) as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert len(pdf.pages) == made.done.pages
    assert "一、规划组织实施与评估工作" in titles
    assert [title for title in titles if re.fullmatch("附录.　数据来源", title)]


def test_fonts_are_embedded_and_the_language_is_chinese(made: Made) -> None:
    with pikepdf.open(made.done.path) as pdf:
        assert str(pdf.Root.Lang).startswith("zh")
        fonts = {
            str(font.BaseFont)
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    assert fonts
    assert all("PE" in name for name in fonts)


@verapdf.needs_verapdf
def test_the_claims_of_archive_and_access_hold(made: Made) -> None:
    found = verapdf.failures(made.done.path)
    assert found == {"midterm.pdf 3a": {}, "midterm.pdf ua1": {}}


def test_twenty_printed_figures_are_in_the_trace_inside_and_lead_to_their_cells(
    made: Made, html: str
) -> None:
    with pikepdf.open(made.done.path) as pdf:
        verdicts = json.loads(pdf.attachments[VERDICTS].get_file().read_bytes())
    known = {result["name"]: result for result in verdicts["results"]}
    table = html[html.index('<section class="wide">') :]
    printed = re.findall(
        r'<td class="c">\d+</td><td>([^<]+)</td><td class="c">[^<]*</td>'
        r'<td class="n"[^>]*>([^<]*)(?:<br><small>[^<]+</small>)?</td>'
        r'<td class="n"[^>]*>(\d[^<]*)</td><td class="c">(\d{4})</td>',
        table[: table.index("</table>")],
    )
    assert len(printed) > 100
    for name, _, figure, year in random.Random(11).sample(printed, 20):
        result = known[unescape(name)]
        point, said = result["latest"], Decimal(figure)
        assert (Decimal(str(point["shown"])), point["year"]) == (said, int(year)), name
        sent = [sent_in(place) for place in (point, *point["others"])]
        assert {row["年份"] for row in sent} == {year}
        assert {row["指标编码"] for row in sent} <= set(
            sources_of(made.plan.indicators[result["indicator"]])
        )
        figures = [Decimal(row["数值"]) for row in sent]
        assert said == computed(made.plan.indicators[result["indicator"]], figures)


def computed(indicator: Indicator, figures: list[Decimal]) -> Decimal:
    """What an indicator's figures of one year come to: themselves, a gap, a share of units."""
    match indicator.target:
        case EachUnit(minimum=floor):
            reached = Decimal(100 * sum(one >= floor for one in figures))
            return (reached / len(figures)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        case Gap():
            return abs(figures[0] - figures[-1])
        case _:
            (figure,) = figures
            return figure


def sent_in(place: dict[str, Any]) -> dict[str, str]:
    """The cells of a row, as a person who opens the file finds them."""
    head, *lines = csv.reader((SAMPLE / place["path"]).read_text("utf-8-sig").splitlines())
    return dict(zip(head, lines[place["row"] - 2], strict=True))


def test_tallies_printed_are_the_tallies_judged(made: Made, html: str) -> None:
    tally = made.assessment.tallies["quantified"]
    assert f"{tally.met} 项 / {tally.judged} 项" in html
    assert f"{tally.met} 项 / {tally.total} 项" in html


def test_hostile_words_are_printed_as_words(made: Made) -> None:
    attack = "<script>alert(1)</script>{{ 7*7 }}<img src=http://127.0.0.1/x>"
    changed = tuple(
        replace(said, achievements=attack, problems=attack)
        for said in made.assessment.self_assessments
    )
    assessment = replace(made.assessment, self_assessments=changed)
    html = compose(Context(made.plan, assessment, made.validation, DAY), ROOT / "templates")
    assert "<script>" not in html
    assert "{{ 7*7 }}" in html
    assert "&lt;img src=http" in html


def test_advice_never_asks_a_met_target_to_move_towards_its_bound(html: str) -> None:
    assert (
        "65岁以上妇女城乡社区规范健康管理率2025年为61.00%，距目标“70%以上”仍差9.00个百分点" in html
    )
    # met, and yet warned of
    assert not re.findall(r"孕产妇死亡率[^<。；]*(?:差|距目标)[^<。；]*", re.sub("差距", "", html))
