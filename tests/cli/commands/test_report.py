"""`plan-eval report` as it is called: formats, what is refused, a district's own templates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Self

import pytest
from tests.conftest import Ran

ROOT = Path(__file__).resolve().parents[3]
SENT = ROOT / "sample_data" / "submissions" / "2025" / "health_2025.csv"
Command = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose project has a templates folder of its own."""
    (tmp_path / "own" / "sections").mkdir(parents=True)
    lines = [f"plan: {ROOT / 'targets'}", f"submissions: [{SENT}]", "templates: own"]
    (tmp_path / "plan-eval.yaml").write_text("\n".join(lines), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "begins"), [("a.html", b"<!doctype html>"), ("a.XLSX", b"PK\x03\x04")]
)
def test_the_files_name_says_its_format(
    plan_eval: Command, project: Path, name: str, begins: bytes
) -> None:
    ran = plan_eval("report", "--stage", "midterm", "--area", "law", "--output", name)
    assert (ran.code, ran.err) == (0, "")
    assert (project / name).read_bytes().lower().startswith(begins.lower())


def test_a_name_that_contradicts_the_format_is_refused(plan_eval: Command, project: Path) -> None:
    ran = plan_eval("report", "--stage", "midterm", "--format", "docx", "--output", "a.pdf")
    assert ran.code == 2
    assert "a.pdf" in ran.err
    assert not (project / "a.pdf").exists()


@pytest.mark.parametrize(
    ("template", "line"),
    [
        (
            '{% extends "shipped/sections/extract_summary.html.j2" %}\n{% block title %}{{ nope }}',
            2,
        ),
        ('{% extends "shipped/sections/extract_summary.html.j2" %}\n\n{% block title %', 3),
        ('{% extends "shipped/sections/no.html.j2" %}', 1),
        ("{{ context.nope() }}", 1),
        ("{{ 1 / 0 }}", 1),
    ],
)
def test_a_fault_in_an_own_template_is_told_with_its_line(
    plan_eval: Command, project: Path, template: str, line: int
) -> None:
    (project / "own" / "sections" / "extract_summary.html.j2").write_text(template, "utf-8")
    ran = plan_eval("report", "--stage", "midterm", "--area", "law")
    assert ran.code == 2, ran.err
    assert f"extract_summary.html.j2:{line}: 自定的模板有误" in ran.err


def test_the_date_of_reproducible_builds_stands_on_the_cover(
    plan_eval: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780272000")
    for name in ("a.html", "b.html"):
        plan_eval("report", "--stage", "midterm", "--area", "law", "--output", name)
    assert (project / "a.html").read_bytes() == (project / "b.html").read_bytes()
    assert "2026年6月1日" in (project / "a.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--stage", "midterm", "--area", "nope"], "nope"),
        (["--stage", "annual", "--kind", "evaluation", "--year", "2024"], "监测报告"),
        (["--stage", "annual"], "--year"),
        (["--stage", "midterm", "--year", "2024"], "2025"),
    ],
)
def test_what_does_not_go_together_is_misuse(
    plan_eval: Command, project: Path, options: list[str], said: str
) -> None:
    ran = plan_eval("report", *options)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_dated_report_is_the_same_whenever_it_is_made(
    plan_eval: Command, project: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    made = []
    for today in (date(2026, 6, 1), date(2027, 6, 1)):

        class Today(date):
            @classmethod
            def today(cls) -> Self:
                return cls(today.year, 6, 1)  # noqa: B023 (called within this turn)

        monkeypatch.setattr("plan_eval.cli.options.date", Today)
        monkeypatch.setattr("plan_eval.cli.session.date", Today, raising=False)
        path = project / f"{today.year}.{form}"
        words = ["report", "--stage", "midterm", "--area", "law", "--date", "2025-12-31"]
        assert plan_eval(*words, "-o", path).code == 0
        made.append(path.read_bytes())
    assert made[0] == made[1]
