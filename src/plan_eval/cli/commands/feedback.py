"""plan-eval feedback: one sheet per department, of what to correct, to explain and to send."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from plan_eval.cli import completing
from plan_eval.cli.options import ForceOption, PlanOption, SubmissionsArgument, day_option
from plan_eval.messages import for_others, t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plan_eval.checks.validation import Validation
    from plan_eval.feedback.reply_sheet import Feedback
    from plan_eval.model.finding import Finding
    from plan_eval.model.plan import Plan
    from plan_eval.reading.submitted import Submissions
    from plan_eval.reading.vocabulary import Vocabulary

    FindingsOfFiles = dict[str, dict[str | None, list[Finding]]]


FeedbackFormat = Literal["xlsx", "pdf", "both", "marked"]


def feedback(
    paths: SubmissionsArgument = None,
    department: Annotated[
        str | None,
        typer.Option(
            "--department", autocompletion=completing.departments, help=t("cli.feedback.department")
        ),
    ] = None,
    output_format: Annotated[
        FeedbackFormat, typer.Option("--format", help=t("cli.feedback.format"))
    ] = "both",
    plan_path: PlanOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=t("cli.feedback.output"), show_default=False),
    ] = None,
    dated: Annotated[datetime | None, day_option("--date", t("cli.feedback.date"))] = None,
    force: ForceOption = False,
) -> int:
    """Exit 0 when nothing must be corrected, 1 when a department must correct something."""
    from plan_eval.cli.console import beside, say, working
    from plan_eval.cli.names import department_named
    from plan_eval.cli.options import day_of
    from plan_eval.cli.session import kept_apart, project_and_plan, read_and_checked
    from plan_eval.errors import PlanEvalError
    from plan_eval.feedback.sheets import feedback_sheets
    from plan_eval.reading.vocabulary import vocabulary_of
    from plan_eval.writing.saving import refuse

    project, plan = project_and_plan(plan_path)
    chosen = plan.department[department_named(department, plan)].name if department else None
    day = day_of(dated)
    folder = output or project.output / "feedback"
    kept_apart(folder / "_.xlsx", project, paths, force=force)
    with for_others():
        submissions, validation = read_and_checked(project, plan, paths, today=day)
        sheets = feedback_sheets(submissions, validation, plan, day)
    if chosen:
        sheets = [sheet for sheet in sheets if sheet.department == chosen]
        if not sheets:
            raise PlanEvalError(t("cli.feedback.none", department=chosen))
    if output_format == "marked":
        found = _found(submissions, validation, plan, chosen)
        _write_marked(found, vocabulary_of(plan), folder, force=force)
        return 1 if any(sheet.errors for sheet in sheets) else 0
    for sheet in sheets:  # all before the first: half plan the sheets would be worse than none
        for path in _paths(sheet, output_format, folder):
            refuse(path, force=force)
    for sheet in sheets:
        with working(beside("cli.working.composing")):
            written = [*_write(sheet, output_format, folder, project.templates, force=force)]
        say(_said(sheet, t("punctuation.list").join(str(path) for path in written)))
    return 1 if any(sheet.errors for sheet in sheets) else 0


def _paths(sheet: Feedback, output_format: FeedbackFormat, folder: Path) -> list[Path]:
    """The files of one sheet."""
    from plan_eval.feedback.phrases import department_words

    both = output_format == "both"
    name = {"department": department_words(sheet), "day": sheet.day}
    endings = ("xlsx", "pdf") if both else (output_format,)
    with for_others():
        return [folder / t("feedback.file-name", **name, suffix=ending) for ending in endings]


def _write(
    sheet: Feedback, output_format: FeedbackFormat, folder: Path, templates: Path, *, force: bool
) -> Iterator[Path]:
    for path in _paths(sheet, output_format, folder):
        if path.suffix == ".pdf":
            yield _write_pdf(sheet, path, templates, force=force)
        else:
            from plan_eval.feedback.reply_workbook import feedback_xlsx
            from plan_eval.writing.saving import save

            with for_others():
                content = feedback_xlsx(sheet)
            yield save(path, content, force=force)


def _found(
    submissions: Submissions, validation: Validation, plan: Plan, chosen: str | None
) -> FindingsOfFiles:
    """What must be corrected or explained, by file and its sheet."""
    from plan_eval.feedback.marked import to_mark

    found: FindingsOfFiles = {}
    for one in to_mark(validation.findings):
        file = submissions.by_path.get(one.path)
        sender = plan.department.get((file and file.department) or "")
        if file and (chosen is None or (sender and sender.name == chosen)):
            of_file = found.setdefault(file.source or file.path, {})
            of_file.setdefault(file.sheet, []).append(one)
    return found


def _write_marked(found: FindingsOfFiles, words: Vocabulary, folder: Path, *, force: bool) -> None:
    """A marked copy of each file; none is written where one of them may not be."""
    from plan_eval.cli.console import beside, note, say, working
    from plan_eval.feedback.marked import marked
    from plan_eval.reading.notices import Unreadable
    from plan_eval.writing.saving import refuse, save

    targets = _targets(found, folder)
    for target in targets.values():
        refuse(target, force=force)
    for source, target in targets.items():
        path = Path(source)
        try:
            with for_others(), working(beside("cli.working.composing")):
                made = marked(path.read_bytes(), found[source], words)
        except (Unreadable, OSError):
            note(t("feedback.marked.unread", path=path))
            continue
        count = sum(map(len, found[source].values()))
        written = save(target, made.content, force=force)
        say(t("feedback.marked.done", path=written, count=count))
        if made.dropped:
            note(
                t(
                    "feedback.marked.dropped",
                    path=target,
                    parts=t("punctuation.list").join(made.dropped),
                )
            )


def _targets(sources: Iterable[str], folder: Path) -> dict[str, Path]:
    """Where each copy goes; files of one name are told apart by their folder and kind.

    Raises PlanEvalError where a copy would replace the file that was sent.
    """
    from collections import Counter

    from plan_eval.errors import PlanEvalError

    with for_others():
        mark = t("feedback.marked.file-name")
    names = {source: f"{Path(source).stem.removesuffix(mark)}{mark}" for source in sources}
    shared = Counter(names.values())
    targets = {}
    for source, name in names.items():
        path = Path(source)
        before = f"{path.parent.name}_{path.suffix[1:]}_" if shared[name] > 1 else ""
        targets[source] = folder / f"{before}{name}.xlsx"
        if targets[source].exists() and path.exists() and targets[source].samefile(path):
            raise PlanEvalError(t("feedback.marked.same", path=path))
    return targets


def _write_pdf(sheet: Feedback, path: Path, templates: Path, *, force: bool) -> Path:
    from plan_eval.cli.console import note
    from plan_eval.feedback.pdf import write_feedback

    with for_others():
        problems = write_feedback(sheet, templates, path, force=force).problems
    for problem in problems:
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
