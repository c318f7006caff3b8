"""The table of indicators as cells of a CSV file, which the page writes for the rows in sight."""

from __future__ import annotations

from plan_eval.assess.wording import warning_words
from plan_eval.messages import t
from plan_eval.model.wording import level_named
from plan_eval.report.context import Context
from plan_eval.report.indicator_row import Row
from plan_eval.report.sections.cover import Cover
from plan_eval.report.web.table import Line
from plan_eval.writing.guard import guarded

_HEADS = (
    "id",
    "name",
    "unit",
    "area",
    "department",
    "group",
    "baseline",
    "latest",
    "year",
    "target",
    "state",
    "pace",
    "achieved",
    "benchmarks",
    "warning",
    "warnings",
    "notes",
)


def heads(context: Context) -> tuple[str, ...]:
    """The words above the columns."""
    baseline = context.plan.header.span.baseline
    return tuple(t(f"web.csv.{name}", baseline=baseline) for name in _HEADS)


def cells(line: Line, context: Context) -> tuple[str, ...]:
    """A line's cells, none of which a spreadsheet would run; a dash becomes an empty cell."""
    row, result = line.row, context.assessment.results[line.row.id]
    semicolon = t("punctuation.semicolon")
    found = (
        row.id,
        row.name,
        row.unit,
        line.area_words,
        row.department,
        t(f"web.group.{line.group}"),
        row.baseline,
        row.latest,
        str(row.year or ""),
        row.target,
        row.state_words,
        row.pace_words,
        row.achieved,
        _benchmarks(row),
        line.warning_words,
        "" if context.final else semicolon.join(warning_words(one) for one in result.warnings),
        semicolon.join(row.notes),
    )
    return tuple("" if cell == "—" else guarded(cell) for cell in found)


def file_name(cover: Cover) -> str:
    """What the file is called: the report, its marks among the words, fit for any system."""
    words = " ".join((cover.running, *cover.marks))
    return "".join("_" if sign in '\\/:*?"<>| ' else sign for sign in words) + ".csv"


def _benchmarks(row: Row) -> str:
    return t("punctuation.semicolon").join(
        level_named(mark.level) + mark.words for mark in row.benchmarks
    )
