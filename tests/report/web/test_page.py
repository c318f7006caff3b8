"""The page as text."""

import html as markup
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.web.sample import DAY, ROOT

from plan_eval.errors import ReportError
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.outline import Outline
from plan_eval.report.web.page import compose_page, write_page

TEMPLATES = ROOT / "templates"
SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
DATA = re.compile(r'<script type="application/json" id="page-data">(.*?)</script>', re.DOTALL)


def test_equal_input_gives_equal_bytes(part: Context) -> None:
    first, second = (replace(part, outline=Outline()) for _ in range(2))
    assert compose_page(first, TEMPLATES) == compose_page(second, TEMPLATES)


def test_page_is_one_file_of_a_size_that_can_be_sent(html: str) -> None:
    assert len(html.encode()) < 4_000_000
    without_scripts = SCRIPT.sub("", html)
    assert not re.search(r"""\s(src|srcset|action|data)=["']""", without_scripts)
    assert set(re.findall(r'href="([^#"][^"]*)"', without_scripts)) == {"data:,"}
    assert not re.search(r"@import|url\(", without_scripts)


def test_policy_lets_only_the_pages_own_scripts_run(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe-eval" not in policy[1]
    assert policy[1].count("sha256-") == html.count("<script>") == 2


def test_data_lists_what_the_table_shows(html: str) -> None:
    found = DATA.search(html)
    assert found is not None
    data = json.loads(found[1])
    assert set(re.findall(r'<tbody data-id="([^"]+)"', html)) == set(data["indicators"])
    assert set(data["charts"]) <= set(data["indicators"])


def test_page_names_no_folder_of_this_computer(html: str) -> None:
    assert str(ROOT) not in html


def test_every_footnote_of_the_plan_is_there(context: Context, html: str) -> None:
    for note in context.plan.footnotes:
        if context.plan.area_of.get(note.place.item):
            assert str(markup.escape(note.text)).replace("&#x27;", "&#39;") in html


def test_hostile_words_are_escaped_everywhere(hostile_html: str) -> None:
    without_scripts = SCRIPT.sub("", hostile_html)
    assert "document.title" in without_scripts
    assert "{{ 7*7 }}" in without_scripts
    assert "<script" not in without_scripts.replace('<script type="application/json"', "")
    assert "<img" not in without_scripts
    assert hostile_html.count("<script>") == 2


def test_an_extract_has_only_its_part(context: Context, tmp_path: Path) -> None:
    edition = Edition(area="education", draft=True)
    made = write_page(
        context.plan,
        context.assessment,
        context.validation,
        TEMPLATES,
        tmp_path / "new" / "part.html",
        DAY,
        edition,
    )
    html = made.read_text("utf-8")
    own = {i.id for a in context.plan.areas if a.id == "education" for i in a.indicators}
    assert set(re.findall(r'<tbody data-id="([^"]+)"', html)) <= own
    assert "征求意见稿" in html


def test_a_page_that_cannot_be_written_is_an_error(context: Context, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    edition = Edition(area="education")
    plan, assessment, validation = context.plan, context.assessment, context.validation
    destination = tmp_path / "file" / "page.html"
    with pytest.raises(ReportError):
        write_page(plan, assessment, validation, TEMPLATES, destination, DAY, edition)
