"""plan-eval validate: check submissions, say what is wrong and where."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import ForceOption, PlanOption, SubmissionsArgument
from plan_eval.words import t

if TYPE_CHECKING:
    from plan_eval.checks.since import Earlier

_LARGEST = 256 * 1024 * 1024
"""Findings of a run with a million faults; more is not one of ours."""


class FormatOption(StrEnum):
    """The formats of findings."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    HTML = "html"


class FailOnOption(StrEnum):
    """From which severity on open findings make a run fail."""

    ERROR = "error"
    VERIFY = "verify"
    NEVER = "never"


def validate(
    paths: SubmissionsArgument = None,
    plan: PlanOption = None,
    output: Annotated[
        FormatOption, typer.Option("--format", help=t("cli.validate.output"))
    ] = FormatOption.TEXT,
    write_to: Annotated[
        Path | None, typer.Option("--output", "-o", help=t("cli.validate.write"))
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", help=t("cli.validate.select"))
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help=t("cli.validate.ignore"))
    ] = None,
    fail_on: Annotated[
        FailOnOption, typer.Option("--fail-on", help=t("cli.validate.fail-on"))
    ] = FailOnOption.ERROR,
    strict: Annotated[bool, typer.Option("--strict", help=t("cli.validate.strict"))] = False,
    since: Annotated[Path | None, typer.Option("--since", help=t("cli.validate.since"))] = None,
    waivers: Annotated[
        list[Path] | None, typer.Option("--waivers", help=t("cli.validate.waivers"))
    ] = None,
    today: Annotated[
        datetime | None,
        typer.Option(
            "--today", formats=["%Y-%m-%d"], help=t("cli.validate.today"), show_default=False
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help=t("cli.validate.limit"))] = 20,
    force: ForceOption = False,
) -> None:
    """Exit 0 when all is accepted, 1 when a finding of severity error stands."""
    from plan_eval.checks.engine import validate as check
    from plan_eval.checks.select import selection
    from plan_eval.checks.view import FailOn, view
    from plan_eval.checks.writers import Format, write
    from plan_eval.cli.session import kept_apart, project_and_plan, sent

    chosen = selection(select or (), ignore or ())
    earlier = _earlier(since)
    project, of = project_and_plan(plan)
    if write_to is not None:
        others = (since, *(waivers or ()))
        kept_apart(write_to, project, paths, others=others, force=force)
    found = sent(project, of, paths, waivers=waivers)
    submissions = found.submissions
    validation = check(
        submissions,
        of,
        on_request=chosen.on_request,
        waivers=found.waivers,
        today=today.date() if today else date.today(),
    )
    shown = view(
        validation,
        submissions,
        of,
        selection=chosen,
        earlier=earlier,
        fail_on=FailOn.VERIFY if strict else FailOn(fail_on),
        limit=limit,
    )
    _put(write(shown, Format(output)), write_to, output, force=force)
    raise typer.Exit(1 if shown.failed else 0)


def _earlier(path: Path | None) -> Earlier | None:
    from plan_eval.checks.since import read_earlier
    from plan_eval.errors import PlanEvalError
    from plan_eval.plan_folder.regular_file import read_regular_file

    if path is None:
        return None
    try:
        content = read_regular_file(path, _LARGEST)
    except FileNotFoundError:
        raise PlanEvalError(t("cli.validate.no-such-file", path=path)) from None
    return read_earlier(content.decode("utf-8-sig", errors="replace"))


def _put(text: str, path: Path | None, output: FormatOption, *, force: bool) -> None:
    """To stdout as it is, or into a file; Excel takes UTF-8 for it only behind a mark (BOM)."""
    from plan_eval.cli.console import note
    from plan_eval.writing.saving import save

    if path is None:
        print(text, end="")
        return
    save(path, text.encode("utf-8-sig" if output is FormatOption.CSV else "utf-8"), force=force)
    note(t("cli.validate.written", path=path))
