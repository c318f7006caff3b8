"""plan-eval feedback: one sheet per department, of what to correct, to explain and to send."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import ForceOption, PlanOption, SubmissionsArgument
from plan_eval.words import t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan_eval.feedback.sheet import Feedback


class FeedbackFormat(StrEnum):
    """The files a sheet can be written as."""

    XLSX = "xlsx"
    PDF = "pdf"
    BOTH = "both"


def feedback(
    paths: SubmissionsArgument = None,
    department: Annotated[
        str | None, typer.Option("--department", help=t("cli.feedback.department"))
    ] = None,
    output_format: Annotated[
        FeedbackFormat, typer.Option("--format", help=t("cli.feedback.format"))
    ] = FeedbackFormat.BOTH,
    plan: PlanOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=t("cli.feedback.output"), show_default=False),
    ] = None,
    dated: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], help=t("cli.feedback.date"), show_default=False
        ),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Exit 0 when nothing must be corrected, 1 when a department must correct something."""
    from plan_eval.cli.clock import day_of
    from plan_eval.cli.names import department_named
    from plan_eval.cli.session import kept_apart, project_and_plan, read_and_checked
    from plan_eval.errors import PlanEvalError
    from plan_eval.feedback.sheets import feedback_sheets
    from plan_eval.writing.saving import refuse

    project, of = project_and_plan(plan)
    chosen = of.department[department_named(department, of)].name if department else None
    day = day_of(dated)
    folder = output or project.output / "feedback"
    kept_apart(folder / "_.xlsx", project, paths, plan=plan, force=force)
    sheets = feedback_sheets(*read_and_checked(project, of, paths, today=day), of, day)
    if chosen:
        sheets = [sheet for sheet in sheets if sheet.department == chosen]
        if not sheets:
            raise PlanEvalError(t("cli.feedback.none", department=chosen))
    for sheet in sheets:  # all before the first: half of the sheets would be worse than none
        for path in _paths(sheet, output_format, folder):
            refuse(path, force=force)
    for sheet in sheets:
        written = _write(sheet, output_format, folder, project.templates, force=force)
        print(_said(sheet, "、".join(str(path) for path in written)))
    raise typer.Exit(1 if any(sheet.errors for sheet in sheets) else 0)


def _paths(sheet: Feedback, output_format: FeedbackFormat, folder: Path) -> list[Path]:
    """The files of one sheet."""
    from plan_eval.feedback.phrases import department_words

    both = output_format is FeedbackFormat.BOTH
    name = {"department": department_words(sheet), "day": sheet.day}
    endings = ("xlsx", "pdf") if both else (output_format.value,)
    return [folder / t("feedback.file-name", **name, suffix=ending) for ending in endings]


def _write(
    sheet: Feedback, output_format: FeedbackFormat, folder: Path, templates: Path, *, force: bool
) -> Iterator[Path]:
    for path in _paths(sheet, output_format, folder):
        if path.suffix == ".pdf":
            yield _write_pdf(sheet, path, templates, force=force)
        else:
            from plan_eval.feedback.xlsx import feedback_xlsx
            from plan_eval.writing.saving import save

            yield save(path, feedback_xlsx(sheet), force=force)


def _write_pdf(sheet: Feedback, path: Path, templates: Path, *, force: bool) -> Path:
    from plan_eval.cli.console import note
    from plan_eval.feedback.pdf import write_feedback

    for problem in write_feedback(sheet, templates, path, force=force).problems:
        note(t("cli.feedback.problem", path=path, problem=problem))
    return path


def _said(sheet: Feedback, paths: str) -> str:
    from plan_eval.feedback.phrases import department_words

    return t(
        "cli.feedback.done",
        name=department_words(sheet),
        errors=len(sheet.parts["error"]),
        open=len(sheet.parts["verify"]),
        missing=len(sheet.parts["missing"]),
        path=paths,
    )
