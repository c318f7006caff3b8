"""`--format docx`: the composed page as a Word document that an office edits before it signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.blocks import Walk, keep_notes
from plan_eval.report.writers.word.cascade import Cascade
from plan_eval.report.writers.word.gathered import job_of
from plan_eval.report.writers.word.notes import footnotes_part
from plan_eval.report.writers.word.ooxml import w
from plan_eval.report.writers.word.package import About, Package
from plan_eval.report.writers.word.page import Node, attribute, meta, words
from plan_eval.report.writers.word.pages import headers_and_footers, section
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
    layouts = _Layouts(package, reference, body)
    document = w("document", w("body", *_with_sections(blocks, layouts)))
    package.add("footnotes", reference.name_styles(footnotes_part(job.notes)))
    package.add_pictures(job.pictures.files)
    return package.write(reference.name_styles(document), _about(cascade.page, source.moment))


@dataclass
class _Layouts:
    """Headers and footers of every layout, made once for each volume that has it."""

    package: Package
    reference: Reference
    body: Node
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    volumes: list[str] = field(default_factory=lambda: [""])

    def section(self, page: str, volume: str, *, anew: bool) -> Element:
        """The properties of a section; `anew` counts its pages from 1."""
        layout = self.reference.pages[page]
        if volume not in self.volumes:
            self.volumes.append(volume)
        at = self.volumes.index(volume)
        key = f"{page}-{at}" if at else page
        if key not in self.made:
            title = attribute(self.body, "data-title")
            marks = [words(mark) for mark in self.body.query_all(".page-mark span")]
            self.made[key] = {
                kind: self.package.add(
                    f"{kind}-{key}", self.reference.name_styles(root), kind.partition("-")[0]
                )
                for kind, root in headers_and_footers(layout, title, marks, volume).items()
            }
        return section(layout, self.made[key], anew=anew)


def _with_sections(blocks: Iterable[Block], layouts: _Layouts) -> list[Element]:
    """Word keeps a section's layout in its last paragraph; that of the last ends the body.

    A paragraph of one point carries it: a table, a frame or an open field cannot.
    """
    made: list[Element] = []
    current = wanted = "body"
    volume, anew, next_volume = "", False, ""
    for block in blocks:
        if isinstance(block, Turn):
            wanted, next_volume = block.page, block.volume or next_volume
            continue
        if (wanted != current or next_volume != volume) and made:
            made.append(spacer(ends=layouts.section(current, volume, anew=anew)))
            anew = next_volume != volume
        current, volume = wanted, next_volume
        made.append(block)
    return [*made, layouts.section(current, volume, anew=anew)]


def _about(page: Node, moment: datetime) -> About:
    title = page.query("title")
    return About(
        "" if title is None else words(title),
        meta(page, "author"),
        meta(page, "description"),
        moment,
    )
