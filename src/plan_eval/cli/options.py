"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from plan_eval.errors import PlanEvalError
from plan_eval.words import t

F = TypeVar("F", bound=StrEnum)


class TextOrJson(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


class TableOrJson(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"


class StageOption(StrEnum):
    """The stages of 监测评估."""

    ANNUAL = "annual"
    MIDTERM = "midterm"
    FINAL = "final"


def plan_folder(name: str) -> Path:
    """What `--plan` names: a folder, or a plan that comes with the program."""
    from plan_eval.plan_folder.project_file import plan_named

    return plan_named(name)


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
StageChoice = Annotated[StageOption, typer.Option("--stage", help=t("cli.option.stage"))]
ForceOption = Annotated[bool, typer.Option("--force", help=t("cli.option.force"))]
YearOption = Annotated[int | None, typer.Option("--year", help=t("cli.option.year"))]


def format_for(output: Path | None, asked: F | None, default: F) -> F:
    """The format asked for, else the one the file's name ends in, else the default.

    Raises PlanEvalError when the name ends in another format or in none of them: a file must be
    what its name says.
    """
    formats = type(default)
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if not ending:
        return asked or default
    if ending not in set(formats):
        choice = t("punctuation.list").join(f".{one.value}" for one in formats)
        raise PlanEvalError(t("cli.ending", file=output), hint=t("cli.ending-hint", endings=choice))
    named = formats(ending)
    if asked and asked is not named:
        raise PlanEvalError(t("cli.endings-differ", file=output, form=asked.value))
    return named
