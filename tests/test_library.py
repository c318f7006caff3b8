"""The library as its page describes it: on the sample, a second plan, partial and bad data."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.plans.districts import city

import plan_eval as pe
from plan_eval.assess.frames import RESULTS
from plan_eval.model.finding import Finding

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "library.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
TINY = ROOT / "tests" / "plans" / "tiny"
TINY_SENT = ROOT / "tests" / "plans" / "tiny_submissions"


def test_the_page_runs_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    here = EXAMPLE
    for output in ("midterm.html", "data"):
        here = here.replace(f'"{output}"', repr(str(tmp_path / output)))
    exec(here, names)

    errors, behind = names["errors"], names["behind"]
    assert isinstance(errors, pl.DataFrame)
    assert isinstance(behind, pl.DataFrame)
    assert errors.is_empty()
    assert behind.height > 10
    assert (tmp_path / "midterm.html").stat().st_size > 100_000
    assert (tmp_path / "data" / "datapackage.json").is_file()


@pytest.mark.parametrize(
    "name", ["open", "Project", "Checked", "Compared", "Judged", "PlanEvalError"]
)
def test_the_page_names_all_that_is_promised(name: str) -> None:
    assert set(pe.__all__) == {"open", "Project", "Checked", "Compared", "Judged", "PlanEvalError"}
    assert name in PAGE


def test_a_second_plan_needs_no_project_file(tmp_path: Path) -> None:
    project = pe.open(tmp_path, plan=TINY)
    judged = project.assess("midterm", TINY_SENT)

    assert set(judged.results.columns) == {*RESULTS, "area"}
    assert judged.results.height == len(project.plan.indicators)
    assert judged.stage.year == project.plan.header.stages.midterm
    assert judged.tallies.filter(by="plan", group="quantified")["total"].item() > 0


def test_faults_are_rows_and_refused_figures_are_not_judged(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("指标编码,年份,数值\nnothing-01-1,2018,5\n", "utf-8")
    checked = pe.open(tmp_path, plan=TINY).validate(tmp_path / "a.csv", today=date(2019, 1, 1))

    assert checked.findings.columns == [one.name for one in fields(Finding)]
    assert 2 in checked.findings.filter(severity="error")["row"]
    assert not checked.ok()
    assert (checked.account.refused, checked.observations.height) == (1, 0)
    assert "refused=1" in repr(checked)
    assert "message" in checked._repr_html_()
    assert "state" in checked.assess("midterm")._repr_html_()


def test_no_findings_and_no_figures_have_the_same_columns(tmp_path: Path) -> None:
    checked = pe.open(tmp_path, plan=TINY).validate(TINY_SENT, as_of=2015)
    assert checked.findings.columns == [one.name for one in fields(Finding)]


def test_what_a_caller_got_wrong_is_raised_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(pe.PlanEvalError) as raised:
        pe.open(tmp_path)
    assert raised.value.hint

    project = pe.open(tmp_path, plan=TINY)
    with pytest.raises(pe.PlanEvalError):
        project.validate()
    with pytest.raises(pe.PlanEvalError):
        project.validate(tmp_path / "not-there.csv")
    with pytest.raises(pe.PlanEvalError):
        project.validate(TINY_SENT, on=date(2019, 1, 1))
    with pytest.raises(pe.PlanEvalError):
        project.assess("annual", TINY_SENT)
    with pytest.raises(pe.PlanEvalError):
        project.assess("annual", TINY_SENT, year=2016).report("a.xlsx", kind="evaluation")
    judged = project.assess("midterm", TINY_SENT)
    with pytest.raises(pe.PlanEvalError):
        judged.report(tmp_path / "report.txt")
    mine = tmp_path / "mine.xlsx"
    mine.write_bytes(b"not the program's")
    with pytest.raises(pe.PlanEvalError):
        judged.report(mine)
    assert mine.read_bytes() == b"not the program's"
    assert judged.report(mine, force=True) == mine


def test_districts_are_projects_and_stand_side_by_side(tmp_path: Path) -> None:
    project = pe.open(city(tmp_path, ["a", "b"]))
    (tmp_path / "inbox/c").mkdir()
    project = pe.open(tmp_path)
    assert list(project.districts) == ["a", "b", "c"]
    own = project.districts["b"].assess("midterm")
    assert own.plan.header.district == "b"

    found = project.compare("midterm")
    assert "2 of 3" in repr(found)
    assert "district" in found._repr_html_()
    of_b = found.results.filter(district="b", status="judged")
    assert of_b["value"].to_list() == own.results["value"].to_list()
    assert found.districts["stood"].to_list() == ["judged", "judged", "nothing_sent"]
    assert found.indicators.height == len(project.plan.indicators)
    page = found.report(tmp_path / "compared.html", day=date(2019, 3, 1))
    assert "不合成总分" in page.read_text("utf-8")
    with pytest.raises(pe.PlanEvalError):
        found.report(tmp_path / "compared.docx")
    page = own.report(tmp_path / "b.html", day=date(2019, 3, 1))
    assert "中期评估报告 b" in page.read_text("utf-8")
    with pytest.raises(pe.PlanEvalError):
        pe.open(tmp_path, plan=TINY).districts["a"].compare("midterm")


def test_the_package_alone_loads_no_frames() -> None:
    code = "import sys, plan_eval; sys.exit('polars' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_a_caller_gets_wrong_is_said(tmp_path: Path) -> None:
    project = pe.open(plan=TINY)
    judged = project.assess("midterm", TINY_SENT)
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: pe.open(tmp_path / "nix"), "nix"),
        (lambda: pe.open(ROOT).validate([]), "submissions"),
        (lambda: project.assess("foo", TINY_SENT), "annual、midterm、final"),  # type: ignore[arg-type]
        (lambda: judged.report(tmp_path / "y.html", area="nix"), "nix"),
    ]
    for call, what in wrong:
        with pytest.raises(pe.PlanEvalError) as fault:
            call()
        assert what in f"{fault.value} {fault.value.hint}"
