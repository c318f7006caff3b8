"""Every edition, stage × kind × whole, area, department × draft, on three sets of data: the sample,
the same without a mark of the sample, and a second plan with other areas, years and people.

Small areas and offices stand for the parts: drawing every chart of the sample takes seconds. The
second plan is small enough to be printed whole.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from tests.report.rendering import needs_pdftotext, squeeze, text_of
from tests.report.sample import (
    ROOT,
    judged,
    sample_plan,
    sample_validation,
    unmarked_plan,
    unmarked_validation,
)

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.errors import ReportError
from plan_eval.model.assessment import Assessment, Stage
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions
from plan_eval.report.build import compose, write_report
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition, Kind
from plan_eval.report.extract import context_of
from plan_eval.report.web.page import compose_page
from plan_eval.report.writers.xlsx import xlsx_bytes
from plan_eval.resources import templates_folder

TINY = ROOT / "tests/plans/tiny"
DAY = date(2031, 3, 1)
PRINTED_DAY = "2031年3月1日"
KINDS = [
    ("annual", "monitoring"),
    *itertools.product(("midterm", "final"), ("evaluation", "monitoring")),
]


@cache
def tiny_plan() -> Plan:
    return unmarked_plan(load_plan(TINY))


@cache
def tiny_sent() -> Submissions:
    return read_submissions([TINY.with_name("tiny_submissions")], tiny_plan())


@dataclass(frozen=True)
class Data:
    """A plan and what was sent, with an area and an office small enough to write often."""

    name: str
    plan: Plan
    validation: Validation
    area: str
    department: str
    annual: int

    def stage(self, name: str) -> Stage:
        years = {"annual": self.annual, **self.plan.header.stages.model_dump()}
        return Stage(name, years[name])  # type: ignore[arg-type]

    def context(self, stage: str, edition: Edition) -> Context:
        return context_of(self.plan, judged_of(self.name, stage), self.validation, DAY, edition)


@cache
def judged_of(name: str, stage: str) -> Assessment:
    of = data(name)
    if name == "sample":
        return judged(of.stage(stage))
    found = of.validation
    return assess(of.plan, found.observations, found.self_assessments, of.stage(stage))


@cache
def data(name: str) -> Data:
    if name == "tiny":
        found = validate(tiny_sent(), tiny_plan())
        return Data(name, tiny_plan(), found, "growth", "clinic", 2017)
    if name == "sample":
        return Data(name, sample_plan(), sample_validation(), "law", "court", 2024)
    plan = unmarked_plan(sample_plan())
    return Data(name, plan, unmarked_validation(), "law", "court", 2024)


def words(page: str) -> str:
    """What a page says."""
    page = re.sub(r"<style.*?</style>", "", page, flags=re.S)
    pictures = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", page)
    return html.unescape(re.sub(r"<[^>]+>", "", pictures))


@pytest.mark.parametrize(
    ("part", "draft"),
    [("area", False), ("area", True), ("department", False), ("both", False), ("both", True)],
)
@pytest.mark.parametrize(("stage", "kind"), KINDS)
@pytest.mark.parametrize("name", ["sample", "unmarked", "tiny"])
def test_every_part_is_written(name: str, stage: str, kind: Kind, part: str, draft: bool) -> None:
    of = data(name)
    area = of.area if part in ("area", "both") else None
    department = of.department if part in ("department", "both") else None
    edition = Edition(kind, area, department, draft)
    said = words(compose(of.context(stage, edition), templates_folder()))
    assert PRINTED_DAY in said
    assert ("征求意见稿" in said.split("目　录")[0]) is draft
    assert ("示例" in said) is (name == "sample")
    assert not re.search(r"\bNone\b|\bnan\b|—%|下辖单位|全域", said)


@pytest.mark.parametrize(("stage", "kind"), KINDS)
def test_the_second_plan_is_printed_whole(stage: str, kind: Kind, tmp_path: Path) -> None:
    out = tmp_path / "whole.pdf"
    done = write_report(data("tiny").context(stage, Edition(kind)), templates_folder(), out)
    assert done.problems == ()


@needs_pdftotext
@pytest.mark.parametrize(("stage", "kind"), KINDS)
def test_real_figures_are_printed_with_the_day_on_the_cover(
    stage: str, kind: Kind, tmp_path: Path
) -> None:
    """Without a mark above it the title's margin left the cover and pushed the day off the page."""
    of, out = data("unmarked"), tmp_path / "part.pdf"
    done = write_report(of.context(stage, Edition(kind, of.area)), templates_folder(), out)
    assert done.problems == ()
    cover = squeeze(text_of(out, "-f", "1", "-l", "1"))
    assert PRINTED_DAY in cover
    assert "示例" not in squeeze(text_of(out))


