"""The blank form as CSV, for offices without a spreadsheet program that opens workbooks."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from plan_eval.forms.form import ITEM_COLUMNS, Form, heading
from plan_eval.messages import speaking_of
from plan_eval.writing.guard import guarded


def figures_csv(form: Form) -> bytes:
    """The indicators form: UTF-8 with the mark that spreadsheet programs look for, CRLF."""
    return _csv(form, form.figure_columns, (row.cells for row in form.figures))


def items_csv(form: Form) -> bytes:
    """The self-assessment form, in the same way."""
    return _csv(form, ITEM_COLUMNS, (row.cells for row in form.items))


def _csv(form: Form, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    with speaking_of(form.level):
        writer.writerow([heading(column) for column in columns])
    for cells in rows:
        writer.writerow(guarded(cells.get(column, "")) for column in columns)
    return codecs.BOM_UTF8 + text.getvalue().encode()
