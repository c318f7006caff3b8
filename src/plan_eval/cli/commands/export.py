"""plan-eval export: data, verdicts and indicators for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_eval.cli.options import (
    AsOfOption,
    ForceOption,
    OnOption,
    PlanOption,
    StageOption,
    SubmissionsArgument,
    YearOption,
)
from plan_eval.export.folder import DataFormat
from plan_eval.messages import for_others, t


def export(
    stage: StageOption,
    output: Annotated[Path, typer.Option("--output", "-o", help=t("cli.export.output"))],
    paths: SubmissionsArgument = None,
    year: YearOption = None,
    plan: PlanOption = None,
    output_format: Annotated[
        DataFormat, typer.Option("--format", help=t("cli.export.format"))
    ] = "datapackage",
    as_of: AsOfOption = None,
    on: OnOption = None,
    force: ForceOption = False,
) -> int:
    """Exit 0 when all that was sent is handed on, 1 when some was refused."""
    from plan_eval.cli.console import say
    from plan_eval.cli.judging import judged
    from plan_eval.export.contents import Contents
    from plan_eval.export.folder import export as write

    # a table in CSV would be read among submissions
    found = judged(plan, paths, stage, year, as_of, output / "observations.csv", on=on, force=force)
    with for_others():
        contents = Contents(found.plan, found.validation, found.assessment)
        made = write(contents, output, output_format, force=force)
    rows, count = contents.observations.height, len(made) - 1  # but for what describes them
    say(t("cli.export.written", folder=output, count=count, rows=rows), beside=True)
    return found.exit_code