def test_the_whole_of_the_unmarked_sample_calls_nothing_invented() -> None:
    said = words(compose(data("unmarked").context("midterm", Edition()), templates_folder()))
    assert "示例" not in said
    assert "虚构" not in said


def test_an_edition_of_nothing_is_refused() -> None:
    of = data("sample")
    with pytest.raises(ReportError) as refused:
        of.context("midterm", Edition(area="health", department="court"))
    assert refused.value.hint


def test_a_second_plan_speaks_in_its_own_words() -> None:
    said = words(compose(data("tiny").context("midterm", Edition()), templates_folder()))
    assert {"本县", "乡镇"} <= set(re.findall("本县|乡镇", said))
    statistical = re.sub("区间|区分|区别|地区|区域", "", said)
    for foreign in ("区", "镇街", "妇女", "监测评估”的要求", "等法律法规", "国家、", "市目标"):
        assert foreign not in statistical, foreign


CUTS = {
    "one year missing": pl.col("year") != 2017,
    "one department silent": pl.col("department") != "library",
    "no baseline year": pl.col("year") > 2015,
    "late data": pl.col("year") <= 2016,
    "a single figure": (pl.col("year") == 2018) & (pl.col("indicator") == "growth-01-1"),
    "nothing at all": pl.lit(False),
}
NONSENSE = re.compile(
    r"\bNone\b|\bnan\b|—%|—个|占可判定1项|(?<!\d)0项|、。|，。|：。|（）|为无自评|[2-9]\d\d%|\d{4,}%"
)


@pytest.mark.parametrize(
    ("stage", "kind"), [pair for pair in KINDS if pair not in {("final", "monitoring")}]
)
@pytest.mark.parametrize("cut", CUTS)
def test_partial_data_gives_no_nonsense(cut: str, stage: str, kind: Kind) -> None:
    of, sent = data("tiny"), tiny_sent()
    found = validate(replace(sent, observations=sent.observations.filter(CUTS[cut])), of.plan)
    assessment = assess(of.plan, found.observations, found.self_assessments, of.stage(stage))
    context = context_of(of.plan, assessment, found, DAY, Edition(kind))
    said = prose(compose(context, templates_folder()))
    assert [line for line in said if NONSENSE.search(line)] == []


@pytest.mark.parametrize("cut", CUTS)
def test_partial_data_is_written_in_every_format(cut: str) -> None:
    of, sent = data("tiny"), tiny_sent()
    found = validate(replace(sent, observations=sent.observations.filter(CUTS[cut])), of.plan)
    for stage in ("midterm", "final"):
        assessment = assess(of.plan, found.observations, found.self_assessments, of.stage(stage))
        context = context_of(of.plan, assessment, found, DAY)
        page = compose_page(context, templates_folder())
        assert of.plan.header.title in page
        assert "示例" not in words(
            re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.S)
        )
        assert xlsx_bytes(context).startswith(b"PK")


def prose(page: str) -> Iterator[str]:
    """The sentences of a page, without its tables and cards."""
    page = re.sub(r"<style.*?</style>|<table.*?</table>", "", page, flags=re.S)
    page = re.sub(r'<div class="cards">.*?</div>\s*</div>', "", page, flags=re.S)
    for paragraph in re.findall(r"<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", page, re.S):
        yield words(paragraph)
