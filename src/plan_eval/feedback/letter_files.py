"""The letters as files: a page each in PDF and Word, and the list of all as a workbook."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from plan_eval.feedback.letter import Letter
from plan_eval.messages import joined, t
from plan_eval.report.fonts import FontChoice
from plan_eval.report.html import Templates
from plan_eval.report.pdf import RenderReport, write_pdf
from plan_eval.resources import templates_folder
from plan_eval.writing.workbook import Workbook, protect

_FEWER = (12, 10, 9, 8, 7, 6, 5, 4, 3)
"""Gaps that a letter lists: as many as leave it one page."""
_IN_WORD = 5
"""The same where pages are not known; Word sets the text in 三号."""
_HEADS = (
    *("number", "department", "met", "not-met", "open", "owed", "answers"),
    *("file", "sent", "received", "answered"),
)
_WIDTHS = (5, 26, 8, 8, 10, 10, 12, 40, 14, 18, 18)


def write_letter(
    letter: Letter, templates: Path, destination: Path, *, force: bool = False
) -> RenderReport:
    """Write one letter as PDF, with as many of its gaps as a page holds.

    Raises ReportError when a system library or font is missing, PlanEvalError when the file cannot
    be written.
    """
    shipped = templates_folder()
    sizes = [size for size in _FEWER if size < len(letter.gaps)]
    for size in [len(letter.gaps), *sizes] if len(letter.gaps) <= _FEWER[0] else sizes:
        done = write_pdf(
            compose_letter(letter, templates, size),
            destination,
            fonts=FontChoice(shipped / "fonts"),
            base=shipped,
            roots=(templates,),
            moment=_moment(letter.day),
            force=force,
        )
        if done.pages == 1:
            break
        force = True  # the longer one that was just written
    return done


def compose_letter(letter: Letter, templates: Path, most: int = _FEWER[0]) -> str:
    """The letter as one HTML page, with at most so many gaps."""
    template = Templates(templates).get_template("letter.html.j2")
    gaps, rest = letter.gaps[:most], max(0, len(letter.gaps) - most)
    return template.render(letter=letter, gaps=gaps, rest=rest)


def letter_docx(letter: Letter, templates: Path) -> bytes:
    """The letter as .docx. Raises ReportError when the extra `docx` is not installed."""
    from plan_eval.report.writers.docx import Source, docx_bytes

    folders = (templates_folder(), templates)
    html = compose_letter(letter, templates, _IN_WORD)
    return docx_bytes(Source(html, folders, _moment(letter.day)))


def letters_xlsx(letters: dict[str, Letter], files: dict[str, list[Path]], day: date) -> bytes:
    """The list of the letters, with room for when each went out and was answered."""
    title, first = t("letters.list"), next(iter(letters.values()))
    book = Workbook(title, first.addresser, day)
    sheet = book.sheet(title)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    book.merge(sheet, 0, (0, len(_HEADS) - 1), joined([first.report, title], "apart"), "title")
    sheet.set_row(0, 34)
    filled = ("sent", "received", "answered")
    for at, name in enumerate(_HEADS):
        style = "head_input" if name in filled else "head"
        book.write(sheet, 1, at, t(f"letters.head.{name}"), style)
    for number, (department, letter) in enumerate(letters.items(), 1):
        named = t("punctuation.list").join(path.name for path in files[department])
        counts = (letter.tally.met, letter.tally.not_met, letter.tally.undetermined)
        texts = (number, letter.department, *counts, letter.owed, letter.answers, named)
        for at, text in enumerate(texts):
            style = "text" if _HEADS[at] in ("department", "file") else "centre"
            book.write(sheet, number + 1, at, str(text), style)
        for at in range(len(texts), len(_HEADS)):
            sheet.write_blank(number + 1, at, None, book.style("input"))
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(1)
    protect(sheet)
    return book.content()


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
