"""What happens while files are read; each row of the table is a rule for one event.

Reading notes the event and its place; here it gets its public code and severity. Order, from the
file to its columns, its sender and its cells, is that of the codes.
"""

from __future__ import annotations

import polars as pl

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.rule import FromReader, Rule
from plan_eval.checks.unread_keys import few_words, most_like
from plan_eval.model.finding import Severity
from plan_eval.reading.notices import Event

ERROR, VERIFY, INFO = Severity.ERROR, Severity.VERIFY, Severity.INFO


def _noted(code: str, event: Event, severity: Severity, *, yields_to: tuple[str, ...] = ()) -> Rule:
    return Rule(code, event, severity, FromReader(event), yields_to=yields_to)


def _unknown_department(data: Dataset) -> pl.LazyFrame:
    """With the department whose name or short name is most like the one sent."""
    names = {
        word: department.name
        for department in data.plan.departments
        for word in (department.name, *department.aliases)
    }
    likely = most_like([*names])
    return FromReader("unknown-department")(data).with_columns(
        expected=few_words("value").map_elements(
            lambda sent: names.get(likely(sent), ""), return_dtype=pl.String, skip_nulls=True
        )
    )


RULES = (
    # a file whose bytes are no text in a known encoding, or that is a workbook by another name
    _noted("PE001", "unreadable-file", ERROR),
    # a file without content, with an unclosed quote, or with a cell too long to be one
    _noted("PE002", "not-a-table", ERROR),
    # a row with filled cells beyond the last column of the header
    _noted("PE003", "too-many-cells", ERROR),
    # a workbook under another name, read as what it is
    _noted("PE010", "renamed-workbook", INFO),
    # no row near the top names the columns of a form
    _noted("PE101", "header-not-found", ERROR),
    # a column the form cannot do without is not there
    _noted("PE102", "missing-column", ERROR),
    # a column the form does not know; it is not read
    _noted("PE103", "unknown-column", INFO),
    # two columns with the same meaning: nobody can say which one counts
    _noted("PE104", "repeated-column", ERROR),
    # neither a column nor the file name says which department sent it
    _noted("PE105", "department-unknown", ERROR),
    # a header with nothing under it
    _noted("PE106", "no-rows", ERROR),
    # data in a column that no header names: not read
    _noted("PE108", "column-without-header", ERROR),
    # rows or figures that were read though nobody sees them, tables of hidden sheets that were not
    _noted("PE109", "hidden-cells", VERIFY),
    # department, unit, indicator or year said in or above the header, used for the rows below
    _noted("PE120", "taken-from-title", INFO),
    # the file name and the table name different departments
    _noted("PE121", "sender-differs", VERIFY),
    # a department that the register does not have
    Rule("PE122", "unknown-department", ERROR, _unknown_department, yields_to=("PE212",)),
    # a table with years, sexes or indicators as columns, read as one figure per cell
    _noted("PE123", "wide-table-read", INFO),
    # a wide table without an indicator of the plan
    _noted("PE124", "wide-table-not-read", ERROR),
    # a header further down whose columns mean something else: read anew from there
    _noted("PE125", "another-header", INFO),
    # a row 合计 below the towns: the whole district's figure, or no figure where indicators differ
    _noted("PE126", "total-row", INFO),
    # a number cell that holds something else
    _noted("PE201", "not-a-number", ERROR),
    # a number read after tidying: full-width digits, thousands separators, a percent sign
    _noted("PE202", "normalised-number", INFO),
    # a number that stands for "not carried out" or "no data" by the plan's list; never a number
    _noted("PE203", "sentinel", VERIFY),
    # the code is one indicator's and the name printed beside it another's: a column a row off
    _noted("PE211", "name-of-another-indicator", ERROR),
    # a formula where a result is wanted: nobody has opened the workbook since a program wrote it
    _noted("PE212", "formula-not-computed", ERROR),
    # such a code with a number beside it, which it denies
    _noted("PE213", "sentinel-beside-numbers", ERROR),
    # a code or unit read after tidying: full-width forms, inner blanks, 其中
    _noted("PE220", "normalised-word", INFO),
    # merged cells of a workbook, their words given to every row they span
    _noted("PE221", "merged-cells-filled", INFO),
    # a comment on a cell of a workbook, carried into the note of its row
    _noted("PE222", "comment-read", INFO),
)
