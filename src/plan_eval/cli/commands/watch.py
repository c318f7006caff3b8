"""plan-eval watch: check again whenever a file changes, while a form is being corrected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import PlanOption, SubmissionsArgument
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

if TYPE_CHECKING:
    from plan_eval.model.finding import Finding
    from plan_eval.model.plan import Plan
    from plan_eval.plan_folder.project_file import Project

QUIET = 300
"""Milliseconds without a change after which a file counts as written: saving takes several."""
LONGEST = 3_000
"""Milliseconds after which it is looked at though changes go on."""
LOOK = 1_000
"""Milliseconds after which it is looked at though nothing was told."""


def watch(
    paths: SubmissionsArgument = None,
    plan_path: PlanOption = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help=t("cli.validate.ignore"))
    ] = None,
    until_clean: Annotated[
        bool, typer.Option("--until-clean", help=t("cli.watch.until-clean"))
    ] = False,
) -> int:
    """Runs until Ctrl-C (130); with --until-clean exit 0 as soon as no error stands."""
    from plan_eval.checks.select import selection
    from plan_eval.cli.console import note
    from plan_eval.cli.session import project_and_plan

    _library()
    chosen = selection((), ignore or ())
    project, plan = project_and_plan(plan_path)
    where = paths or list(project.submissions)
    _refuse_unwatched(where)
    known: tuple[Finding, ...] | None = None
    for _ in _changes(where):
        found = _checked(project, plan, where)
        if found is None:
            note(t("cli.watch.waiting"))
            continue
        found = tuple(one for one in found if chosen.wants(one.code))
        _show(known, found)
        known = found
        if until_clean and not any(one.severity == "error" and not one.settled for one in found):
            return 0
        note(t("cli.watch.waiting"))
    return 130


def _library() -> None:
    try:
        import watchfiles  # noqa: F401
    except ModuleNotFoundError:
        hint = t("cli.watch.no-library-hint")
        raise PlanEvalError(t("cli.watch.no-library"), hint=hint) from None


def _refuse_unwatched(paths: list[Path]) -> None:
    """Raise for what cannot be watched: nothing, standard input, a database, what is not there."""
    from plan_eval.errors import NothingSent
    from plan_eval.reading.find import STANDARD_INPUT, find_files
    from plan_eval.store.database import is_database

    if not paths:
        raise NothingSent(t("file.nothing-named"), hint=t("file.nothing-named-hint"))
    for path in paths:
        if path == STANDARD_INPUT or is_database(path):
            raise PlanEvalError(t("cli.watch.not-watched", path=path), hint=t("cli.watch.files"))
        if not path.is_dir():  # an empty folder waits for its first file
            find_files([path])


def _checked(project: Project, plan: Plan, paths: list[Path]) -> tuple[Finding, ...] | None:
    """The findings; None where nothing can be read just now, which is said."""
    from plan_eval.cli.console import note
    from plan_eval.cli.session import checked

    try:
        return checked(project, plan, paths).findings
    except (PlanEvalError, OSError) as error:  # deleted, or gone between listing and reading
        note(f"{_now()} {error}")
        return None


def _changes(paths: list[Path]) -> Iterator[None]:
    """Once at the beginning, and after every change that has come to rest; ends with Ctrl-C.

    The library says when to look; what was seen last says whether anything is another. So nothing
    is missed while a check runs, or on a shared drive that tells nobody of changes.
    """
    from watchfiles import watch as changes

    seen = _seen(paths)
    yield None
    while True:
        roots = sorted({_root(path) for path in paths})
        told = changes(
            *roots,
            watch_filter=None,
            debounce=LONGEST,
            step=QUIET,
            rust_timeout=LOOK,
            yield_on_timeout=True,
        )
        try:
            for _ in told:
                now = _seen(paths)
                if now != seen:
                    seen = now
                    yield None
                if sorted({_root(path) for path in paths}) != roots:
                    break  # taken away, or there again
        except KeyboardInterrupt:  # where the library waits it takes the signal for itself
            return
        except FileNotFoundError:  # taken away just now
            continue


def _root(path: Path) -> Path:
    """The folder to watch for a path: a file is replaced when it is saved, its folder stays.

    Of what is not there now the nearest folder that is; of a pattern the folder before it.
    """
    from glob import has_magic

    at = path.absolute()
    while not at.is_dir() or has_magic(at.name):
        at = at.parent
    return at


def _seen(paths: list[Path]) -> dict[Path, tuple[int, int, int] | None]:
    """The files to read, and the waivers beside them, as they are now; no lock of Excel (~$…)."""
    from plan_eval.checks.waivers import FILE_NAME
    from plan_eval.reading.find import find_files

    found: dict[Path, tuple[int, int, int] | None] = {}
    for path in paths:
        with suppress(PlanEvalError):  # nothing there
            for file in find_files([path]):
                found[file] = None
                found[file.parent / FILE_NAME] = None
    for file in found:
        with suppress(OSError):
            about = file.stat()
            found[file] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found


def _show(before: tuple[Finding, ...] | None, now: tuple[Finding, ...]) -> None:
    """What is new and what is gone since last time; at the beginning all that is to be done."""
    from plan_eval.checks.earlier_run import difference
    from plan_eval.checks.writers.words import place, remedy
    from plan_eval.cli.console import hushed
    from plan_eval.writing.guard import visible

    new, gone = difference(before or (), now)
    asked = [
        one for one in new if not one.settled and (before is not None or one.severity != "info")
    ]
    for sign, findings in (("-", gone), ("+", asked)):
        for one in findings:
            where = " ".join(filter(None, (one.path, place(one))))
            print(visible(f"{sign} {where} {one.code} {one.message}"))
            if sign == "+":
                print(visible(f"      → {remedy(one)}"))
    counts = {
        severity: sum(one.severity == severity and not one.settled for one in now)
        for severity in ("error", "verify")
    }
    moved = {"new": len(asked), "gone": len(gone)}
    if any((moved | counts).values()) or not hushed():
        print(t("cli.watch.standing", time=_now(), **moved, **counts), flush=True)


def _now() -> str:
    return f"{datetime.now():%H:%M:%S}"
