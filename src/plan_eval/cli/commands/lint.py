"""plan-eval lint: check a plan folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_eval.words import t


def lint(
    folder: Annotated[
        Path | None, typer.Argument(help=t("cli.lint.folder"), show_default=False)
    ] = None,
    schema: Annotated[
        Path | None, typer.Option("--write-schema", help=t("cli.lint.schema"))
    ] = None,
) -> None:
    """Exit 0 when the folder is sound, 1 when it has faults."""
    from plan_eval.io.plan_files import read_plan
    from plan_eval.io.project_file import read_project
    from plan_eval.io.schemas import write_schemas

    if schema is not None:
        for path in write_schemas(schema):
            print(path)
        return
    project = read_project(Path())
    plan, faults = read_plan(folder or project.plan, None if folder else project.units)
    for fault in faults:
        print(f"{fault.path}:{fault.line}: {fault.code} {fault.message}")
        print(t("cli.validate.fix", fix=fault.hint))
    if plan is None or faults:
        print(t("cli.lint.faults", count=len(faults)))
        raise typer.Exit(1)
    inferred = sum(bool(indicator.inferred) for indicator in plan.indicators.values())
    print(
        t(
            "cli.lint.clean",
            areas=len(plan.areas),
            goals=len(plan.goals),
            measures=len(plan.measures),
            projects=len(plan.key_projects),
            footnotes=len(plan.footnotes),
            indicators=len(plan.indicators),
            quantified=sum(i.group == "quantified" for i in plan.indicators.values()),
            inferred=inferred,
        )
    )
