"""Who has sent what for a year, what is still open, and the messages that ask for it (催报)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import polars as pl

from plan_eval.checks.expected import owed_figures
from plan_eval.checks.rule import COMPLETENESS
from plan_eval.checks.validation import Validation
from plan_eval.feedback.sheets import addressee
from plan_eval.messages import FIRST, language, t
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from plan_eval.model.wording import called
from plan_eval.reading.submitted import File, Submissions
from plan_eval.writing.records import csv_rows, json_text
from plan_eval.writing.workbook import Workbook

Sent = Literal["sent", "not_sent", "not_owed"]
"""Of figures or a self-assessment: there, still to come, nothing to be sent."""

_ROW = ["path", "row"]
_FIGURE = ("indicator", "town", "sex", "age", "residence")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a department stands for a year.

    `sent_on` is the day its first file was accepted, None where no database knows it. Rows `read`
    are `accepted` or `refused`. `errors` are to be corrected, `questions` to be explained (as in
    its feedback sheet), `missing` counts the figures owed of `owed` that no row is there for,
    `items` the goals, measures and projects assessed of `items_owed`. `days_late` is 0 in time,
    None where no due day or no day of sending is known.
    """

    department: str
    name: str
    figures: Sent
    self_assessment: Sent
    sent_on: date | None
    days_late: int | None
    read: int
    accepted: int
    refused: int
    errors: int
    questions: int
    owed: int
    missing: int
    items: int
    items_owed: int
    files: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether nothing has come of what it is to send first: its figures, else its items."""
        first = self.self_assessment if self.figures == "not_owed" else self.figures
        return first == "not_sent"

    @property
    def complete(self) -> bool:
        """Whether nothing more is asked of it."""
        owes = self.figures == "not_sent" or self.items < self.items_owed
        return not (owes or self.errors or self.questions or self.missing)


@dataclass(frozen=True, slots=True)
class Reminders:
    """The departments that owe something for a year, in the order of the plan.

    `due` is the day it was or is to be in by, if anybody has said one, and whether that is
    inferred; `unknown` are the files of which nobody knows the sender.
    """

    year: int
    day: date
    due: date | None
    inferred: bool
    issuer: str
    title: str
    departments: tuple[Standing, ...]
    unknown: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no department owes anything."""
        return all(one.complete for one in self.departments)


def year_to_remind(plan: Plan, day: date) -> int:
    """The last year that has ended, within the plan: what is to be reported on now."""
    return min(max(day.year - 1, plan.header.span.baseline), plan.header.span.end)


