"""Feedback sheets as PDF: the paper that goes to a department and comes back signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from plan_eval.feedback.phrases import counts, department_words, head_lines, notices
from plan_eval.feedback.reply_sheet import KINDS, Feedback, FeedbackLine, Kind
from plan_eval.report.fonts import FontChoice
from plan_eval.report.glyphs import Glyphs
from plan_eval.report.html import Templates
from plan_eval.report.pdf import RenderReport, write_pdf
from plan_eval.resources import templates_folder

MOST = 300
"""Lines of one part that are printed; the workbook has them all."""

_FACES = ("PESong.ttf", "PEHei.ttf")
_SIGNS = "PESigns.ttf"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet: its first lines, and how many more there are."""

    kind: Kind
    lines: tuple[FeedbackLine, ...]
    more: int


def write_feedback(
    feedback: Feedback, templates: Path, destination: Path, *, force: bool = False
) -> RenderReport:
    """Write one sheet; `templates` may override any template of the program.

    Raises ReportError when a system library or font is missing, PlanEvalError when the file cannot
    be written.
    """
    shipped, day = templates_folder(), feedback.day
    return write_pdf(
        compose(feedback, templates),
        destination,
        fonts=FontChoice(shipped / "fonts"),
        base=shipped,
        roots=(templates,),
        moment=datetime(day.year, day.month, day.day, tzinfo=UTC),
        force=force,
    )


def compose(feedback: Feedback, templates: Path) -> str:
    """The sheet as one HTML page."""
    made = Templates(templates)
    made.filters["shown"] = _glyphs(templates_folder() / "fonts").shown
    parts = [
        Part(kind, feedback.parts[kind][:MOST], max(0, len(feedback.parts[kind]) - MOST))
        for kind in KINDS
    ]
    return made.get_template("feedback.html.j2").render(
        feedback=feedback,
        department=department_words(feedback),
        head_lines=head_lines(feedback),
        counts=counts(feedback),
        notices=notices(feedback),
        parts=parts,
    )


@cache
def _glyphs(folder: Path) -> Glyphs:
    return Glyphs(folder, _FACES, _SIGNS)
