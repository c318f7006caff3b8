"""What most commands begin with: the project, its plan, its submissions."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plan_eval.errors import PlanEvalError
from plan_eval.messages import language, language_of_files, t, to_terminal, use_level, use_messages

if TYPE_CHECKING:
    from plan_eval.checks.validation import Validation
    from plan_eval.model.plan import Plan
    from plan_eval.plan_folder.load import PlanFolder
    from plan_eval.plan_folder.project_file import Project
    from plan_eval.reading.submitted import Submissions
    from plan_eval.store.contents import Sent


def project_here(plan: Path | None = None) -> Project:
    """The project of the working folder; `plan` overrides the project's.

    A project file further up is named on stderr, for it might be there by accident. Raises
    PlanEvalError when neither a file nor `plan` says which plan is meant.
    """
    from plan_eval.cli.console import say
    from plan_eval.plan_folder.project_file import read_project

    project = read_project(Path(), plan, os.environ)
    if project.file.parent.parts:
        say(t("project.above", path=project.file.resolve()), beside=True)
    return project


def project_and_plan(plan_path: Path | None) -> tuple[Project, Plan]:
    """The project of the working folder and its plan; `plan` overrides the project's.

    The project's register of towns and streets goes with the project's plan only. Its own words
    and what the plan calls its level hold from here on.
    """
    project, folder, plan = project_and_folder(plan_path)
    if folder.faults:
        raise folder.error()
    return project, plan


def project_and_folder(plan: Path | None) -> tuple[Project, PlanFolder, Plan]:
    """The same with the folder as read, for who puts it right: the plan may have faults.

    Raises PlanError when it has such that no plan comes of it.
    """
    from plan_eval.plan_folder.load import read_plan
    from plan_eval.plan_folder.messages_file import read_messages

    project = project_here(plan)
    own = {of: read_messages(project.templates, of) for of in {language(), language_of_files()}}
    use_messages(own[language()], of_files=own[language_of_files()])
    folder = read_plan(project.plan, project.units)
    if folder.plan is None:
        raise folder.error()
    use_level(folder.plan.header.level_words)
    return project, folder, folder.plan


def speak_of_the_project() -> None:
    """Use the words of the project's plan where there is one, for commands that need no plan.

    Without a plan, or with one that cannot be read, their words stay neutral: a page on a rule is
    asked for just when something is wrong.
    """
    from plan_eval.plan_folder.load import load_header
    from plan_eval.plan_folder.project_file import read_project

    with suppress(PlanEvalError):
        use_level(load_header(read_project(Path(), None, os.environ).plan).level_words)


def sent(
    project: Project,
    plan: Plan,
    paths: list[Path] | None,
    *,
    waivers: list[Path] | None = None,
    on: date | None = None,
) -> Sent:
    """What was sent, and the waivers that hold: those of the files named, else those beside it.

    Of a database what was in force at the end of day `on`. Raises SubmissionError when nobody says
    where the submissions are, PlanEvalError for a day without a database.
    """
    from plan_eval.cli.console import watched
    from plan_eval.errors import NothingSent
    from plan_eval.store.contents import read_sent

    where = paths or project.submissions
    if not where and project.districts:
        raise NothingSent(t("file.nothing-named"), hint=t("file.nothing-named-districts"))
    return read_sent(where, plan, project.plan, on=on, waivers=waivers or (), watch=watched)


def kept_apart(
    output: Path,
    project: Project,
    paths: list[Path] | None = None,
    *,
    others: Iterable[Path | None] = (),
    force: bool = False,
) -> Path:
    """The destination, when a result may be written there: asked before anything is read.

    Raises PlanEvalError when it is among the submissions (the next run would read it as one), when
    it is a file of the plan, the templates, the settings or one of `others` that are read, when
    nothing can be written there, and without `force` when a person's file stands there.
    """
    from plan_eval.reading.find import is_among
    from plan_eval.writing.saving import refuse

    if is_among(output, paths or project.submissions) or is_among(output, project.submissions):
        raise PlanEvalError(t("file.among-submissions", path=output), hint=t("file.apart-hint"))
    folders = (project.plan, project.named or project.plan, project.templates)
    files = (project.file, project.units, project.approval, project.surveys, *others)
    if _is_read(output, folders, files):
        raise PlanEvalError(t("file.is-input", path=output), hint=t("file.is-input-hint"))
    refuse(output, force=force)
    return output


_SETTINGS = (".yaml", ".yml", ".j2", ".css", ".js", ".ttf", ".otf", ".svg", ".png", ".jpg")
"""What a plan's or a templates folder is read for; results may lie beside it."""


def _is_read(output: Path, folders: Iterable[Path], files: Iterable[Path | None]) -> bool:
    """Whether the program reads this file, or would read it once it were there."""
    try:
        target = output.resolve()
        within = any(target.is_relative_to(folder.resolve()) for folder in folders)
        named = target in {path.resolve() for path in files if path is not None}
    except (OSError, RuntimeError):  # a loop of links: `refuse` says so
        return False
    # the settings and the waivers have names of their own, which are looked for in many folders
    own = target.name in ("plan-eval.yaml", "waivers.yaml", "publications.yaml")
    return named or own or (within and target.suffix.lower() in _SETTINGS)


def read_and_checked(
    project: Project,
    plan: Plan,
    paths: list[Path] | None,
    as_of: int | None = None,
    today: date | None = None,
    on: date | None = None,
) -> tuple[Submissions, Validation]:
    """Read and check submissions, waivers held against `today`. Raises SubmissionError for none.

    Of a database what was in force on day `on`. With `as_of`, only what had been sent by that year
    of report. What is dated (a report, a sheet) gives its own day as `today`, so that it comes out
    the same on any other.
    """
    from plan_eval.checks.as_of import sent_by
    from plan_eval.checks.engine import validate
    from plan_eval.cli.console import beside, working

    found = sent(project, plan, paths, on=on)
    submissions = found.submissions if as_of is None else sent_by(found.submissions, as_of)
    today = today or date.today()
    with working(beside("cli.working.checking")):
        return submissions, validate(submissions, plan, waivers=found.waivers, today=today)


def checked(
    project: Project,
    plan: Plan,
    paths: list[Path] | None,
    as_of: int | None = None,
    today: date | None = None,
    on: date | None = None,
) -> Validation:
    """What the checks say of the submissions, or said of those sent by the year `as_of`."""
    return read_and_checked(project, plan, paths, as_of, today, on)[1]


def note_refusals(validation: Validation) -> int:
    """Say on stderr what was sent and is not judged, and why; gives the exit code.

    1 when a row was refused or a file could not be read, so that no script takes a judgement of
    half the data for one of all; 0 otherwise.
    """
    from plan_eval.cli.console import note

    refused, unread = validation.account.refused, validation.unread_files
    with to_terminal():
        if refused:
            reasons = t("punctuation.list").join(
                t("cli.refused.reason", code=code, title=t(f"rules.{code}.title"), count=count)
                for code, count in validation.refused_by_rule.items()
            )
            note(
                t("cli.refused.rows", count=refused, reasons=reasons or t("cli.refused.with-file"))
            )
        if unread:
            note(
                t("cli.refused.files", count=len(unread), names=t("punctuation.list").join(unread))
            )
        if refused or unread:
            note(t("cli.refused.see"))
    return 1 if refused or unread else 0
