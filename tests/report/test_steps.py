"""Signs of life: each step is told as it begins, each page as it is laid out; pipes stay clean."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from tests.report.rendering import FONTS, TEMPLATES, page
from tests.report.test_every_edition import data

from plan_eval.cli.console import hush, steps_shown
from plan_eval.report.edition import Edition
from plan_eval.report.formats import write
from plan_eval.report.pdf import write_pdf
from plan_eval.report.steps import Step
from plan_eval.resources import templates_folder


def test_steps_come_in_order_with_every_page(tmp_path: Path) -> None:
    told: list[tuple[Step, int]] = []
    body = '<h1 style="break-before: page">一</h1>' * 4
    level = logging.getLogger("weasyprint.progress").level
    done = write_pdf(
        page(body),
        tmp_path / "a.pdf",
        base=TEMPLATES,
        fonts=FONTS,
        watch=lambda *step: told.append(step),
    )
    assert told[0] == ("layout", 0)
    assert [number for step, number in told if step == "layout"] == list(range(done.pages + 1))
    assert told[-1] == ("paint", done.pages)
    assert logging.getLogger("weasyprint.progress").level == level


@pytest.mark.parametrize("form", ["html", "xlsx", "docx"])
def test_every_format_says_that_it_began(form: str, tmp_path: Path) -> None:
    told: list[Step] = []
    context = data("tiny").context("midterm", Edition())
    write(
        form,  # type: ignore[arg-type]
        context,
        templates_folder(),
        tmp_path / f"a.{form}",
        watch=lambda step, _: told.append(step),
    )
    # a Word file names the pages of the PDF, so the pages are laid out for it as well
    assert dict.fromkeys(told) == dict.fromkeys(
        ("compose", "layout") if form == "docx" else ("compose",)
    )


@pytest.mark.parametrize(("terminal", "quiet"), [(False, False), (True, True)])
def test_nothing_is_shown_in_a_pipe_or_when_quiet(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    terminal: bool,
    quiet: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    hush(quiet)
    with steps_shown() as watch:
        watch("layout", 12)
    hush(False)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_the_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with steps_shown() as watch:
        watch("layout", 12)
    shown = capsys.readouterr()
    assert "第12页" in shown.err
    assert shown.out == ""
