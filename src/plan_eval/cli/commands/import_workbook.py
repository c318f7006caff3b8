"""plan-eval targets import: what a person changed in the workbook, back into the plan's YAML."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import PlanOption
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

if TYPE_CHECKING:
    from plan_eval.spreadsheet.applying import Outcome
    from plan_eval.spreadsheet.merging import Merge
    from plan_eval.spreadsheet.returned import Returned, Trouble


def import_workbook(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=t("cli.targets.import-file"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("cli.targets.import-dry"))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=t("cli.targets.import-yes"))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=t("cli.targets.import-remove"))] = False,
    renumber: Annotated[
        bool, typer.Option("--renumber", help=t("cli.targets.import-renumber"))
    ] = False,
    by: Annotated[
        str, typer.Option("--by", help=t("cli.targets.import-by"), show_default=False)
    ] = "",
    dated: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], help=t("cli.targets.import-date"), show_default=False
        ),
    ] = None,
    plan: PlanOption = None,
) -> int:
    """Exit 0 when the plan says what the workbook says, 1 when something is left to do."""
    from plan_eval.cli.console import say
    from plan_eval.cli.options import day_of
    from plan_eval.cli.session import project_and_folder
    from plan_eval.messages import in_language
    from plan_eval.spreadsheet.applying import apply
    from plan_eval.spreadsheet.merging import merge

    project, folder, of = project_and_folder(plan)
    returned = _read(file, of.header.id)
    day, outcome = day_of(dated), None
    with in_language("en" if returned.language == "en" else "zh"):  # its cells are in that
        asked = merge(returned, folder, of)
        if not asked.troubles:
            if not remove and asked.removals:
                asked.troubles += _kept_rows(asked)
            else:
                outcome = apply(
                    asked,
                    returned,
                    folder,
                    units=project.units,
                    by=by,
                    day=day,
                    renumber=renumber,
                )
    for note_of in returned.notes:
        print(note_of)
    _show(asked, outcome)
    troubles = [*asked.troubles, *(outcome.troubles if outcome else ())]
    _complain(troubles)
    if outcome is None or troubles:
        return 1
    if not outcome.texts:
        say(t("cli.targets.import-none"))
        return 0
    _show_lines(outcome)
    print(_summary(asked, outcome))
    if not _agreed(dry_run=dry_run, yes=yes):
        return 1
    _write(outcome)
    return 0


def _read(file: Path, plan: str) -> Returned:
    from plan_eval.plan_folder.regular_file import near_files, read_regular_file
    from plan_eval.reading.limits import WORKBOOK_BYTES
    from plan_eval.spreadsheet.returned import read_returned

    try:
        data = read_regular_file(file, WORKBOOK_BYTES)
    except FileNotFoundError:
        hint = near_files(file) or t("spreadsheet.export-hint")
        raise PlanEvalError(t("file.no-such-path", path=file), hint=hint) from None
    returned = read_returned(data, str(file))
    if returned.plan != plan:
        message = t("spreadsheet.other-plan", given=returned.plan, wanted=plan)
        raise PlanEvalError(message, path=file, hint=t("spreadsheet.other-plan-hint"))
    return returned


def _kept_rows(asked: Merge) -> Iterable[Trouble]:
    """A row that is gone may have been lost: it takes a word to take it out of the plan."""
    from plan_eval.spreadsheet.returned import Place, Trouble

    sheets = dict.fromkeys(one.sheet.title for one in asked.removals)
    for title in sheets:
        keys = [one.row.key for one in asked.removals if one.sheet.title == title]
        names = t("punctuation.list").join(keys)
        message = t("cli.targets.import-remove-hint", count=len(keys), keys=names)
        yield Trouble(Place(title, 0), message, t("cli.targets.import-remove-fix"))


def _show(asked: Merge, outcome: Outcome | None) -> None:
    from plan_eval.model.wording import field_words
    from plan_eval.writing.guard import visible

    def say(line: str) -> None:
        print(visible(line))

    nothing = t("field.nothing")
    for one in asked.changes:
        before, after = (text.replace("\n", "；") or nothing for text in (one.before, one.after))
        words = {"key": one.row.key, "before": before, "after": after}
        say(t("cli.targets.import-change", place=one.place.words(), **words))
    for new in asked.additions:
        say(t("cli.targets.import-added", place=new.place.words(), key=new.key))
    for gone in asked.removals:
        say(t("cli.targets.import-removed", sheet=gone.sheet.title, key=gone.row.key))
    for old, moved in outcome.moved.items() if outcome else ():
        say(t("cli.targets.import-moved", old=old, new=moved))
    for key, name in outcome.marked if outcome else ():
        say(t("cli.targets.import-marked", key=key, field=field_words(name)))
    for key, name in outcome.confirmed if outcome else ():
        say(t("cli.targets.import-confirmed", key=key, field=field_words(name)))


def _complain(troubles: list[Trouble]) -> None:
    from plan_eval.cli.console import note

    for one in troubles:
        note(t("cli.targets.import-trouble", place=one.place.words(), message=one.message))
        note(t("cli.validate.fix", fix=one.fix))
    if troubles:
        note(t("cli.targets.import-troubles", count=len(troubles)))


def _show_lines(outcome: Outcome) -> None:
    """The lines of the files that change, as `diff -u` shows them."""
    import difflib

    from plan_eval.writing.guard import visible

    for path, after in outcome.texts.items():
        before = path.read_bytes().decode()
        texts = (before.splitlines(), after.splitlines())
        for line in difflib.unified_diff(*texts, str(path), str(path), lineterm="", n=1):
            print(visible(line))


def _summary(asked: Merge, outcome: Outcome) -> str:
    return t(
        "cli.targets.import-summary",
        changes=len(asked.changes),
        added=len(asked.additions),
        removed=len(asked.removals),
        confirmed=len(outcome.confirmed),
        files=len(outcome.texts),
    )


def _agreed(*, dry_run: bool, yes: bool) -> bool:
    """Whether to write: asked on a terminal, said by an option elsewhere."""
    from plan_eval.cli.console import note

    if dry_run:
        note(t("cli.targets.import-dry-done"))
    elif yes:
        return True
    elif not sys.stdin.isatty():
        note(t("cli.targets.import-needs-yes"))
    elif typer.confirm(t("cli.targets.import-ask")):
        return True
    else:
        note(t("cli.targets.import-refused"))
    return False


def _write(outcome: Outcome) -> None:
    from plan_eval.cli.console import say
    from plan_eval.writing.saving import put, refuse

    for path in outcome.texts:  # all of them or none
        refuse(path.resolve(), force=True)
    for path, text in outcome.texts.items():
        put(path.resolve(), text.encode())  # a person's file, whose other lines were kept
        say(beside=True, message=t("cli.targets.import-written", path=path))
