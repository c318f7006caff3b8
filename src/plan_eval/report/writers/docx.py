"""`--format docx`: the composed page as a Word document that an office edits before it signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.blocks import Walk, keep_notes
from plan_eval.report.writers.word.cascade import Cascade
from plan_eval.report.writers.word.job import job_of
from plan_eval.report.writers.word.notes import footnotes_part
from plan_eval.report.writers.word.ooxml import w
from plan_eval.report.writers.word.package import About, Package
from plan_eval.report.writers.word.page import attribute, meta, words
from plan_eval.report.writers.word.pages import Page, headers_and_footers, section
from plan_eval.report.writers.word.paragraphs import Block, Turn, spacer
from plan_eval.report.writers.word.pictures import Pictures
from plan_eval.report.writers.word.reference import Reference
from plan_eval.report.writers.word.styles import SELECTORS
from plan_eval.writing.saving import save


@dataclass(frozen=True)
class Source:
    """A composed page (`report.build.compose`) and what is made of it.

    `folders` hold the style sheets and reference.docx, the program's own first and a district's
    behind it; `pages` the page that print gives each anchor; `left_out` is a selector of what the
    page has and the Word file has not, such as another volume; `moment` goes into the file.
    """

    html: str
    folders: Sequence[Path]
    moment: datetime
    pages: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""


def write_docx(source: Source, destination: Path, *, force: bool = False) -> Path:
    """Write a composed page as .docx: the same words in the same order, footnotes as Word
    footnotes with the plan's own numbers, contents and captions as fields, filled.

    Raises ReportError when the extra `docx` is not installed or reference.docx cannot be used,
    PlanEvalError when the file cannot be written.
    """
    return save(destination, docx_bytes(source), force=force)


def docx_bytes(source: Source) -> bytes:
    """The .docx as bytes."""
    base, *others = source.folders
    reference = Reference((*others, base))
    package = Package(reference.content)
    cascade = Cascade(source.html, base, others, SELECTORS)
    job = job_of(cascade, reference, Pictures(), source.pages, source.left_out)
    body = cascade.page.query("body")
    blocks = list(Walk(job).container(body, "Normal"))
    keep_notes(blocks)
    layouts = _layouts(package, reference, body)
    document = w("document", w("body", *_with_sections(blocks, reference.pages, layouts)))
    package.add("footnotes", reference.name_styles(footnotes_part(job.notes)))
    package.add_pictures(job.pictures.files)
    return package.write(reference.name_styles(document), _about(cascade.page, source.moment))


def _layouts(package: Package, reference: Reference, body: Any) -> dict[str, dict[str, str]]:
    """Headers and footers of every layout, by the layout's name."""
    title = attribute(body, "data-title")
    marks = [words(mark) for mark in body.query_all(".page-mark span")]
    made: dict[str, dict[str, str]] = {}
    for name, page in reference.pages.items():
        parts = headers_and_footers(page, title, marks)
        made[name] = {
            kind: package.add(f"{kind}-{name}", reference.name_styles(root), kind.partition("-")[0])
            for kind, root in parts.items()
        }
    return made


def _with_sections(
    blocks: Iterable[Block], pages: Mapping[str, Page], layouts: dict[str, dict[str, str]]
) -> list[Element]:
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
            made.append(spacer(ends=section(pages[current], layouts[current])))
        current = wanted
        made.append(block)
    return [*made, section(pages[current], layouts[current])]


def _about(page: Any, moment: datetime) -> About:
    title = page.query("title")
    return About(
        "" if title is None else words(title),
        meta(page, "author"),
        meta(page, "description"),
        moment,
    )
