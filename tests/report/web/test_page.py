"""The page as text."""

import gzip
import html as markup
import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from tests.report.web.sample import DAY, ROOT

from plan_eval.errors import PlanEvalError
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.extract import context_of
from plan_eval.report.outline import Outline
from plan_eval.report.web.page import compose_page, write_page

TEMPLATES = ROOT / "templates"
SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
DATA = re.compile(r'<script type="application/json" id="page-data">(.*?)</script>', re.DOTALL)

ASKING = {"src", "srcset", "href", "action", "formaction", "data", "poster", "cite", "background"}


def unpacked(page: str, name: str) -> str:
    """What a packed block of the page holds."""
    found = re.search(rf'<script type="text/plain" id="page-{name}">(.*?)</script>', page)
    assert found is not None
    return gzip.decompress(b64decode(found[1])).decode()


class Elements(HTMLParser):
    """The elements of a page with their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.found if attribute in attrs]


@pytest.fixture(scope="module")
def elements(html: str) -> Elements:
    return Elements(html)


def test_equal_input_gives_equal_bytes(part: Context) -> None:
    first, second = (replace(part, outline=Outline()) for _ in range(2))
    assert compose_page(first, TEMPLATES) == compose_page(second, TEMPLATES)


def test_page_is_one_file_of_a_size_that_can_be_sent(html: str) -> None:
    assert len(html.encode()) < 2_000_000
    without_scripts = SCRIPT.sub("", html)
    assert not re.search(r"""\s(src|srcset|action|data)=["']""", without_scripts)
    assert set(re.findall(r'href="([^#"][^"]*)"', without_scripts)) == {"data:,"}
    assert not re.search(r"@import|url\(", without_scripts)


def test_policy_lets_only_the_pages_own_scripts_run(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe-eval" not in policy[1]
    scripts = [*re.findall("<script>(.*?)</script>", html, re.DOTALL), unpacked(html, "charting")]
    hashes = {b64encode(sha256(one.encode()).digest()).decode() for one in scripts}
    assert set(re.findall("sha256-([^&]*)&#39;", policy[1])) == hashes


def test_data_lists_what_the_table_shows(html: str) -> None:
    found = DATA.search(html)
    assert found is not None
    data = json.loads(found[1])
    assert set(re.findall(r'<tbody data-id="([^"]+)"', html)) == set(data["indicators"])
    drawn = json.loads(unpacked(html, "charts"))
    assert {"shapes", "charts", "config"} == drawn.keys()
    assert set() < set(drawn["charts"]) <= set(data["indicators"])


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
    blocks = re.findall(r'<script type="[^"]*" id="([^"]*)">', without_scripts)
    assert blocks == ["page-data", "page-charts", "page-charting"]
    assert without_scripts.count("<script") == len(blocks)
    assert "<img" not in without_scripts
    assert hostile_html.count("<script>") == 1


def test_an_extract_has_only_its_part(context: Context, tmp_path: Path) -> None:
    edition = Edition(area="education", draft=True)
    part = context_of(context.plan, context.assessment, context.validation, DAY, edition)
    made = write_page(part, TEMPLATES, tmp_path / "new" / "part.html")
    html = made.read_text("utf-8")
    own = {i.id for a in context.plan.areas if a.id == "education" for i in a.indicators}
    assert set(re.findall(r'<tbody data-id="([^"]+)"', html)) <= own
    assert "征求意见稿" in html


def test_a_page_that_cannot_be_written_is_an_error(context: Context, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    edition = Edition(area="education")
    part = context_of(context.plan, context.assessment, context.validation, DAY, edition)
    destination = tmp_path / "file" / "page.html"
    with pytest.raises(PlanEvalError):
        write_page(part, TEMPLATES, destination)


def test_no_attribute_asks_for_anything_outside(elements: Elements) -> None:
    asked = {
        value
        for _, attrs in elements.found
        for name, value in attrs.items()
        if name.removeprefix("xlink:") in ASKING and not value.startswith("#")
    }
    assert asked == {"data:,"}
    assert {tag for tag, _ in elements.found} & {"img", "iframe", "object", "base"} == set()
    assert not any(name.startswith("on") for _, attrs in elements.found for name in attrs)
    assert not any("url(" in style for style in elements.values("style"))


def test_every_reference_within_the_page_leads_somewhere(elements: Elements) -> None:
    ids = elements.values("id")
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-controls", "aria-describedby", "form", "for"):
        assert set(elements.values(name)) <= set(ids)
    anchors = {one[1:] for one in elements.values("href") if one.startswith("#") and "=" not in one}
    assert anchors <= set(ids)


def test_links_to_a_view_name_codes_that_the_page_has(html: str, elements: Elements) -> None:
    found = DATA.search(html)
    assert found is not None
    data = json.loads(found[1])
    options = [
        attrs["value"]
        for tag, attrs in elements.found
        if tag in ("option", "input") and attrs.get("value")
    ]
    known = set(options) | set(data["indicators"]) | set(elements.values("id"))
    views = [one for one in elements.values("href") if "=" in one]
    asked = {part.split("=")[1] for view in views for part in view[1:].split("&")}
    assert asked <= known


def test_headings_skip_no_level(elements: Elements) -> None:
    levels = [int(tag[1]) for tag, _ in elements.found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(low - high <= 1 for high, low in pairwise(levels))


def test_once_the_plan_is_over_nothing_is_warned_of(html: str, final_html: str) -> None:
    for part in ('id="warnings"', 'name="warning"', 'class="warning"'):
        assert part in html
        assert part not in final_html


def test_the_monitoring_page_has_no_self_assessments(html: str, final_html: str) -> None:
    for part in ('class="status', 'data-effect="', 'name="effect"', "没有自评"):
        assert part not in final_html
    assert 'data-effect="done-behind"' in html


def test_filters_with_one_choice_are_left_out(html: str, final_html: str) -> None:
    assert '<select name="area">' in html
    assert '<select name="area">' not in final_html


def test_marks_and_title_stand_on_every_printed_page(hostile_html: str) -> None:
    head = re.search(r"@page \{ @top-left .*", hostile_html)
    assert head is not None
    assert "征求意见稿" in head[0]
    assert "示例数据" in head[0]


def test_a_district_may_change_one_block(part: Context, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    own = '{% extends "shipped/web/page.html.j2" %}{% block method %}<p>见附件</p>{% endblock %}'
    (tmp_path / "web" / "page.html.j2").write_text(own, encoding="utf-8")
    html = compose_page(replace(part, outline=Outline()), tmp_path)
    assert "<p>见附件</p>" in html
    assert 'id="h-method"' not in html
    assert 'id="h-items"' in html


def test_what_offices_report_of_duties_stands_with_the_items(
    html: str, context: Context, part: Context
) -> None:
    _, _, listed = html.partition('id="part-carried-out"')
    assert "组织实施工作" in listed
    for name, said in context.duties_said.items():
        assert context.plan.duties[name].title in listed
        for text in (said.evidence, said.problems, said.next_steps):
            assert not text or markup.escape(text) in listed or text in listed
    assert "part-carried-out" not in compose_page(replace(part, outline=Outline()), TEMPLATES)
