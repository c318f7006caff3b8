"""plan-eval validate: check submissions, say what is wrong and where."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.checks.writers import Format
from plan_eval.cli import completing
from plan_eval.cli.dividing import OBSERVATIONS
from plan_eval.cli.options import (
    ByOption,
    ExecutorOption,
    ForceOption,
    OnOption,
    PlanOption,
    SchedulerOption,
    SubmissionsArgument,
    WorkersOption,
    day_option,
)
from plan_eval.messages import for_others, t
from plan_eval.model.finding import FailOn

if TYPE_CHECKING:
    from plan_eval.checks.earlier_run import Earlier
    from plan_eval.checks.run_view import View

_LARGEST = 256 * 1024 * 1024
"""Findings of a run with a million faults; more is not one of ours."""


def validate(
    paths: SubmissionsArgument = None,
    plan_path: PlanOption = None,
    output_format: Annotated[
        Format, typer.Option("--format", help=t("cli.validate.output"))
    ] = "text",
    write_to: Annotated[
        Path | None, typer.Option("--output", "-o", help=t("cli.validate.write"))
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", autocompletion=completing.rules, help=t("cli.validate.select")),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", autocompletion=completing.rules, help=t("cli.validate.ignore")),
    ] = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help=t("cli.validate.fail-on"))] = "error",
    strict: Annotated[bool, typer.Option("--strict", help=t("cli.validate.strict"))] = False,
    since: Annotated[Path | None, typer.Option("--since", help=t("cli.validate.since"))] = None,
    waivers: Annotated[
        list[Path] | None, typer.Option("--waivers", help=t("cli.validate.waivers"))
    ] = None,
    today: Annotated[datetime | None, day_option("--today", t("cli.validate.today"))] = None,
    on: OnOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help=t("cli.validate.limit"))] = 20,
    by: ByOption = None,
    executor: ExecutorOption = None,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    partitions: Annotated[
        int | None,
        typer.Option("--partitions", min=1, help=t("cli.partitions.option"), show_default=False),
    ] = None,
    observations: Annotated[
        Path | None, typer.Option("--observations", help=t("cli.partitions.observations"))
    ] = None,
    force: ForceOption = False,
) -> int:
    """Exit 0 when all is accepted, 1 when a finding of severity error stands."""
    from plan_eval.checks.select import selection
    from plan_eval.checks.writers import write
    from plan_eval.cli.by_district import refuse_beside, run_of, run_on, validate_each
    from plan_eval.cli.dividing import Checks
    from plan_eval.cli.session import kept_apart, project_and_plan

    chosen = selection(select or (), ignore or ())
    day = today.date() if today else date.today()
    failing: FailOn = "verify" if strict else fail_on
    run = run_of(by, executor, workers, scheduler) if by else None
    if run is not None:
        refuse_beside(PATHS=paths, since=since, waivers=waivers)
        refuse_beside(partitions=partitions, observations=observations)
        return validate_each(
            plan_path,
            run,
            form=output_format,
            selection=chosen,
            fail_on=failing,
            limit=limit,
            today=day,
            on=on.date() if on else None,
            output=write_to,
            force=force,
        )
    earlier = _earlier(since)
    project, plan = project_and_plan(plan_path)
    others = (since, *(waivers or ()))
    for output in (write_to, observations and observations / OBSERVATIONS.format(1)):
        if output is not None:
            kept_apart(output, project, paths, others=others, force=force)
    checks = Checks(
        project,
        plan,
        tuple(paths or project.submissions),
        tuple(waivers or ()),
        on=on.date() if on else None,
        today=day,
        chosen=chosen,
        earlier=earlier,
        fail_on=failing,
        limit=limit,
        run=run_on(executor, workers, scheduler),
        partitions=partitions,
        observations=observations,
        force=force,
    )
    text = None
    divided = bool(partitions or executor or workers or observations)
    with (
        for_others(write_to is not None or output_format != "text"),
        checks.shown(divided=divided) as shown,
    ):
        if write_to is None:
            _print(shown, output_format)
        else:
            text = write(shown, output_format)
        failed = shown.failed
    if write_to is not None and text is not None:
        _save(text, write_to, output_format, force=force)
    return 1 if failed else 0


def _earlier(path: Path | None) -> Earlier | None:
    from plan_eval.checks.earlier_run import read_earlier
    from plan_eval.errors import PlanEvalError
    from plan_eval.plan_folder.regular_file import near_files, read_regular_file

    if path is None:
        return None
    try:
        content = read_regular_file(path, _LARGEST)
    except FileNotFoundError:
        message = t("cli.validate.no-such-file", path=path)
        raise PlanEvalError(message, hint=near_files(path)) from None
    return read_earlier(content.decode("utf-8-sig", errors="replace"))


def _print(shown: View, output_format: Format) -> None:
    """To stdout as it is, piece by piece."""
    from plan_eval.checks.writers import pieces
    from plan_eval.cli.console import print_document

    for piece in pieces(shown, output_format):
        if output_format == "text":
            print(piece, end="")
        else:
            print_document(piece)


def _save(text: str, path: Path, output_format: Format, *, force: bool) -> None:
    """Into a file; Excel takes UTF-8 for it only behind a mark (BOM)."""
    from plan_eval.cli.console import say
    from plan_eval.writing.saving import save

    save(path, text.encode("utf-8-sig" if output_format == "csv" else "utf-8"), force=force)
    say(t("cli.validate.written", path=path), beside=True)
