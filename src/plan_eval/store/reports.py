"""Reports in the database: as they were written and approved, registered, and published (发布).

What a report was made of beside the figures, so that it comes out the same on a later day: who
approved it and what people wrote for it. And what a later report looks back on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from plan_eval.model.past_report import PastReport
from plan_eval.model.written import WrittenText
from plan_eval.plan_folder.approval_file import Approval, Publication, refuse_twice
from plan_eval.store.contents import end_of
from plan_eval.store.database import Database

_TEXTS = TypeAdapter(dict[str, WrittenText])
_NOBODY = "plan-eval"
"""Stands in the log where no name is given."""


@dataclass(frozen=True)
class Kept:
    """A report as it was written; `entry` is what a later one follows up, `day` the cover's."""

    name: str
    day: date | None
    approval: Approval | None = None
    texts: Mapping[str, WrittenText] | None = None
    entry: PastReport | None = None

    @property
    def cells(self) -> tuple[object, ...]:
        """What stands in the table; equal reports give equal cells."""
        texts = _TEXTS.dump_json(dict(self.texts)).decode() if self.texts is not None else None
        approval = self.approval.model_dump_json(exclude_none=True) if self.approval else None
        entry = self.entry.model_dump_json(exclude_none=True) if self.entry else None
        return (self.name, self.day, approval, texts, entry)


def keep_report(database: Database, report: Kept, *, by: str | None = None) -> bool:
    """Record a report with its approval and its line in the log; False where it is so already.

    In the log stands who has it recorded: `by`, else who signed for having written it.
    """
    query = """SELECT name, "day", approval, texts, entry FROM report
        WHERE name = ? ORDER BY "at" DESC LIMIT 1"""
    if report.cells in database.rows(query, [report.name]):
        return False
    signed = report.approval or Approval()
    detail = {
        "name": report.name,
        "day": report.day,
        "approved": [one.name for one in signed.approved],
        "reason": signed.resolution,
    }
    who = by or next((one.name for one in signed.prepared), _NOBODY)
    what = "report" if report.texts is not None else "register"
    with database.change(what, who, detail) as moment:
        database.connection.execute(
            "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?)", [moment, *report.cells]
        )
    return True


def kept_report(database: Database, name: str, on: date | None = None) -> Kept | None:
    """A report as it was last written by the end of a day; None where it was not."""
    query = """SELECT name, "day", approval, texts, entry FROM report
        WHERE name = ? AND "at" < ? AND texts IS NOT NULL ORDER BY "at" DESC LIMIT 1"""
    for of, day, approval, texts, entry in database.rows(query, [name, end_of(on)]):
        return Kept(
            *(of, day),
            approval=Approval.model_validate_json(approval) if approval else None,
            texts=_TEXTS.validate_json(texts),
            entry=PastReport.model_validate_json(entry) if entry else None,
        )
    return None


def kept_entries(database: Database, on: date | None = None) -> list[PastReport]:
    """The evaluations registered by the end of a day, each as it was last."""
    query = """SELECT last(entry ORDER BY "at") FROM report
        WHERE entry IS NOT NULL AND "at" < ? GROUP BY name ORDER BY name"""
    return [PastReport.model_validate_json(one) for (one,) in database.rows(query, [end_of(on)])]


def publish_report(database: Database, entry: Publication) -> None:
    """Record where a report was published. Raises PlanEvalError where that stands already."""
    refuse_twice(kept_publications(database), entry, database.path)
    cell = entry.model_dump_json(exclude_none=True)
    detail = {
        "name": entry.report,
        "day": entry.day,
        "where": entry.where,
        "approved": [entry.approved_by] if entry.approved_by else [],
    }
    # who approved it (a meeting, an office) is not who recorded it, whom nobody asks for
    with database.change("publish", _NOBODY, detail) as moment:
        database.connection.execute("INSERT INTO publication VALUES (?, ?)", [moment, cell])


def kept_publications(database: Database, on: date | None = None) -> tuple[Publication, ...]:
    """What was recorded as published by the end of a day, in that order."""
    query = 'SELECT entry FROM publication WHERE "at" < ? ORDER BY "at"'
    rows = database.rows(query, [end_of(on)])
    return tuple(Publication.model_validate_json(one) for (one,) in rows)
