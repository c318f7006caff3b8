"""Figures of a column stand with their decimal points in line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.report.rendering import needs_pdftotext, render, text_of

from plan_eval.report.decimals import aligned


def table(*figures: str, span: str = "") -> str:
    rows = "".join(f'<tr><td{span}>名</td><td class="n">{one}</td></tr>' for one in figures)
    return f'<table class="three-line dense"><caption>表1</caption>{rows}</table>'


@needs_pdftotext
@pytest.mark.parametrize("span", ["", ' colspan="2"'])
def test_points_are_in_line(tmp_path: Path, span: str) -> None:
    figures = ("12.345", "7", "+1.5", "−20.25", "300.002<br><small>2024年</small>")
    render(aligned(table(*figures, span=span)), tmp_path / "a.pdf")

    words = re.findall(
        r'xMax="([\d.]+)" yMax="[\d.]+">([^<]+)</word>', text_of(tmp_path / "a.pdf", "-bbox")
    )
    found = {word: float(end) for end, word in words}
    digit = 9 * 0.556
    points = [
        found[word] - digit * len(word.partition(".")[2]) - (0 if "." in word else -9 * 0.327)
        for word in ("12.345", "7", "+1.5", "−20.25", "300.002")
    ]
    assert max(points) - min(points) < 1.5  # points of the page: a digit is 5 wide


def test_what_is_no_figure_stays_where_it_is() -> None:
    page = table("—", "1.25", "示例", "3.50")
    assert aligned(page) == page


def test_the_widest_figure_sets_how_far_others_move() -> None:
    """A column as wide as 18250 holds 18250, not 18250 and room for decimals of another."""
    moved = re.findall(r"padding-right:([\d.]+)em", aligned(table("18250", "1.5", "18")))
    assert len(moved) == 1
    assert "18250</td>" in aligned(table("18250", "1.5"))


def test_figures_outside_of_tables_stay() -> None:
    assert aligned('<p class="n">1.5</p>') == '<p class="n">1.5</p>'
