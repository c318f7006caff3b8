"""How the tests of the report render a small page and read the result back."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plan_eval.report.fonts import FontChoice
from plan_eval.report.pdf import RenderReport, write_pdf

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FONTS = FontChoice(TEMPLATES / "fonts")
MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
STYLES = '<link rel="stylesheet" href="css/report.css">'

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)


def page(body: str, head: str = STYLES) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>中期评估报告</title>'
        f'{head}</head><body data-title="中期评估报告">{body}</body></html>'
    )


def render(body: str, destination: Path, head: str = STYLES) -> RenderReport:
    return write_pdf(page(body, head), destination, base=TEMPLATES, fonts=FONTS, moment=MOMENT)


def text_of(pdf: Path, *options: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", *options, str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def squeeze(text: str) -> str:
    """Text without white space and joiners: where lines break does not matter."""
    return re.sub(r"[\s\u2060]+", "", text)
