"""Each format: whole, well-formed, and harmless whatever a sender wrote."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator
from tests.checks.build import HEALTH, plan, sent
from wcwidth import wcswidth

from plan_eval.checks.engine import validate
from plan_eval.checks.excerpt import Excerpt
from plan_eval.checks.run_view import View, view
from plan_eval.checks.writers import Format, write
from plan_eval.checks.writers.text_format import frame
from plan_eval.model.finding import FailOn, Severity
from plan_eval.reading.cells import PLAIN

SCHEMA = Path(__file__).parent / "schemas/sarif-2.1.0.json"
NASTY = "\"=cmd|'/c calc'!A1<script>alert(1)</script>%0A::error::\""
FILES = {
    HEALTH: "指标编码,年份,数值,说明\n"
    "health-03-3,2024,54.0,\n"
    "health-03-3,2025,74.6,试点扩大到全部行政村\n"
    f"health-04-4,2025,{NASTY},{NASTY}\n"
    "health-05-1,2025,－9999,\n",
    "=SUM(A1).csv": "指标编码,年份,数值\n",
}


@pytest.fixture
def shown(tmp_path: Path) -> View:
    submissions = sent(tmp_path, FILES)
    return view(validate(submissions, plan()), submissions, plan())


def test_json_holds_every_finding_and_every_field(shown: View) -> None:
    document = json.loads(write(shown, "json"))
    assert len(document["findings"]) == len([*shown.findings]) > 5
    assert {one["fingerprint"] for one in document["findings"]} == {
        one.fingerprint for one in shown.findings
    }
    assert document["totals"]["error"] == shown.count(Severity.ERROR)
    assert document["not_run"]


def test_csv_has_no_cell_that_starts_a_formula(shown: View) -> None:
    rows = list(csv.reader(io.StringIO(write(shown, "csv"))))
    assert len(rows) == len([*shown.findings]) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows for cell in row if cell]
    assert [cell for cell in cells if cell[0] in "=+-@\t\r" and not PLAIN.fullmatch(cell)] == []
    assert any(cell.startswith("'=cmd") for cell in cells)


def test_sarif_keeps_its_schema(shown: View) -> None:
    log = json.loads(write(shown, "sarif"))
    Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len([*shown.findings])
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    suppressed = [one for one in run["results"] if "suppressions" in one]
    assert [one["ruleId"] for one in suppressed] == ["PE401"]


def test_junit_counts_what_fails(shown: View) -> None:
    root = ET.fromstring(write(shown, "junit"))
    failures = sum(int(suite.get("failures", "0")) for suite in root)
    assert failures == len(root.findall(".//failure")) == shown.count(Severity.ERROR)
    for suite in root:
        assert int(suite.get("tests", "0")) == len(suite.findall("testcase"))
    assert root.findall(".//skipped")


def test_junit_takes_any_text(tmp_path: Path) -> None:
    submissions = sent(tmp_path, {HEALTH: "指标编码,年份,数值\nhealth-04-4,2025,\x01\x1f￿\n"})
    found = view(validate(submissions, plan()), submissions, plan())
    assert ET.fromstring(write(found, "junit")).tag == "testsuites"


def test_github_writes_one_command_a_line(shown: View) -> None:
    lines = write(shown, "github").splitlines()
    assert len(lines) == len([*shown.findings])
    pattern = re.compile(r"::(error|warning|notice) [^:]*::.+")
    assert [line for line in lines if not pattern.fullmatch(line)] == []
    assert not any("\r" in line or line.count("::error") > 2 for line in lines)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_runs_nothing(shown: View) -> None:
    page = write(replace(shown, limit=0), "html")
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.tags.isdisjoint({"script", "link", "img", "iframe", "a", "form"})
    assert not any(name.startswith("on") or name in ("src", "href") for name in tags.attributes)
    assert "&lt;script&gt;" in page
    assert page.count("<article") == len([*shown.findings])


def test_text_groups_by_file_and_marks_the_cell(shown: View) -> None:
    text = write(shown, "text")
    headings = [line for line in text.splitlines() if line.endswith(".csv")]
    assert len(headings) == 2
    lines = text.splitlines()
    at = next(at for at, line in enumerate(lines) if "PE204" in line or "PE201" in line)
    assert "指标编码" in lines[at + 1]
    assert "^^^^" in lines[at + 3]
    assert "\x1b" not in text


@pytest.mark.parametrize("marked", ["数值", "一个很长很长很长很长很长很长很长的列名"])
def test_mark_stands_under_its_column_in_wide_characters(marked: str) -> None:
    cells = (("指标编码", "health-03-3"), ("镇街", "甲街"), (marked, "７０．１"), ("说明", "无"))
    _, row, marks = frame(Excerpt(3, cells), marked)
    start = wcswidth(marks[: marks.index("^")])
    assert wcswidth(row[: row.index("７")]) == start


def test_examples_are_capped_and_the_rest_is_counted(tmp_path: Path) -> None:
    rows = "".join(f"health-04-4,2025,约{at}\n" for at in range(50))
    submissions = sent(tmp_path, {HEALTH: "指标编码,年份,数值\n" + rows})
    found = view(validate(submissions, plan()), submissions, plan(), limit=20)
    text = write(found, "text")
    assert text.count("PE201 强制性") == 20
    assert "PE201 另有 30 处" in text
    assert found.count(Severity.ERROR) >= 50


@pytest.mark.parametrize(
    ("fail_on", "fails"), [("error", False), ("verify", True), ("never", False)]
)
def test_what_makes_a_run_fail(fail_on: FailOn, fails: bool, tmp_path: Path) -> None:
    submissions = sent(
        tmp_path, {"区水务局_2025.csv": "指标编码,年份,数值,说明\nenvironment-m07-1,2025,—,\n"}
    )
    found = view(validate(submissions, plan()), submissions, plan(), fail_on=fail_on)
    assert {one.code for one in found.findings if one.severity is not Severity.INFO} == {"PE209"}
    assert found.failed is fails


UNSEEN = ("\x1b", "\u202e", "\u2066", "\x07", "\x9b")
"""A colour, text that runs the other way, a bell: what a terminal or a CI log would act on."""


@pytest.mark.parametrize("form", get_args(Format))
def test_no_format_passes_on_what_a_terminal_acts_on(form: Format, tmp_path: Path) -> None:
    nasty = "[31m".join(UNSEEN)
    text = f"指标编码,年份,数值,说明\nhealth-04-4,2025,7{nasty}0,{nasty}\n{nasty}x,2025,1,\n"
    submissions = sent(tmp_path, {HEALTH: text})
    written = write(view(validate(submissions, plan()), submissions, plan()), form)

    assert "31m" in written
    # JSON and its like write control characters as \\u001b, and have no display of their own
    shown = ("text", "github", "csv", "html")
    assert [one for one in UNSEEN if form in shown and one in written] == []
    assert "\x1b" not in written
