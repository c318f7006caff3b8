"""`--format docx`: the composed page as a Word document that an office edits before it signs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.blocks import Walk, keep_notes
from plan_eval.report.writers.word.job import Job, job_of
from plan_eval.report.writers.word.looks import SELECTORS
from plan_eval.report.writers.word.notes import footnotes_part
from plan_eval.report.writers.word.ooxml import w
from plan_eval.report.writers.word.package import About, Package, pictures_into
from plan_eval.report.writers.word.page import attribute, meta, read_page, words
from plan_eval.report.writers.word.pages import PAGES, headers_and_footers, section
from plan_eval.report.writers.word.paragraphs import Block, Turn, spacer
from plan_eval.report.writers.word.pictures import Pictures
from plan_eval.report.writers.word.settings import settings_part
from plan_eval.report.writers.word.sheet import Sheet
from plan_eval.report.writers.word.styles import fonts_part, styles_part
from plan_eval.report.writers.word.theme import theme_part
from plan_eval.writing.saving import save


def write_docx(
    html: str, destination: Path, *, base: Path, moment: datetime, force: bool = False
) -> Path:
    """Write a composed page as .docx; `base` holds its style sheets, `moment` goes into the file.

    The page is that of `report.build.compose`: the same words in the same order, footnotes as Word
    footnotes with the plan's own numbers, contents and captions as fields. Raises ReportError when
    the extra `docx` is not installed, PlanEvalError when the file cannot be written.
    """
    return save(destination, docx_bytes(html, base, moment), force=force)


def docx_bytes(html: str, base: Path, moment: datetime) -> bytes:
    """The .docx as bytes."""
    page = read_page(html)
    job = job_of(page, Sheet(page, base, SELECTORS), Pictures())
    body = page.query("body")
    blocks = list(Walk(job).container(body, "Normal"))
    keep_notes(blocks)
    package = Package()
    document = w("document", w("body", *_with_sections(blocks, _layouts(package, body))))
    _fill(package, job)
    return package.write(document, _about(page, moment))


def _layouts(package: Package, body: Any) -> dict[str, dict[str, str]]:
    """Headers and footers of every layout, by the layout's name."""
    title = attribute(body, "data-title")
    marks = [words(mark) for mark in body.query_all(".page-mark span")]
    made: dict[str, dict[str, str]] = {}
    for name, page in PAGES.items():
        parts = headers_and_footers(page, title, marks)
        made[name] = {
            kind: package.add(f"{kind}-{name}", root, kind.partition("-")[0])
            for kind, root in parts.items()
        }
    return made


def _with_sections(blocks: Iterable[Block], layouts: dict[str, dict[str, str]]) -> list[Element]:
    """Word keeps a section's layout in its last paragraph; that of the last ends the body.

    A paragraph of one point carries it: a table, a frame or an open field cannot.
    """
    made: list[Element] = []
    current = wanted = "body"
    for block in blocks:
        if isinstance(block, Turn):
            wanted = block.page
            continue
        if wanted != current and made:
            made.append(spacer(ends=section(PAGES[current], layouts[current])))
        current = wanted
        made.append(block)
    return [*made, section(PAGES[current], layouts[current])]


def _fill(package: Package, job: Job) -> None:
    package.add("styles", styles_part())
    package.add("settings", settings_part())
    package.add("fontTable", fonts_part())
    package.add_theme(theme_part())
    package.add("footnotes", footnotes_part(job.notes))
    pictures_into(package, job.pictures.files)


def _about(page: Any, moment: datetime) -> About:
    title = page.query("title")
    return About(
        "" if title is None else words(title),
        meta(page, "author"),
        meta(page, "description"),
        moment,
    )
