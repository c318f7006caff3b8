"""veraPDF on small files: the editions other than the mid-term, a feedback sheet, a broken page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.feedback.build import hostile
from tests.report.rendering import TEMPLATES, render
from tests.report.sample import FINAL, judged, sample_plan, sample_validation
from tests.report.verapdf import failures, needs_verapdf

from plan_eval.feedback.pdf import write_feedback
from plan_eval.report.build import write_report
from plan_eval.report.edition import Edition
from plan_eval.report.extract import context_of


def write_final(destination: Path) -> None:
    edition, day = Edition(area="law", draft=True), date(2030, 12, 31)
    context = context_of(sample_plan(), judged(FINAL), sample_validation(), day, edition)
    write_report(context, TEMPLATES, destination)


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
