"""Editions of the report: stages, kinds, extracts, drafts, signatures, the data inside.

Pages are composed for one small area: drawing every chart of the plan takes seconds.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.report.sample import FINAL, MIDTERM, ROOT, SAMPLE, judged, sample_plan, sample_validation

from plan_eval.checks.validation import Validation
from plan_eval.errors import PlanEvalError
from plan_eval.model.assessment import Assessment, Stage
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.approval_file import Approval, Signature, read_approval
from plan_eval.report import extract as extracts
from plan_eval.report.attachments import data_files
from plan_eval.report.build import compose
from plan_eval.report.context import FIGURES, VERDICTS, Context
from plan_eval.report.edition import Edition
from plan_eval.report.outline import Outline
from plan_eval.report.sections import sign_off
from plan_eval.resources import templates_folder

DAY = date(2030, 12, 31)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return sample_plan()


@pytest.fixture(scope="module")
def validation() -> Validation:
    return sample_validation()


@pytest.fixture(scope="module")
def midterm() -> Assessment:
    return judged(MIDTERM)


def context_of(
    plan: Plan, assessment: Assessment, validation: Validation, edition: Edition
) -> Context:
    return extracts.context_of(plan, assessment, validation, DAY, edition)


def page(context: Context) -> str:
    return compose(context, ROOT / "templates")


def headings(html: str) -> list[str]:
    return re.findall(r"<h1[^>]*>([^<]+)</h1>", html)


def test_final_report_judges_the_end_and_warns_of_nothing(
    plan: Plan, validation: Validation
) -> None:
    final = judged(FINAL)
    html = page(context_of(plan, final, validation, Edition(area="law")))
    assert "终期评估报告" in html
    assert not [text for text in headings(html) if "预警" in text]
    assert "较基期变化" in html


def test_annual_report_is_the_monitoring_groups(plan: Plan, validation: Validation) -> None:
    annual = judged(Stage("annual", 2027))
    html = page(context_of(plan, annual, validation, Edition(kind="monitoring", area="law")))
    assert "2027年度监测报告" in html
    assert not [text for text in headings(html) if "对策" in text or "经验" in text]


def test_midterm_sees_nothing_later(
    plan: Plan, validation: Validation, midterm: Assessment
) -> None:
    context = context_of(plan, midterm, validation, Edition())
    assert context.observations["year"].max() == plan.header.stages.midterm
    assert all((f.year or 0) <= plan.header.stages.midterm for f in context.findings)


@pytest.mark.parametrize("department", ["health", "police", "statistics"])
def test_department_extract_has_its_indicators_and_no_others(
    plan: Plan, validation: Validation, midterm: Assessment, department: str
) -> None:
    edition = Edition(department=department)
    part, cut = extracts.extract(plan, midterm, edition)
    assert {i.department for i in part.indicators.values()} <= {department}
    own = [i for i in plan.indicators.values() if i.department == department]
    assert list(part.indicators) == [i.id for i in own]
    assert cut.tallies["all"].total == sum(i.group != "reference" for i in own)
    assert all(cut.results[name] is midterm.results[name] for name in cut.results)


def test_area_extract_keeps_the_areas_footnotes(
    plan: Plan, validation: Validation, midterm: Assessment
) -> None:
    html = page(context_of(plan, midterm, validation, Edition(area="decision")))
    assert 'data-n="39"' in html
    assert "妇女参与决策和管理领域摘编" in html
    assert "妇女与健康：" not in html


def test_draft_and_synthetic_marks_stand_together(
    plan: Plan, validation: Validation, midterm: Assessment
) -> None:
    html = page(context_of(plan, midterm, validation, Edition(area="law", draft=True)))
    assert "<span>征求意见稿</span><span>示例数据</span>" in html


def test_nobody_signs_unless_the_file_says_so(
    plan: Plan, validation: Validation, midterm: Assessment, tmp_path: Path
) -> None:
    unsigned = sign_off.build(context_of(plan, midterm, validation, Edition()))
    assert [signatures for _, signatures in unsigned.roles] == [(), (), ()]
    path = tmp_path / "approval.yaml"
    path.write_text("approved:\n  - {name: 某某, title: 组长, day: 2025-12-30}\n", "utf-8")
    approval = read_approval(path)
    assert approval == Approval(approved=(Signature(name="某某", title="组长", day="2025-12-30"),))
    signed = sign_off.build(context_of(plan, midterm, validation, Edition(approval=approval)))
    assert [len(signatures) for _, signatures in signed.roles] == [0, 0, 1]


def test_wrong_key_of_the_approval_file_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "approval.yaml"
    path.write_text("prepared: []\nsigned: []\n", "utf-8")
    with pytest.raises(PlanEvalError) as caught:
        read_approval(path)
    assert (caught.value.line, "signed" in caught.value.message) == (2, True)


def test_twenty_figures_lead_back_to_their_files_and_rows(
    plan: Plan, validation: Validation, midterm: Assessment
) -> None:
    files = {f.name: f for f in data_files(context_of(plan, midterm, validation, Edition()))}
    text = files[FIGURES].content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in random.Random(7).sample([row for row in rows if row["value"]], 20):
        lines = list(csv.reader((SAMPLE / row["path"]).read_text("utf-8-sig").splitlines()))
        sent = dict(zip(lines[0], lines[int(row["row"]) - 1], strict=True))
        assert sent["指标编码"] == row["indicator"]
        assert float(sent["数值"]) == float(row["value"])
    assert len(json.loads(files[VERDICTS].content)["results"]) == len(plan.indicators)


def test_a_district_overrides_one_template(
    plan: Plan, validation: Validation, midterm: Assessment, tmp_path: Path
) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "extract_summary.html.j2").write_text(
        "<section>本区自定</section>", "utf-8"
    )
    html = compose(context_of(plan, midterm, validation, Edition(area="law")), tmp_path)
    assert "<section>本区自定</section>" in html
    assert "一、分目标监测评估表" in headings(html)


def test_a_district_overrides_one_block_and_keeps_the_rest(
    plan: Plan, validation: Validation, midterm: Assessment, tmp_path: Path
) -> None:
    (tmp_path / "sections").mkdir()
    own = (
        '{% extends "shipped/sections/extract_summary.html.j2" %}'
        "{% block title %}{{ super() }}<p>本区{{ all.subject }}</p>{% endblock %}"
    )
    (tmp_path / "sections" / "extract_summary.html.j2").write_text(own, "utf-8")
    (tmp_path / "report.html.j2").write_text(
        '{% extends "shipped/report.html.j2" %}'
        "{% block style %}<style>:root { --ink: #000 }</style>{% endblock %}",
        "utf-8",
    )
    context = context_of(plan, midterm, validation, Edition(area="law"))
    html, shipped = compose(context, tmp_path), compose(fresh(context), templates_folder())
    added = html.replace("<style>:root { --ink: #000 }</style>", "")
    lead = re.search(r"<p>本区(.+?)</p>", html)
    assert lead is not None
    assert squeezed(added.replace(lead[0], "")) == squeezed(shipped)


@pytest.mark.parametrize("template", sorted((ROOT / "templates/sections").glob("*.html.j2")))
def test_every_section_has_blocks_to_override(template: Path) -> None:
    text = template.read_text("utf-8")
    assert "{% block " in text or "{% extends " in text


def fresh(context: Context) -> Context:
    """The same with nothing numbered yet."""
    return replace(context, outline=Outline())


def squeezed(html: str) -> str:
    return re.sub(r"\s+", "", html)
