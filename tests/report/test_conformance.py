"""veraPDF on small files: the editions other than the mid-term, a feedback sheet, a broken page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.feedback import hostile
from tests.report.rendering import TEMPLATES, render
from tests.report.verapdf import failures, needs_verapdf

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.io.plan_files import load_plan
from plan_eval.io.submissions import read_submissions
from plan_eval.model.assessment import Stage
from plan_eval.report.build import write_report
from plan_eval.report.edition import Edition
from plan_eval.report.feedback import write_feedback

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"


def write_final(destination: Path) -> None:
    plan = load_plan(ROOT / "targets", SAMPLE / "units.yaml")
    folders = [SAMPLE / "submissions", SAMPLE / "self_assessments"]
    validation = validate(read_submissions(folders, plan), plan)
    stage = Stage("final", plan.header.stages.final)
    assessment = assess(plan, validation.observations, validation.assessments, stage)
    edition, day = Edition(area="law", draft=True), date(2030, 12, 31)
    write_report(plan, assessment, validation, TEMPLATES, destination, day, edition)


@needs_verapdf
def test_every_kind_of_file_keeps_what_it_claims(tmp_path: Path) -> None:
    write_final(tmp_path / "final.pdf")
    write_feedback(hostile(), TEMPLATES, tmp_path / "feedback.pdf")
    render("<h1>一、概述</h1><h3>跳过一级的标题</h3>", tmp_path / "broken.pdf")

    found = failures(*(tmp_path / f"{name}.pdf" for name in ("final", "feedback", "broken")))

    broken = found.pop("broken.pdf ua1")
    assert [rule.split()[0] for rule in broken] == ["7.4.2-1"], "veraPDF sees what is wrong"
    assert found == {name: {} for name in found}
    assert len(found) == 5
