"""plan-eval accept: check what was sent and put it into the monitoring database."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import PlanOption, RecordFormat, day_option
from plan_eval.messages import t

if TYPE_CHECKING:
    from plan_eval.model.plan import Plan
    from plan_eval.store.accepting import Acceptance, Candidate, Refused

DatabaseOption = Annotated[
    Path | None, typer.Option("--database", help=t("cli.database.path"), show_default=False)
]
_SHOWN = 20
"""Findings of one file that are shown; `validate` shows all."""

ByOption = Annotated[str, typer.Option("--by", help=t("cli.database.by"))]


def accept(
    paths: Annotated[list[Path], typer.Argument(help=t("cli.accept.paths"), show_default=False)],
    by: ByOption,
    reason: Annotated[str | None, typer.Option("--reason", help=t("cli.accept.reason"))] = None,
    replaces: Annotated[
        str | None, typer.Option("--replaces", help=t("cli.accept.replaces"))
    ] = None,
    received: Annotated[datetime | None, day_option("--received", t("cli.accept.received"))] = None,
    database: DatabaseOption = None,
    plan_path: PlanOption = None,
    output_format: RecordFormat = "text",
) -> int:
    """Exit 0 when every file is in the database, 1 when one was refused."""
    from plan_eval.cli.console import print_json, watched
    from plan_eval.cli.session import project_and_plan
    from plan_eval.errors import PlanEvalError
    from plan_eval.store.accepting import accept as accept_files
    from plan_eval.store.accepting import candidates, entitled
    from plan_eval.store.database import open_database

    project, plan = project_and_plan(plan_path)
    where = database_of(project.submissions, database)
    entitled(project.people, by, "accept")
    given = candidates(paths)
    if replaces is not None and len(given) != 1:
        raise PlanEvalError(t("store.replaces-one"), hint=t("store.replaces-one-hint"))
    with open_database(where, plan.header.id, create=True) as opened:
        done = accept_files(
            opened,
            given,
            plan,
            project.plan,
            by=by,
            people=project.people,
            reason=reason,
            replaces=replaces,
            received=received.date() if received else None,
            today=date.today(),
            watch=watched,
        )
    if output_format == "json":
        print_json(acceptance_data(done))
    else:
        print_acceptance(done, plan)
    return 1 if done.refused else 0


def database_of(submissions: tuple[Path, ...], named: Path | None) -> Path:
    """The database named, else the one among the project's submissions. Raises PlanEvalError."""
    from plan_eval.errors import PlanEvalError
    from plan_eval.store.database import database_among

    if named is not None:
        return named
    found = database_among(submissions)
    if found is None:
        raise PlanEvalError(t("store.none-named"), hint=t("store.none-named-hint"))
    return found


def acceptance_data(done: Acceptance) -> dict[str, object]:
    """What became of each file, for programs."""

    def about(one: Candidate) -> dict[str, object]:
        return {"name": one.name, "path": one.path, "sha256": one.digest}

    return {
        "accepted": [
            {
                **about(one),
                "replaced": one.replaces is not None,
                "figures": done.figures.get(one.name, 0),
            }
            for one in done.accepted
        ],
        "refused": [
            {**about(one.candidate), "reason": one.reason, "findings": one.findings}
            for one in done.refused
        ],
        "known": [about(one) for one in done.known],
    }


def print_acceptance(done: Acceptance, plan: Plan) -> None:
    """What became of each file, and how many of each kind."""
    from plan_eval.cli.console import say

    for refused in done.refused:
        _print_refused(refused, plan)
    for one in done.known:
        say(t("cli.accept.known", name=one.name))
    for one in done.accepted:
        key = "replaced" if one.replaces else "accepted"
        say(t(f"cli.accept.{key}", name=one.name))
        if one.replaces and (lost := one.figures - done.figures[one.name]) > 0:
            print(t("cli.accept.fewer", count=lost))
    counts = {name: len(getattr(done, name)) for name in ("accepted", "refused", "known")}
    say(t("cli.accept.count", **counts))


def _print_refused(refused: Refused, plan: Plan) -> None:
    from plan_eval.checks.writers.words import place, remedy

    print(t("cli.accept.refused", name=refused.candidate.path, reason=refused.reason))
    shown = refused.findings[:_SHOWN]
    for one in shown:
        # a row of the database that the file disturbs is no row of the file
        other = "" if one.path.startswith(str(refused.candidate.path)) else f"{one.path} "
        where = other + place(one)
        print(t("cli.accept.finding", code=one.code, place=where, message=one.message))
        print(f"      → {remedy(one)}")
    if any(one.rule == "duplicate-key" for one in shown):
        print(t("cli.accept.duplicate-hint"))
    if more := len(refused.findings) - len(shown):
        print(t("cli.accept.more", count=more))
