"""plan-eval letters: what the evaluation found, a page for each department."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from plan_eval.cli import completing
from plan_eval.cli.options import (
    ForceOption,
    PlanOption,
    StageOption,
    SubmissionsOption,
    YearOption,
)
from plan_eval.messages import for_others, t

if TYPE_CHECKING:
    from plan_eval.feedback.letter import Letter
    from plan_eval.model.assessment import Stage


LetterFormat = Literal["pdf", "docx", "both"]
"""The files a letter can be written as."""


def letters(
    stage: StageOption,
    submissions: SubmissionsOption = None,
    year: YearOption = None,
    plan_path: PlanOption = None,
    department: Annotated[
        str | None,
        typer.Option(
            "--department", autocompletion=completing.departments, help=t("cli.letters.department")
        ),
    ] = None,
    form: Annotated[LetterFormat, typer.Option("--format", help=t("cli.letters.format"))] = "pdf",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=t("cli.letters.output"), show_default=False),
    ] = None,
    due: Annotated[
        datetime | None,
        typer.Option("--due", formats=["%Y-%m-%d"], help=t("cli.letters.due"), show_default=False),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help=t("cli.letters.draft"))] = False,
    dated: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], help=t("cli.letters.date"), show_default=False
        ),
    ] = None,
    force: ForceOption = False,
) -> int:
    """Exit 0 when the letters are written, 1 when one has more than a page or data is missing."""
    from plan_eval.assess.engine import assess
    from plan_eval.cli.console import beside, say, working
    from plan_eval.cli.names import department_named
    from plan_eval.cli.options import day_of
    from plan_eval.cli.session import (
        checked,
        kept_apart,
        note_refusals,
        project_and_plan,
    )
    from plan_eval.errors import PlanEvalError
    from plan_eval.feedback.letter import letters as letters_of
    from plan_eval.model.wording import called
    from plan_eval.writing.saving import refuse, save

    project, plan = project_and_plan(plan_path)
    chosen = department_named(department, plan) if department else None
    when, day = plan.stage(stage, year), day_of(dated)
    if due is not None and due.date() < day:
        raise PlanEvalError(t("cli.letters.due-before", due=due.date(), day=day))
    folder = output or project.output / "letters"
    kept_apart(folder / "_.pdf", project, submissions, force=force)
    with for_others():
        validation = checked(project, plan, submissions, today=day)
        judged = assess(plan, validation.observations, validation.self_assessments, when)
        found = letters_of(plan, judged, validation, day, due.date() if due else None, draft=draft)
    refused = note_refusals(validation)
    if chosen:
        if chosen not in found:
            name = called(plan.department[chosen])
            raise PlanEvalError(t("cli.letters.none", department=name))
        found = {chosen: found[chosen]}
    with for_others():
        files = {name: _paths(letter, when, form, folder) for name, letter in found.items()}
        listed = folder / t("letters.list-name", stage=_stage(when))
    # all before the first: half plan the letters would be worse than none
    for path in (listed, *(path for paths in files.values() for path in paths)):
        refuse(path, force=force)
    problems = 0
    for name, letter in found.items():
        with working(beside("cli.working.composing")) as show:
            for path in files[name]:
                show(str(path))
                problems += _write(letter, path, project.templates, force=force)
        shown = t("punctuation.list").join(map(str, files[name]))
        say(t("cli.letters.done", department=letter.department, path=shown))
    if found and not chosen:
        from plan_eval.feedback.letter_files import letters_xlsx

        with for_others():
            save(listed, letters_xlsx(found, files, day), force=force)
        say(t("cli.letters.list", path=listed))
    return 1 if problems else refused


def _paths(letter: Letter, when: Stage, form: LetterFormat, folder: Path) -> list[Path]:
    endings = ("pdf", "docx") if form == "both" else (form,)
    name = {"department": letter.department, "stage": _stage(when)}
    return [folder / t("letters.file-name", **name, suffix=ending) for ending in endings]


def _stage(when: Stage) -> str:
    return f"{when.name}_{when.year}"


def _write(letter: Letter, path: Path, templates: Path, *, force: bool) -> int:
    """Write one file; gives how many problems its pages have."""
    from plan_eval.cli.console import note
    from plan_eval.feedback.letter_files import letter_docx, write_letter
    from plan_eval.writing.saving import save

    with for_others():
        if path.suffix == ".docx":
            save(path, letter_docx(letter, templates), force=force)
            return 0
        done = write_letter(letter, templates, path, force=force)
    problems = [*done.problems, *([t("cli.letters.pages")] if done.pages > 1 else [])]
    for problem in problems:
        note(t("cli.letters.problem", path=path, problem=problem))
    return len(problems)
