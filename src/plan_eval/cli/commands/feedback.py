"""plan-eval feedback: one sheet per department, of what to correct, to explain and to send."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import PlanOption, SubmissionsArgument
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
) -> None:
    """Exit 0 when nothing must be corrected, 1 when a department must correct something."""
    from plan_eval.cli.clock import day_of
    from plan_eval.cli.names import department_named
    from plan_eval.cli.session import kept_apart, project_and_plan, read_and_checked
    from plan_eval.errors import PlanEvalError
    from plan_eval.feedback.sheets import feedback_sheets

    project, of = project_and_plan(plan)
    chosen = of.department[department_named(department, of)].name if department else None
    day = day_of(dated)
    folder = output or project.output / "feedback"
    kept_apart(folder / "_.xlsx", project, paths)
    sheets = feedback_sheets(*read_and_checked(project, of, paths), of, day)
    if chosen:
        sheets = [sheet for sheet in sheets if sheet.department == chosen]
        if not sheets:
            raise PlanEvalError(t("cli.feedback.none", department=chosen))
    for sheet in sheets:
        written = _write(sheet, output_format, folder, project.templates)
        print(_said(sheet, "、".join(str(path) for path in written)))
    raise typer.Exit(1 if any(sheet.errors for sheet in sheets) else 0)


def _write(
    sheet: Feedback, output_format: FeedbackFormat, folder: Path, templates: Path
) -> Iterator[Path]:
    from plan_eval.feedback.phrases import department_words

    name = t("feedback.file-name", department=department_words(sheet), day=sheet.day, suffix="{}")
    if output_format is not FeedbackFormat.PDF:
        from plan_eval.feedback.xlsx import feedback_xlsx
        from plan_eval.writing.saving import save

        yield save(folder / name.format("xlsx"), feedback_xlsx(sheet))
    if output_format is not FeedbackFormat.XLSX:
        yield _write_pdf(sheet, folder / name.format("pdf"), templates)


def _write_pdf(sheet: Feedback, path: Path, templates: Path) -> Path:
    from plan_eval.cli.console import note
    from plan_eval.feedback.pdf import write_feedback

    for problem in write_feedback(sheet, templates, path).problems:
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
