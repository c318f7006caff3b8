"""plan-eval report: write the evaluation report as one PDF."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from plan_eval.cli.options import PlanOption, StageChoice, SubmissionsOption, YearOption
from plan_eval.words import t


def report(
    stage: StageChoice,
    submissions: SubmissionsOption = None,
    year: YearOption = None,
    plan: PlanOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=t("cli.report.output"))
    ] = None,
    dated: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help=t("cli.report.date"), show_default=False),
    ] = None,
) -> None:
    """Exit 0 when the report is written and passes its own checks."""
    from plan_eval.assess.engine import assess
    from plan_eval.cli.console import note
    from plan_eval.cli.session import checked, project_and_plan, stage_of
    from plan_eval.model.finding import Severity
    from plan_eval.report.build import write_report

    project, of = project_and_plan(plan)
    when = stage_of(stage, year, of)
    validation = checked(project, of, submissions)
    if errors := validation.count(Severity.ERROR):
        note(t("cli.report.refused", errors=errors))
    assessment = assess(of, validation.observations, validation.assessments, when)
    name = f"{of.header.id}_{when.name}_{when.year}.pdf"
    destination = output or project.output / name
    day = dated.date() if dated else date.today()
    done = write_report(of, assessment, validation, project.templates, destination, day)
    print(t("cli.report.done", path=destination, pages=done.pages, seconds=f"{done.seconds:.1f}"))
    for problem in done.problems:
        note(t("cli.report.problem", problem=problem))
    raise typer.Exit(1 if done.problems else 0)
