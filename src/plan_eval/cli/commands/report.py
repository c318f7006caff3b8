"""plan-eval report: write the evaluation or monitoring report."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from plan_eval.cli import completing
from plan_eval.cli.options import (
    ByOption,
    ExecutorOption,
    ForceOption,
    OnOption,
    PlanOption,
    SchedulerOption,
    StageOption,
    SubmissionsOption,
    WorkersOption,
    YearOption,
    day_option,
)
from plan_eval.messages import for_others, t
from plan_eval.report.edition import Format, Kind, Parts

if TYPE_CHECKING:
    from plan_eval.model.plan import Plan
    from plan_eval.model.verdict import Stage
    from plan_eval.plan_folder.project_file import Project
    from plan_eval.report.context import Context
    from plan_eval.report.edition import Edition


def report(
    stage: StageOption,
    submissions: SubmissionsOption = None,
    year: YearOption = None,
    plan_path: PlanOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=t("cli.report.output"))
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", help=t("cli.report.format"), show_default="pdf"),
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help=t("cli.report.kind"))] = None,
    area: Annotated[
        str | None,
        typer.Option("--area", autocompletion=completing.areas, help=t("cli.report.area")),
    ] = None,
    department: Annotated[
        str | None,
        typer.Option(
            "--department", autocompletion=completing.departments, help=t("cli.report.department")
        ),
    ] = None,
    volumes: Annotated[
        Parts | None, typer.Option("--parts", help=t("cli.report.parts"), show_default="both")
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help=t("cli.report.draft"))] = False,
    dated: Annotated[datetime | None, day_option("--date", t("cli.report.date"))] = None,
    on: OnOption = None,
    by: ByOption = None,
    executor: ExecutorOption = None,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    force: ForceOption = False,
) -> int:
    """Exit 0 when the report is written, 1 when it does not pass its own checks or data is missing.

    Data is missing from it when rows were refused or files could not be read.
    """
    from plan_eval.assess.engine import assess
    from plan_eval.cli.by_district import refuse_beside, report_each, run_of
    from plan_eval.cli.console import note, say, steps_shown
    from plan_eval.cli.options import day_of, format_for
    from plan_eval.cli.session import (
        checked,
        kept_apart,
        note_refusals,
        project_and_plan,
    )
    from plan_eval.plan_folder.reports_folder import past_report_file
    from plan_eval.report.extract import context_of
    from plan_eval.report.formats import write
    from plan_eval.report.past_reports import past_report
    from plan_eval.report.texts import Texts
    from plan_eval.writing.saving import save

    run = run_of(by, executor, workers, scheduler)
    form = format_for(output if run is None else None, form, get_args(Format))
    if volumes is not None:
        _bound(volumes, form, of_a_part=bool(area or department))
    if run is not None:
        refuse_beside(submissions=submissions)
        return report_each(
            stage,
            year,
            plan_path,
            run,
            form=form,
            kind=kind,
            parts=volumes,
            area=area,
            department=department,
            draft=draft,
            day=day_of(dated),
            on=on.date() if on else None,
            output=output,
            force=force,
        )
    project, plan = project_and_plan(plan_path)
    when = plan.stage(stage, year)
    paged = form in ("pdf", "docx")
    until = on.date() if on else None
    edition = edition_of(kind, when, area, department, draft, project, plan, paged=paged, on=until)
    texts = Texts(edition.texts)
    names = (plan.header.id, when.name, str(when.year), kind, edition.area, edition.department)
    # a draft never takes the place of the report itself
    of_draft = "draft" if draft else None
    default = project.output / f"{'_'.join(filter(None, (*names, volumes, of_draft)))}.{form}"
    destination = kept_apart(output or default, project, submissions, force=force)
    keeper = _keeper(project, edition, submissions, until)
    entry = None if keeper else _entry(project, edition, when, force=force)
    day = day_of(dated)
    with for_others():
        validation = checked(project, plan, submissions, today=day, on=until)
        assessment = assess(plan, validation.observations, validation.self_assessments, when)
        context = context_of(plan, assessment, validation, day, edition, texts)
    refused = note_refusals(validation)
    with steps_shown() as watch, for_others():
        done = write(
            form,
            context,
            project.templates,
            destination,
            parts=volumes,
            watch=watch,
            force=force,
        )
        if entry is not None:
            save(entry, past_report_file(past_report(context)), force=force)
        if keeper is not None:
            _keep(keeper, context)
    say(t("cli.report.written", path=done.path))
    if done.pages:
        say(t("cli.report.pages", pages=done.pages))
    for problem in done.problems:
        note(t("cli.report.problem", problem=problem))
    for block in texts.changed:
        note(t("cli.report.text-changed", path=texts.written[block.id].path))
    return 1 if done.problems or texts.changed else refused


def _keeper(
    project: Project, edition: Edition, submissions: list[Path] | None, on: date | None
) -> Path | None:
    """The database that records the report: the project's, for a whole one of today, no draft."""
    import os

    from plan_eval.cli.console import note
    from plan_eval.store.database import database_among

    path = database_among(project.submissions)
    if path is None or submissions or on or edition.draft or not edition.whole:
        return None
    if path.exists() and not os.access(path, os.W_OK):
        note(t("cli.report.not-kept", path=path))
        return None
    return path


def _keep(path: Path, context: Context) -> None:
    """Record the report with its approval and texts, and as one to come back to if it is such."""
    from plan_eval.report.past_reports import past_report
    from plan_eval.store.database import open_database
    from plan_eval.store.reports import Kept, keep_report

    edition = context.edition
    report = Kept(
        name=edition.name(context.assessment.stage),
        day=context.day,
        approval=edition.approval,
        texts=edition.texts,
        entry=past_report(context) if edition.registered else None,
    )
    with open_database(path, context.plan.header.id, write=True) as database:
        keep_report(database, report)


def _entry(project: Project, edition: Edition, when: Stage, *, force: bool) -> Path | None:
    """Where the report is registered: in a project that keeps a register, and no draft or part."""
    from plan_eval.plan_folder.reports_folder import ENDING
    from plan_eval.writing.saving import refuse

    folder = project.reports
    if folder is None or not folder.is_dir() or not edition.registered:
        return None
    path = folder / f"{edition.name(when)}{ENDING}"
    refuse(path, force=force)
    return path


def _bound(volumes: Parts, form: Format, *, of_a_part: bool) -> None:
    """Raises PlanEvalError for a volume of what is not bound in volumes."""
    from plan_eval.errors import PlanEvalError

    if form not in ("pdf", "docx"):
        raise PlanEvalError(t("cli.report.parts-format", form=form))
    if of_a_part and volumes != "main":
        raise PlanEvalError(t("cli.report.parts-extract"))


def edition_of(
    kind: Kind | None,
    when: Stage,
    area: str | None,
    department: str | None,
    draft: bool,
    project: Project,
    plan: Plan,
    *,
    paged: bool = True,
    on: date | None = None,
) -> Edition:
    """The edition asked for, its part by any name. Raises PlanEvalError for one there is not."""
    from plan_eval.cli.names import area_named, department_named
    from plan_eval.report.edition import edition_for

    return edition_for(
        project,
        plan,
        when,
        kind=kind,
        area=area_named(area, plan, projects=False) if area else None,
        department=department_named(department, plan) if department else None,
        draft=draft,
        paged=paged,
        on=on,
    )
