"""Options that several commands share."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer

from plan_eval.cli import completing
from plan_eval.errors import PlanEvalError
from plan_eval.execution import ExecutorName
from plan_eval.messages import t
from plan_eval.model.verdict import StageName

F = TypeVar("F", bound=str)

TextOrJson = Literal["text", "json"]
TextOrRows = Literal["text", "json", "csv"]
TableOrRows = Literal["table", "json", "csv"]


def plan_folder(name: str) -> Path:
    """What `--plan` names: a folder, or a plan that comes with the program."""
    from plan_eval.plan_folder.project_file import plan_named

    return plan_named(name)


def day_option(name: str, help_text: str) -> Any:
    """An option that takes a day, as 2026-06-30."""
    return typer.Option(name, formats=["%Y-%m-%d"], help=help_text, show_default=False)


PlanOption = Annotated[
    Path | None,
    typer.Option("--plan", parser=plan_folder, metavar="PLAN", help=t("cli.option.plan")),
]
SubmissionsArgument = Annotated[
    list[Path] | None, typer.Argument(help=t("cli.option.paths"), show_default=False)
]
SubmissionsOption = Annotated[
    list[Path] | None, typer.Option("--submissions", help=t("cli.option.submissions"))
]
StageOption = Annotated[StageName, typer.Option("--stage", help=t("cli.option.stage"))]
AreaOption = Annotated[
    str | None,
    typer.Option("--area", autocompletion=completing.areas, help=t("cli.option.of-area")),
]
DepartmentOption = Annotated[
    str | None,
    typer.Option(
        "--department", autocompletion=completing.departments, help=t("cli.option.of-department")
    ),
]
AsOfOption = Annotated[int | None, typer.Option("--as-of", help=t("cli.option.as-of"))]
RecordFormat = Annotated[TextOrJson, typer.Option("--format", help=t("cli.option.record"))]
RowsFormat = Annotated[TextOrRows, typer.Option("--format", help=t("cli.rules.format"))]
TableFormat = Annotated[TableOrRows, typer.Option("--format", help=t("cli.option.table"))]
ForceOption = Annotated[bool, typer.Option("--force", help=t("cli.option.force"))]
OnOption = Annotated[datetime | None, day_option("--on", t("cli.option.in-force"))]
YearOption = Annotated[int | None, typer.Option("--year", help=t("cli.option.year"))]

By = Literal["district"]
ByOption = Annotated[By | None, typer.Option("--by", help=t("cli.by.option"), show_default=False)]
ExecutorOption = Annotated[
    ExecutorName | None,
    typer.Option("--executor", help=t("cli.by.executor"), show_default="serial"),
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help=t("cli.by.workers"), show_default=False)
]
SchedulerOption = Annotated[
    str | None, typer.Option("--scheduler", help=t("cli.by.scheduler"), show_default=False)
]


def day_of(asked: datetime | None = None) -> date:
    """The day asked for, else that of SOURCE_DATE_EPOCH (reproducible builds), else today.

    Raises PlanEvalError when the variable holds no number of seconds, as the specification
    (reproducible-builds.org) asks: another day than the one meant must not go out in silence.
    """
    if asked is not None:
        return asked.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return date.today()
    try:
        if not (epoch.isascii() and epoch.isdigit()):
            raise ValueError(epoch)
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise PlanEvalError(t("cli.epoch"), hint=t("cli.epoch-hint")) from None


def format_for(output: Path | None, asked: F | None, formats: tuple[F, ...]) -> F:
    """The format asked for, else the one the file's name ends in, else the first of `formats`.

    Raises PlanEvalError when the name ends in another format or in none of them: a file must be
    what its name says.
    """
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if not ending:
        return asked or formats[0]
    named = next((one for one in formats if one == ending), None)
    if named is None:
        choice = t("punctuation.list").join(f".{one}" for one in formats)
        raise PlanEvalError(t("cli.ending", file=output), hint=t("cli.ending-hint", endings=choice))
    if asked and asked != named:
        raise PlanEvalError(t("cli.endings-differ", file=output, form=asked))
    return named
