"""plan-eval database: look into the monitoring database, close a year, prove and copy it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli import completing
from plan_eval.cli.command import Command
from plan_eval.cli.commands.accept import ByOption, DatabaseOption, database_of
from plan_eval.cli.options import ForceOption, PlanOption, RecordFormat, RowsFormat
from plan_eval.messages import t

if TYPE_CHECKING:
    from plan_eval.model.plan import Plan
    from plan_eval.plan_folder.project_file import Project
    from plan_eval.store.database import Database

app = typer.Typer(no_args_is_help=True)
YearArgument = Annotated[int, typer.Argument(help=t("cli.database.year"))]
WhyOption = Annotated[str, typer.Option("--reason", help=t("cli.database.reason"))]

_GROUP = ("town", "sex", "age", "residence")
_FIGURE = (
    *("value", "numerator", "denominator", "note", "path", "row"),
    *("accepted", "accepted_by", "reason", "until"),
)
"""What is given of a revision beside its key."""


@contextmanager
def _opened(
    plan_path: Path | None, named: Path | None, *, write: bool = False
) -> Iterator[tuple[Database, Plan, Project]]:
    from plan_eval.cli.console import beside, working
    from plan_eval.cli.session import project_and_plan
    from plan_eval.store.database import open_database

    project, plan = project_and_plan(plan_path)
    path = database_of(project.submissions, named)
    with (
        open_database(path, plan.header.id, write=write) as database,
        working(beside("cli.working.database")),
    ):
        yield database, plan, project


@app.command("history", cls=Command, help=t("cli.database.history"))
def history(
    indicator: Annotated[
        str, typer.Argument(autocompletion=completing.indicators, help=t("cli.option.indicator"))
    ],
    year: Annotated[int | None, typer.Option("--year", help=t("cli.database.of-year"))] = None,
    output: RowsFormat = "text",
    database: DatabaseOption = None,
    plan_path: PlanOption = None,
) -> None:
    """Every figure ever accepted of an indicator."""
    from plan_eval.cli.console import out, print_rows, table
    from plan_eval.cli.names import indicator_named
    from plan_eval.cli.session import project_and_plan
    from plan_eval.model.wording import group_words
    from plan_eval.store.database import open_database
    from plan_eval.store.keeping import history as revisions

    project, plan = project_and_plan(plan_path)
    code = indicator_named(indicator, plan)
    with open_database(database_of(project.submissions, database), plan.header.id) as opened:
        found = revisions(opened, code, year)
    if output != "text":
        rows = [(one.year, *one.group, *(getattr(one, name) for name in _FIGURE)) for one in found]
        print_rows(output, ("year", *_GROUP, *_FIGURE), rows)
        return
    heads = ("year", "group", "value", "counts", "place", "accepted", "by", "until", "reason")
    made = table(*(t(f"cli.database.head.{name}") for name in heads))
    for one in found:
        group = " ".join(group_words(code, plan) for code in one.group if code)
        counts = "/".join(_plain(n) for n in (one.numerator, one.denominator) if n is not None)
        until = _day(one.until) if one.until else t("cli.database.in-force")
        made.add_row(
            *(str(one.year), group, _plain(one.value), counts, f"{one.path}:{one.row}"),
            *(_day(one.accepted), one.accepted_by, until, one.reason or ""),
        )
    out().print(made)
    print(t("cli.database.revisions", count=len(found)))


@app.command("log", cls=Command, help=t("cli.database.log"))
def log(
    output: RowsFormat = "text",
    database: DatabaseOption = None,
    plan: PlanOption = None,
) -> None:
    """Who did what, and when."""
    from plan_eval.cli.console import print_rows
    from plan_eval.store.contents import local
    from plan_eval.store.keeping import events

    with _opened(plan, database) as (opened, _, _):
        found = events(opened)
    if output != "text":
        rows = [(one.at, one.by, one.what, one.detail) for one in found]
        print_rows(output, ("at", "by", "what", "detail"), rows)
        return
    for one in found:
        about = one.detail.get("name") or one.detail.get("year") or ""
        what = t(f"store.what.{one.what}")
        at = f"{local(one.at):%Y-%m-%d %H:%M:%S}"
        reason = one.detail.get("reason") or ""
        print(t("cli.database.event", at=at, by=one.by, what=what, about=about, reason=reason))


@app.command("close", cls=Command, help=t("cli.database.close"))
def close(
    year: YearArgument,
    by: ByOption,
    reason: WhyOption,
    database: DatabaseOption = None,
    plan: PlanOption = None,
) -> None:
    """From here on the year's figures can be neither added nor replaced."""
    _close(year, by, reason, database, plan, closed=True)


@app.command("reopen", cls=Command, help=t("cli.database.reopen"))
def reopen(
    year: YearArgument,
    by: ByOption,
    reason: WhyOption,
    database: DatabaseOption = None,
    plan: PlanOption = None,
) -> None:
    """The year's figures can be replaced again."""
    _close(year, by, reason, database, plan, closed=False)


def _close(
    year: int, by: str, reason: str, named: Path | None, plan: Path | None, *, closed: bool
) -> None:
    from plan_eval.cli.console import say
    from plan_eval.store.keeping import close_year

    with _opened(plan, named, write=True) as (opened, _, project):
        close_year(opened, year, closed=closed, by=by, reason=reason, people=project.people)
    say(t("cli.database.closed" if closed else "cli.database.reopened", year=year))


