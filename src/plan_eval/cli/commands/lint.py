"""plan-eval lint: check a plan folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from plan_eval.cli.options import ForceOption, plan_folder
from plan_eval.messages import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plan_eval.model.plan import Plan
    from plan_eval.plan_folder.faults import PlanFault

Format = Literal["text", "json", "csv", "github"]


def lint(
    folder: Annotated[
        Path | None,
        typer.Argument(
            parser=plan_folder, metavar="[PLAN]", help=t("cli.lint.folder"), show_default=False
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=t("cli.lint.strict"))] = False,
    schema: Annotated[
        Path | None, typer.Option("--write-schema", help=t("cli.lint.schema"))
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", help=t("cli.lint.format"))] = "text",
    force: ForceOption = False,
) -> int:
    """Exit 0 when the folder is sound, 1 when it has faults; with --strict also for remarks."""
    from plan_eval.cli.session import project_here
    from plan_eval.plan_folder.load import read_plan
    from plan_eval.plan_folder.schemas import schemas
    from plan_eval.writing.saving import save_all

    if schema is not None:
        files = {schema / name: text.encode() for name, text in schemas().items()}
        for path in save_all(files, force=force):
            print(path)
        return 0
    project = project_here(folder)
    found = read_plan(project.plan, None if folder else project.units)
    notes = found.notes()
    failed = found.plan is None or bool(found.faults) or (strict and bool(notes))
    if output_format == "github":
        _annotate(found.faults, notes)
        return int(failed)
    if output_format != "text":
        _print_rows(found.faults, notes, output_format)
        return int(failed)
    for fault in found.faults:
        _print(fault, t("severity.error"))
    for note in notes:
        _print(note, t("severity.info"))
    if found.plan is None or found.faults:
        print(t("cli.lint.faults", count=len(found.faults), notes=len(notes)))
        return 1
    print(_clean(found.plan, len(notes)))
    return int(failed)


def _annotate(faults: Iterable[PlanFault], notes: Iterable[PlanFault]) -> None:
    from plan_eval.checks.writers.github_format import annotation
    from plan_eval.model.finding import Severity

    for severity, found in ((Severity.ERROR, faults), (Severity.INFO, notes)):
        for one in found:
            text = f"{one.message}\n{one.hint}"
            print(annotation(severity, str(one.path), one.line, one.code, text))


def _print_rows(faults: Iterable[PlanFault], notes: Iterable[PlanFault], form: str) -> None:
    from plan_eval.cli.console import print_rows

    rows = [
        (one.code, severity, one.path, one.line, one.message, one.hint)
        for severity, found in (("error", faults), ("info", notes))
        for one in found
    ]
    print_rows(form, ("code", "severity", "path", "line", "message", "fix"), rows)


def _print(fault: PlanFault, severity: str) -> None:
    print(f"{fault.path}:{fault.line}: {fault.code} {severity} {fault.message}")
    print(t("cli.validate.fix", fix=fault.hint))


def _clean(plan: Plan, notes: int) -> str:
    return t(
        "cli.lint.clean",
        areas=len(plan.areas),
        goals=len(plan.goals),
        measures=len(plan.measures),
        projects=len(plan.key_projects),
        footnotes=len(plan.footnotes),
        indicators=len(plan.indicators),
        quantified=sum(indicator.group == "quantified" for indicator in plan.indicators.values()),
        notes=notes,
    )
