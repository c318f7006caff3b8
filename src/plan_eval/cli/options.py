"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from plan_eval.words import t


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


PlanOption = Annotated[Path | None, typer.Option("--plan", help=t("cli.option.plan"))]
SubmissionsArgument = Annotated[
    list[Path] | None, typer.Argument(help=t("cli.option.paths"), show_default=False)
]
SubmissionsOption = Annotated[
    list[Path] | None, typer.Option("--submissions", help=t("cli.option.submissions"))
]
StageChoice = Annotated[StageOption, typer.Option("--stage", help=t("cli.option.stage"))]
YearOption = Annotated[int | None, typer.Option("--year", help=t("cli.option.year"))]
