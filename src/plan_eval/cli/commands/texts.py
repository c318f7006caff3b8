"""plan-eval texts: a file for every block of a report that people may word themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli import completing
from plan_eval.cli.commands.report import edition_of
from plan_eval.cli.options import (
    PlanOption,
    StageOption,
    SubmissionsOption,
    TableFormat,
    YearOption,
)
from plan_eval.messages import for_others, t
from plan_eval.report.edition import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from plan_eval.report.texts import Block, Texts


def texts(
    stage: StageOption,
    submissions: SubmissionsOption = None,
    year: YearOption = None,
    plan: PlanOption = None,
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
    confirm: Annotated[
        list[str] | None, typer.Option("--confirm", help=t("cli.texts.confirm"))
    ] = None,
    only_list: Annotated[bool, typer.Option("--list", help=t("cli.texts.list"))] = False,
    output_format: TableFormat = "table",
) -> int:
    """Exit 0 when every text was written on the figures of today, 1 when one was not."""
    from plan_eval.assess.engine import assess
    from plan_eval.cli.options import day_of
    from plan_eval.cli.session import checked, kept_apart, project_and_plan
    from plan_eval.errors import PlanEvalError
    from plan_eval.plan_folder.texts_folder import read_texts
    from plan_eval.report.build import find_blocks
    from plan_eval.report.extract import context_of
    from plan_eval.report.texts import Texts

    project, of = project_and_plan(plan)
    when = of.stage(stage, year)
    edition = edition_of(kind, when, area, department, False, project, of)
    report = edition.name(when)
    if project.texts is None:
        raise PlanEvalError(t("cli.texts.no-project"), hint=t("cli.texts.no-project-hint"))
    folder = project.texts / report
    kept_apart(folder / "_", project, submissions)
    found = Texts(read_texts(project.texts, report))
    _refuse_unwritten(confirm or [], found)
    day = day_of(None)
    with for_others():
        validation = checked(project, of, submissions, today=day)
        judged = assess(of, validation.observations, validation.self_assessments, when)
        find_blocks(context_of(of, judged, validation, day, edition, found), project.templates)
    if output_format == "table":
        _show(found, folder)
    else:
        with for_others():
            _print_rows(found, folder, output_format)
    if not only_list:
        _write(found, folder, set(confirm or []))
    open_ones = {block.id for block in found.changed} - set(confirm or [])
    return 1 if open_ones else 0


def _refuse_unwritten(names: list[str], found: Texts) -> None:
    """Raise PlanEvalError for a text to confirm that nobody has written."""
    from plan_eval.errors import PlanEvalError

    there = [name for name, text in found.written.items() if not text.untouched]
    for name in names:
        if name not in there:
            listed = t("punctuation.list").join(there) or "—"
            hint = t("cli.texts.unknown-hint", blocks=listed)
            raise PlanEvalError(t("cli.texts.unknown", block=name), hint=hint)


def _show(found: Texts, folder: Path) -> None:
    """The blocks with their state, and what changed under a text."""
    from plan_eval.cli.console import note, out, table

    names = ("block", "title", "state", "path")
    shown = table(*(t(f"cli.texts.head.{name}") for name in names))
    for block in found.blocks.values():
        state = t(f"cli.texts.state.{_state(block)}")
        shown.add_row(block.id, block.title, state, str(_path(block, folder)))
    out().print(shown)
    for block in found.changed:
        note(t("cli.report.text-changed", path=_path(block, folder)))
        for sentence in block.gone:
            note(t("cli.texts.gone", sentence=sentence))
        for sentence in block.new:
            note(t("cli.texts.new", sentence=sentence))


def _print_rows(found: Texts, folder: Path, form: str) -> None:
    from plan_eval.cli.console import print_rows

    rows = [
        (block.id, block.title, _state(block), _path(block, folder), block.gone, block.new)
        for block in found.blocks.values()
    ]
    print_rows(form, ("block", "title", "state", "path", "gone", "new"), rows)


def _state(block: Block) -> str:
    if block.html is None:
        return "composed" if block.composed else "blank"
    return "changed" if block.changed else "written"


def _write(found: Texts, folder: Path, confirmed: set[str]) -> None:
    """A skeleton where nobody has written, today's figures on top of what is confirmed."""
    from plan_eval.cli.console import say
    from plan_eval.plan_folder.texts_folder import text_file
    from plan_eval.writing.saving import is_own, save

    count = 0
    for block in found.blocks.values():
        text = found.written.get(block.id)
        # a sweep of replacements changes the words and the sentences on top of the file alike
        untouched = text is None or (text.untouched and is_own(text.path))
        if not untouched and block.id not in confirmed:
            continue
        body = block.skeleton if text is None or untouched else text.body
        # nothing of a person's is lost: the words are kept, or there are none yet
        with for_others():
            content = text_file(block.title, block.composed, block.beside, body)
        save(_path(block, folder), content, force=text is not None)
        count += 1
    kept = sum(not text.untouched for text in found.written.values()) - len(confirmed)
    say(t("cli.texts.done", folder=folder, count=count, kept=kept), beside=True)


def _path(block: Block, folder: Path) -> Path:
    from plan_eval.plan_folder.texts_folder import ENDING

    return folder / f"{block.id}{ENDING}"
