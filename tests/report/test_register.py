"""The register of past reports: what a mid-term advised, and what a final report says of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.report.test_every_edition import data, words

from plan_eval.assess.export import export_assessment
from plan_eval.model.assessment import State
from plan_eval.model.past_report import PastReport
from plan_eval.plan_folder.reports_folder import past_report_file, read_past_report
from plan_eval.report.build import compose
from plan_eval.report.edition import Edition
from plan_eval.report.outline import Outline
from plan_eval.report.past_reports import past_report, past_report_in
from plan_eval.report.sections import follow_up
from plan_eval.resources import templates_folder

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as an office has it, with a register of reports."""
    shutil.copytree(ROOT / "tests/plans/tiny", tmp_path / "plan")
    shutil.copytree(ROOT / "tests/plans/tiny_submissions", tmp_path / "sent")
    (tmp_path / "plan-eval.yaml").write_text("plan: plan\nsubmissions: [sent]\n", "utf-8")
    (tmp_path / "reports").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def final_with(past: PastReport | None, name: str = "unmarked") -> follow_up.FollowUp:
    context = data(name).context("final", Edition(past=past))
    return follow_up.build(replace(context, outline=Outline()))


@pytest.mark.parametrize("name", ["sample", "unmarked", "tiny"])
def test_an_entry_is_the_same_every_time_and_reads_back(name: str, tmp_path: Path) -> None:
    context = data(name).context("midterm", Edition())
    entry = past_report(context)
    path = tmp_path / "midterm.json"
    path.write_bytes(past_report_file(entry))
    assert past_report_file(past_report(context)) == path.read_bytes()
    assert read_past_report(path) == entry
    results = context.assessment.results
    assert {one.id: str(one.state) for one in entry.indicators} == {
        one.id: str(results[one.id].state)
        for one in context.plan.indicators.values()
        if one.group in ("quantified", "directional")
    }
    assert entry.quantified.met == context.assessment.tallies["quantified"].met
    assert entry.advice


@pytest.mark.parametrize("name", ["unmarked", "tiny"])
def test_a_final_report_says_what_became_of_the_advice(name: str) -> None:
    entry = past_report(data(name).context("midterm", Edition()))
    shown = final_with(entry, name)
    final = data(name).context("final", Edition())
    known = {one.id: one for one in entry.indicators}
    lines = [line for _, of in shown.groups for line in of]
    wanted = {known[i].name for item in entry.advice for i in item.indicators}
    wanted |= {one.name for one in entry.indicators if one.level == "red"}
    assert {line.name for line in lines} == wanted
    by_name = {one.name: one for one in final.plan.indicators.values()}
    for line in lines:
        met = final.result(by_name[line.name]).state is State.MET
        assert (line.outcome == "已达标") is met
    assert f"建议{len(entry.advice)}条" in shown.text
    counts = sum(map(int, re.findall(r"(?:已达标|有改善|没有改善|无法比较)(\d+)项", shown.text)))
    assert counts == len({line.name for line in lines})


def test_nothing_is_printed_without_a_register() -> None:
    assert "评估建议落实情况" not in words(
        compose(data("tiny").context("final", Edition()), templates_folder())
    )


def test_a_report_is_registered_and_followed_up(plan_eval: Command, project: Path) -> None:
    ran = plan_eval("report", "--stage", "midterm", "--output", "a.html", "--date", "2019-03-01")
    assert (ran.code, ran.err) == (0, "")
    path = project / "reports/midterm_2018.json"
    first = path.read_bytes()
    plan_eval("report", "--stage", "midterm", "--output", "a.docx", "--date", "2019-03-01")
    assert path.read_bytes() == first
    plan_eval("report", "--stage", "final", "--output", "b.docx")
    assert (project / "reports/final_2020.json").exists()
    final = plan_eval("report", "--stage", "final", "--output", "c.pdf")
    assert (final.code, final.err) == (0, "")


@pytest.mark.parametrize(
    "options",
    [["--draft"], ["--kind", "monitoring"], ["--area", "growth"], ["--department", "clinic"]],
)
def test_drafts_parts_and_monitoring_are_not_registered(
    plan_eval: Command, project: Path, options: list[str]
) -> None:
    plan_eval("report", "--stage", "midterm", "--output", "a.html", *options)
    assert list((project / "reports").iterdir()) == []


def test_an_office_with_only_the_old_pdf_can_register_it(plan_eval: Command, project: Path) -> None:
    pytest.importorskip("pikepdf", reason="pikepdf (the extra archive) is not installed")
    plan_eval("report", "--stage", "midterm", "--output", "old.pdf", "--date", "2019-03-01")
    path = project / "reports/midterm_2018.json"
    written = read_past_report(path)
    path.unlink()
    ran = plan_eval("register", "old.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert read_past_report(path) == written.model_copy(update={"day": None})


def test_data_of_an_older_version_are_followed_by_their_warnings(tmp_path: Path) -> None:
    context = data("unmarked").context("midterm", Edition())
    path = tmp_path / "assessment.json"
    archived = export_assessment(context.assessment, context.plan)
    path.write_text(json.dumps(archived, ensure_ascii=False), "utf-8")
    entry = past_report_in(path)
    assert entry.advice == ()
    shown = final_with(entry)
    (group,) = shown.groups
    assert {line.name for line in group[1]} == {
        one.name for one in entry.indicators if one.level == "red"
    }


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"%PDF-1.7 broken", b"\xff\xfe", b"null"])
def test_what_is_no_report_is_refused(plan_eval: Command, project: Path, content: bytes) -> None:
    (project / "x.pdf").write_bytes(content)
    ran = plan_eval("register", "x.pdf")
    assert ran.code == 2
    assert "x.pdf" in ran.err


def test_a_report_of_another_plan_is_refused(plan_eval: Command, project: Path) -> None:
    context = data("unmarked").context("midterm", Edition())
    archived = export_assessment(context.assessment, context.plan)
    (project / "a.json").write_text(json.dumps(archived, ensure_ascii=False), "utf-8")
    ran = plan_eval("register", "a.json")
    assert ran.code == 2
    assert context.plan.header.id in ran.err


def test_a_register_that_somebody_changed_is_read_strictly_and_not_lost(
    plan_eval: Command, project: Path
) -> None:
    plan_eval("report", "--stage", "midterm", "--output", "a.html", "--date", "2019-03-01")
    path = project / "reports/midterm_2018.json"
    path.write_text(path.read_text("utf-8").replace('"state"', '"stat"', 1), "utf-8")
    final = plan_eval("report", "--stage", "final", "--output", "b.html")
    assert final.code == 2
    assert re.search(r"midterm_2018\.json:\d+", final.err)
    again = plan_eval("report", "--stage", "midterm", "--output", "a.html")
    assert again.code == 2
    assert not (project / "b.html").exists()