@app.command("withdraw", cls=Command, help=t("cli.database.withdraw"))
def withdraw(
    name: Annotated[str, typer.Argument(help=t("cli.database.withdraw-name"))],
    by: ByOption,
    reason: WhyOption,
    database: DatabaseOption = None,
    plan: PlanOption = None,
) -> None:
    """The file is no longer in force; what it said stays in the history."""
    from plan_eval.cli.console import say
    from plan_eval.store.keeping import withdraw as take_out

    with _opened(plan, database, write=True) as (opened, _, project):
        take_out(opened, name, by=by, reason=reason, people=project.people)
    say(t("cli.database.withdrawn", name=name))


@app.command("import", cls=Command, help=t("cli.database.import"))
def import_(
    folder: Annotated[Path, typer.Argument(help=t("cli.database.import-folder"), file_okay=False)],
    by: ByOption,
    received: Annotated[
        list[str] | None, typer.Option("--received", help=t("cli.database.import-received"))
    ] = None,
    output: RecordFormat = "text",
    database: DatabaseOption = None,
    plan_path: PlanOption = None,
) -> int:
    """Exit 0 when every file of every year is in the database, 1 when one was refused."""
    from plan_eval.cli.commands.accept import acceptance_data, print_acceptance
    from plan_eval.cli.console import print_json, say, watched
    from plan_eval.cli.session import project_and_plan
    from plan_eval.store.accepting import accept, by_folder, candidates, entitled
    from plan_eval.store.database import open_database

    project, plan = project_and_plan(plan_path)
    where = database_of(project.submissions, database)
    entitled(project.people, by, "accept")
    years = by_folder(candidates([folder]))
    days = _days(received or [], list(years))
    code, answer = 0, []
    with open_database(where, plan.header.id, create=True) as opened:
        for year, files in years.items():
            done = accept(
                *(opened, files, plan, project.plan),
                by=by,
                people=project.people,
                received=days.get(year),
                today=date.today(),
                watch=watched,
            )
            code = 1 if done.refused else code
            answer.append({"folder": year, **acceptance_data(done)})
            if output == "text":
                say(t("cli.database.import-year", folder=folder / year))
                print_acceptance(done, plan)
    if output == "json":
        print_json(answer)
    return code


def _days(received: list[str], folders: list[str]) -> dict[str, date]:
    """The day of each folder, from 2021=2022-03-10. Raises PlanEvalError."""
    from plan_eval.errors import PlanEvalError

    days = {}
    for one in received:
        name, _, day = one.partition("=")
        try:
            days[name] = date.fromisoformat(day)
        except ValueError:
            name = ""
        if name not in folders:
            hint = t("store.received-hint", folders=t("punctuation.list").join(folders))
            raise PlanEvalError(t("store.received-bad", given=one), hint=hint)
    return days


@app.command("verify", cls=Command, help=t("cli.database.verify"))
def verify(
    digest: Annotated[str | None, typer.Option("--digest", help=t("cli.database.digest"))] = None,
    output: RecordFormat = "text",
    database: DatabaseOption = None,
    plan: PlanOption = None,
) -> int:
    """Exit 0 when files, tallies and log agree, 1 when something does not."""
    from plan_eval.cli.console import print_json, say
    from plan_eval.store.keeping import has_digest, last_digest
    from plan_eval.store.keeping import verify as problems_of

    with _opened(plan, database) as (opened, _, _):
        problems = problems_of(opened)
        if digest is not None and not has_digest(opened, digest):
            problems.append(t("store.verify.no-digest", digest=digest))
        last = last_digest(opened)
        files = opened.rows("SELECT count(*) FROM file")[0][0]
    if output == "json":
        print_json({"files": files, "problems": problems, "digest": last})
        return 1 if problems else 0
    for problem in problems:
        print(problem)
    say(t("cli.database.verified", files=files, problems=len(problems)))
    if last:
        say(t("cli.database.last-digest", digest=last))
    return 1 if problems else 0


@app.command("backup", cls=Command, help=t("cli.database.backup"))
def backup(
    path: Annotated[Path, typer.Argument(help=t("cli.database.backup-file"))],
    database: DatabaseOption = None,
    plan_path: PlanOption = None,
) -> None:
    """A verified copy of the whole database."""
    from plan_eval.cli.console import say
    from plan_eval.store.keeping import backup as copy

    with _opened(plan_path, database) as (opened, plan, _):
        copy(opened, path, plan.header.id)
    say(t("cli.database.backed-up", path=path))


@app.command("export", cls=Command, help=t("cli.database.export"))
def export(
    folder: Annotated[Path, typer.Argument(help=t("cli.database.export-folder"))],
    database: DatabaseOption = None,
    plan: PlanOption = None,
    force: ForceOption = False,
) -> None:
    """The files as they were sent, and the tables as CSV."""
    from plan_eval.cli.console import say
    from plan_eval.store.keeping import export as write

    with _opened(plan, database) as (opened, of, _):
        made = write(opened, folder, of.header.id, force=force)
    say(t("cli.database.exported", folder=folder, count=len(made)))


def _day(moment: datetime) -> str:
    """The day of a moment, where the program runs."""
    from plan_eval.store.contents import local

    return f"{local(moment):%Y-%m-%d}"


def _plain(number: object) -> str:
    """An exact number without the zeros behind it."""
    text = f"{number:f}" if isinstance(number, Decimal) else ""
    return text.rstrip("0").rstrip(".") if "." in text else text