def reminders(
    submissions: Submissions,
    validation: Validation,
    plan: Plan,
    year: int,
    day: date,
    *,
    due: date | None = None,
    inferred: bool = False,
    accepted_on: Mapping[str, date] | None = None,
) -> Reminders:
    """How every department that owes figures or self-assessments for a year stands on a day.

    `accepted_on` is the day of acceptance by path (`store.contents.first_accepted`).
    Self-assessments are owed in the years of the evaluations, and in a year that others sent any.
    """
    found = _Of(submissions, validation, plan, year)
    standings = []
    for department in plan.departments:
        if department.id in found.owing:
            one = found.standing(department.id, accepted_on or {})
            standings.append(replace(one, days_late=_late(one, day, due)))
    unknown = (file.source or file.path for file in submissions.files if not file.department)
    return Reminders(
        year=year,
        day=day,
        due=due,
        inferred=inferred,
        issuer=plan.header.issuer,
        title=plan.header.short_title if language() == FIRST else called(plan.header),
        departments=tuple(standings),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _late(one: Standing, day: date, due: date | None) -> int | None:
    """Days after the due day: of the day it was sent on, or of today while it is waited for."""
    until = day if one.waits else one.sent_on
    return None if due is None or until is None else max((until - due).days, 0)


@dataclass
class _Of:
    """What was sent for the year, by department."""

    submissions: Submissions
    validation: Validation
    plan: Plan
    year: int
    files: dict[str, list[File]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for file in self.submissions.files:
            if file.department and file.year == self.year:
                self.files[file.department].append(file)
        self.figures = self._rows(self.submissions.observations, pl.col("report_year"))
        self.items = self._rows(self.submissions.self_assessments, pl.lit(None))
        for path, sender in {*self.figures.select("path", "sender").iter_rows()}:
            # one file may hold the rows of several departments
            of = self.submissions.by_path[path]
            if sender and of not in self.files[sender]:
                self.files[sender].append(of)
        self.owed = {
            one.id: {(name, *group[:4]) for name, group in owed_figures(one.id, self.plan)}
            for one in self.plan.departments
        }
        stages = self.plan.header.stages
        assessed = self.year in (stages.midterm, stages.final) or not self.items.is_empty()
        self.items_owed: dict[str, set[str]] = defaultdict(set)
        for item in self.plan.items if assessed else ():
            if lead := self.plan.lead_of(item):
                self.items_owed[lead].add(item)
        self.owing = {who for who, owed in self.owed.items() if owed} | set(self.items_owed)
        self.counts = self._findings()

    def _rows(self, frame: pl.DataFrame, reported: pl.Expr) -> pl.DataFrame:
        """The rows reported for the year, each with its `sender`."""
        files = self.submissions.files
        years = {file.path: file.year for file in files}
        senders = {file.path: file.department for file in files}
        by_file = pl.col("path").replace_strict(years, default=None, return_dtype=pl.Int32)
        sender = pl.col("path").replace_strict(senders, default=None, return_dtype=pl.String)
        return frame.with_columns(sender=pl.coalesce("department", sender)).filter(
            pl.coalesce(reported, by_file, "year") == self.year
        )

    def _findings(self) -> Counter[tuple[str | None, Severity]]:
        """Open findings on what was sent for the year; what is missing is counted for itself."""

        def concerns(one: Finding) -> bool:
            file = self.submissions.by_path.get(one.path)
            year = (file and file.year) or one.year
            return year in (None, self.year) and not one.code.startswith(COMPLETENESS)

        return Counter(
            (addressee(one, self.submissions), one.severity)
            for one in self.validation.findings
            if not one.settled and concerns(one)
        )

    def standing(self, department: str, accepted_on: Mapping[str, date]) -> Standing:
        """How one department stands; whether it is late is another question."""
        mine = pl.col("sender") == department
        figures, items = self.figures.filter(mine), self.items.filter(mine)
        rows = pl.concat([figures.select(_ROW), items.select(_ROW)]).unique()
        refused = rows.join(self.validation.refused_rows, on=_ROW, how="semi").height
        owed, items_owed = self.owed[department], self.items_owed[department]
        year = self.figures.filter(pl.col("year") == self.year)
        there = owed & {*year.select(_FIGURE).iter_rows()}
        assessed = items_owed & {*self.items["item"]}
        files = tuple(dict.fromkeys(one.source or one.path for one in self.files[department]))
        days = [accepted_on[path] for path in files if path in accepted_on]
        arrived = any(file.form != "self_assessment" for file in self.files[department])
        return Standing(
            department=department,
            name=called(self.plan.department[department]),
            figures=_sent(bool(owed), arrived or not figures.is_empty()),
            self_assessment=_sent(bool(items_owed), bool(assessed)),
            sent_on=min(days, default=None),
            days_late=None,
            read=rows.height,
            accepted=rows.height - refused,
            refused=refused,
            errors=self.counts[department, Severity.ERROR],
            questions=self.counts[department, Severity.VERIFY],
            owed=len(owed),
            missing=len(owed - there),
            items=len(assessed),
            items_owed=len(items_owed),
            files=files,
        )


def _sent(owed: bool, there: bool) -> Sent:
    if not owed:
        return "not_owed"
    return "sent" if there else "not_sent"


COLUMNS = (*Standing.__dataclass_fields__, "complete")
"""What JSON and CSV call the fields of a department."""

SHOWN: dict[str, int] = {
    **{"name": 24, "figures": 10, "sent_on": 12, "rows": 14, "errors": 8, "questions": 8},
    **{"missing": 10, "self_assessment": 12, "days_late": 10},
}
"""The columns of the table and the workbook, with their widths."""


def cells(one: Standing) -> dict[str, str]:
    """A department's line in the table, by column."""
    return {
        "name": one.name,
        "figures": t(f"reminders.sent.{one.figures}"),
        "sent_on": one.sent_on.isoformat() if one.sent_on else "—",
        "rows": f"{one.accepted}/{one.refused}",
        "errors": str(one.errors),
        "questions": str(one.questions),
        "missing": f"{one.missing}/{one.owed}" if one.owed else "—",
        "self_assessment": f"{one.items}/{one.items_owed}" if one.items_owed else "—",
        "days_late": "—" if one.days_late is None else str(one.days_late),
    }


def summary(found: Reminders) -> str:
    """How many have sent and how many have not, and the day it is due by."""
    waiting = sum(one.waits for one in found.departments)
    complete = sum(one.complete for one in found.departments)
    counts = {"all": len(found.departments), "waiting": waiting, "complete": complete}
    counts["open"] = counts["all"] - waiting - complete
    return t("reminders.summary", **counts) + _due(found)


def message(found: Reminders) -> str:
    """A list for everybody, then a paragraph for each department that still owes something."""
    paragraphs = [_paragraph(one, found) for one in found.departments if not one.complete]
    return "\n\n".join([_list(found), *paragraphs])


def _list(found: Reminders) -> str:
    comma, groups = t("punctuation.list"), found.departments
    lines = [
        t("reminders.list.head", title=found.title, year=found.year, day=_day(found.day)),
        summary(found),
    ]
    waiting = [one.name for one in groups if one.waits]
    opened = [
        t("reminders.list.with", name=one.name, asked=comma.join(_asked(one)))
        for one in groups
        if not one.waits and not one.complete
    ]
    complete = [one.name for one in groups if one.complete]
    for key, names in (("waiting", waiting), ("open", opened), ("complete", complete)):
        if names:
            lines.append(t(f"reminders.list.{key}", count=len(names), names=comma.join(names)))
    end = "reminders.list.thanks" if found.complete else "reminders.list.please"
    return "\n".join([*lines, t(end), found.issuer])


def _paragraph(one: Standing, found: Reminders) -> str:
    """What one department is asked for, as a message to it."""
    asked = t("punctuation.list").join(_asked(one))
    words = {"name": one.name, "year": found.year, "title": found.title, "asked": asked}
    late = t("reminders.late", days=one.days_late) if one.days_late and one.waits else ""
    key = "waiting" if one.waits else "open"
    return t(f"reminders.to.{key}", due=_due(found), late=late, **words)


def _asked(one: Standing) -> Iterator[str]:
    """What is still to be sent, corrected and explained, in that order."""
    if one.missing:
        yield t("reminders.ask.figures", count=one.missing)
    if one.items < one.items_owed:
        yield t("reminders.ask.items", count=one.items_owed - one.items)
    if one.errors:
        yield t("reminders.ask.errors", count=one.errors)
    if one.questions:
        yield t("reminders.ask.questions", count=one.questions)


def _due(found: Reminders) -> str:
    if found.due is None:
        return ""
    mark = t("forms.inferred") if found.inferred else ""
    return t("reminders.due", day=_day(found.due), mark=mark)


def _day(day: date) -> str:
    return t("reminders.day", year=day.year, month=day.month, day=day.day)


def content(found: Reminders, form: str) -> bytes:
    """The whole as `text`, `json`, `csv` or `xlsx`; codes and days in data, words for people."""
    match form:
        case "text":
            return message(found).encode()
        case "json":
            listed = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(found)]
            about = {name: getattr(found, name) for name in ("year", "day", "due", "inferred")}
            rest = {"departments": listed, "unknown": found.unknown}
            return json_text({**about, "complete": found.complete, **rest}).encode()
        case "csv":
            return csv_rows(COLUMNS, _rows(found)).encode()
        case _:
            return workbook(found)


def _rows(found: Reminders) -> list[tuple[object, ...]]:
    return [tuple(getattr(one, name) for name in COLUMNS) for one in found.departments]


def workbook(found: Reminders) -> bytes:
    """The table as a sheet, and the messages as another."""
    title = t("reminders.title", title=found.title, year=found.year)
    book = Workbook(title, found.title, found.day)
    sheet = book.sheet(t("reminders.sheet.table"))
    last = len(SHOWN) - 1
    book.merge(sheet, 0, (0, last), title, "title")
    book.merge(sheet, 1, (0, last), summary(found), "note")
    for at, (name, width) in enumerate(SHOWN.items()):
        sheet.set_column(at, at, width)
        book.write(sheet, 2, at, t(f"reminders.head.{name}"), "head")
    for row, one in enumerate(found.departments, 3):
        for at, (name, words) in enumerate(cells(one).items()):
            book.write(sheet, row, at, words, "text" if name == "name" else "centre")
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
    texts = book.sheet(t("reminders.sheet.messages"))
    texts.set_column(0, 0, 120)
    for row, paragraph in enumerate(message(found).split("\n\n")):
        book.write(texts, row, 0, paragraph, "note")
    return book.content()
