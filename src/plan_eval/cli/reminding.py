"""Who has sent what for `status --departments`: the reports of a year, the day they are due."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plan_eval.messages import t

if TYPE_CHECKING:
    from plan_eval.feedback.reminders import Reminders
    from plan_eval.model.plan import Plan
    from plan_eval.model.verdict import StageName
    from plan_eval.plan_folder.project_file import Project


def reminders_of(
    paths: list[Path] | None,
    stage: StageName | None,
    year: int | None,
    plan_path: Path | None,
    output: Path | None,
    *,
    on: datetime | None,
    due: datetime | None,
    force: bool,
) -> Reminders:
    """How the departments stand today, or at the end of the day `on` by a database.

    Nothing sent at all is an answer. Raises PlanEvalError for a year that the plan does not have
    and an `output` among the submissions, before anything that was sent is read.
    """
    from plan_eval.checks.engine import validate
    from plan_eval.cli.options import day_of
    from plan_eval.cli.session import kept_apart, project_and_plan, read_and_checked
    from plan_eval.errors import NothingSent
    from plan_eval.feedback.reminders import reminders, year_to_remind
    from plan_eval.reading.submitted import Submissions
    from plan_eval.store.contents import first_accepted
    from plan_eval.store.database import is_database

    project, plan = project_and_plan(plan_path)
    day, asked = day_of(on), on.date() if on else None
    of = _year(stage, year, plan, year_to_remind(plan, day))
    by, inferred = (due.date(), False) if due else _due(project, plan, of)
    if output is not None:
        kept_apart(output, project, paths, force=force)
    known: dict[str, date] = {}
    # the project's own database is made when the first file is accepted
    where = paths or [p for p in project.submissions if p.exists() or not is_database(p)]
    try:
        if not where:
            raise NothingSent(t("file.nothing-named"))
        submissions, validation = read_and_checked(project, plan, where, today=day, on=asked)
        known = first_accepted(where, plan.header.id, asked)
    except NothingSent:
        submissions = Submissions.none()
        validation = validate(submissions, plan, today=day)
    return reminders(
        submissions, validation, plan, of, day, due=by, inferred=inferred, accepted_on=known
    )


def _year(stage: StageName | None, year: int | None, plan: Plan, otherwise: int) -> int:
    """The year of the reports: that of the stage, the one named, or the last that has ended."""
    from plan_eval.errors import PlanEvalError

    span = plan.header.span
    if stage is not None:
        return plan.stage(stage, year).year
    if year is not None and not span.baseline <= year <= span.end:
        ends = {"start": span.baseline, "end": span.end}
        raise PlanEvalError(t("cli.template.year-range", year=year, **ends))
    return otherwise if year is None else year


def _due(project: Project, plan: Plan, year: int) -> tuple[date | None, bool]:
    """The day a year is due by, and whether it is inferred: the project's, else the plan's."""
    from plan_eval.model.base import due_day

    if project.due:
        return due_day(project.due, year), False
    if plan.header.due:
        return plan.header.due.of_year(year), plan.header.due.inferred
    return None, False


def print_reminders(found: Reminders) -> None:
    """The table, and what it comes to; files of an unknown sender on stderr."""
    from plan_eval.cli.console import note, out, table
    from plan_eval.feedback.reminders import SHOWN, cells, summary

    made = table(*(t(f"reminders.head.{name}") for name in SHOWN))
    for one in found.departments:
        made.add_row(*cells(one).values())
    out().print(made)
    print(summary(found))
    if found.unknown:
        names = t("punctuation.list").join(found.unknown)
        note(t("reminders.unknown", count=len(found.unknown), names=names))
