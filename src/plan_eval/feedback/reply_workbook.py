"""A feedback sheet as a workbook: one table, with a column for the department's answers."""

from __future__ import annotations

from itertools import islice

from plan_eval.feedback.phrases import counts, head_lines, notices
from plan_eval.feedback.reply_sheet import KINDS, Feedback, FeedbackLine
from plan_eval.messages import t
from plan_eval.writing.workbook import Sheet, Workbook, protect

COLUMNS = ("number", "kind", "file", "row", "column", "cell", "subject", "value", "message", "fix")
ANSWER = len(COLUMNS)
MOST = 20_000
"""Lines of one part; a file with more faults than this has one fault many times."""

_WIDTHS = (5, 8, 20, 6, 10, 7, 28, 14, 36, 36, 30)
_CENTRED = ("number", "kind", "row", "column", "cell")


def feedback_xlsx(feedback: Feedback) -> bytes:
    """The workbook: who and how much on top, one line per thing to do, signatures below."""
    title = t("feedback.title")
    book = Workbook(title, feedback.plan_title, feedback.day)
    sheet = book.sheet(t("feedback.sheet"))
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    row = _top(book, sheet, feedback)
    last = _table(book, sheet, feedback, row)
    for at, name in enumerate(("filler", "head", "day")):
        ends = ((0, 5), (6, 8), (9, ANSWER))[at]
        book.merge(sheet, last + 2, ends, t(f"feedback.sign.{name}"), "sign")
    sheet.set_row(last + 2, 30)
    sheet.print_area(0, 0, last + 2, ANSWER)
    protect(sheet)
    return book.content()


def _top(book: Workbook, sheet: Sheet, feedback: Feedback) -> int:
    """Title, heading and counts; gives the row of the table's header."""
    title = t("feedback.title")
    if feedback.synthetic:
        title += t("feedback.named", name="", code=t("feedback.mark"))
    lines = [*head_lines(feedback), counts(feedback), *notices(feedback)]
    if not feedback.clean:
        lines.append(t("feedback.how"))
    book.merge(sheet, 0, (0, ANSWER), title, "title")
    sheet.set_row(0, 34)
    for row, line in enumerate(lines, 1):
        book.merge(sheet, row, (0, ANSWER), line, "note")
        sheet.set_row(row, 16 * (1 + len(line) // 95))
    return 1 + len(lines)


def _table(book: Workbook, sheet: Sheet, feedback: Feedback, top: int) -> int:
    """The lines; gives the last row used."""
    if feedback.clean:
        book.merge(sheet, top, (0, ANSWER), t("feedback.clean"), "group")
        sheet.set_row(top, 30)
        return top
    for at, name in enumerate((*COLUMNS, "answer")):
        style = "head_input" if name == "answer" else "head"
        book.write(sheet, top, at, t(f"feedback.head.{name}"), style)
    sheet.set_row(top, 24)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    row, number = top, 0
    for kind in KINDS:
        lines = feedback.parts[kind]
        for line in islice(lines, MOST):
            row, number = row + 1, number + 1
            _line(book, sheet, row, (str(number), t(f"feedback.kind.{kind}")), line)
        if len(lines) > MOST:
            row += 1
            more = t("feedback.more-rows", count=len(lines) - MOST)
            book.merge(sheet, row, (0, ANSWER), more, "group")
    sheet.autofilter(top, 0, row, ANSWER)
    return row


def _line(
    book: Workbook, sheet: Sheet, row: int, first: tuple[str, str], line: FeedbackLine
) -> None:
    message = t("feedback.named", name=line.message, code=line.code)
    place = (line.file, line.row, line.column, line.cell)
    cells = (*first, *place, line.subject, line.value, message, line.fix)
    for at, (name, text) in enumerate(zip(COLUMNS, cells, strict=True)):
        book.write(sheet, row, at, text, "centre" if name in _CENTRED else "text")
    sheet.write_blank(row, ANSWER, None, book.style("input"))
    lines = max(-(-2 * len(text) // _WIDTHS[at]) for at, text in enumerate(cells))
    sheet.set_row(row, min(400, 13.5 * max(2, lines) + 3))
