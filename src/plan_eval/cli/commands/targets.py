"""plan-eval targets: look at the plan as data."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from plan_eval.cli import completing
from plan_eval.cli.command import Command
from plan_eval.cli.commands.import_workbook import import_workbook
from plan_eval.cli.options import (
    ForceOption,
    PlanOption,
    RecordFormat,
    TableFormat,
    day_option,
)
from plan_eval.errors import PlanEvalError
from plan_eval.messages import for_others, t

if TYPE_CHECKING:
    from rich.table import Table

    from plan_eval.forms.inferences import Line
    from plan_eval.model.indicator import Indicator
    from plan_eval.model.plan import Plan


ListFormat = Literal["table", "json", "csv", "xlsx"]


app = typer.Typer(no_args_is_help=True)


@app.command("list", cls=Command, help=t("cli.targets.list"))
def list_targets(
    area: Annotated[
        str | None,
        typer.Option("--area", autocompletion=completing.areas, help=t("cli.option.area")),
    ] = None,
    group: Annotated[str | None, typer.Option("--group", help=t("cli.option.group"))] = None,
    department: Annotated[
        str | None,
        typer.Option(
            "--department", autocompletion=completing.departments, help=t("cli.option.department")
        ),
    ] = None,
    output_format: TableFormat = "table",
    plan_path: PlanOption = None,
) -> None:
    """The indicators, filtered."""
    from plan_eval.cli.console import out, print_rows
    from plan_eval.cli.names import Wanted
    from plan_eval.cli.session import project_and_plan
    from plan_eval.model.likeness import one_of
    from plan_eval.model.targets.base import Group

    _, plan = project_and_plan(plan_path)
    if group is not None:
        one_of(group, get_args(Group))
    named = Wanted(area=area, department=department).indicators(plan)
    chosen = [
        plan.indicators[name] for name in named if group in (None, plan.indicators[name].group)
    ]
    if output_format != "table":
        print_rows(output_format, _COLUMNS, (_row(one, plan) for one in chosen))
        return
    out().print(_table(chosen, plan))
    print(t("cli.targets.count", count=len(chosen)))


_COLUMNS = (
    *("indicator", "name", "area", "department", "supporting", "group", "kind", "target"),
    *("bound", "unit", "splits"),
)


def _row(one: Indicator, plan: Plan) -> tuple[object, ...]:
    from plan_eval.model.wording import target_words

    whose = (plan.part_of(one.id), one.department, one.supporting)
    what = (one.group, one.target.kind, target_words(one), one.bound, one.unit, one.splits)
    return (one.id, one.name, *whose, *what)


def _table(indicators: list[Indicator], plan: Plan) -> Table:
    from plan_eval.cli.console import table
    from plan_eval.model.wording import called, target_words

    made = table(*(t(f"cli.targets.head.{n}") for n in ("id", "name", "target", "unit", "owner")))
    for indicator in indicators:
        owner = called(plan.department[indicator.department])
        made.add_row(
            indicator.id, called(indicator), target_words(indicator), indicator.unit or "", owner
        )
    return made


@app.command("show", cls=Command, help=t("cli.targets.show"))
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", autocompletion=completing.parts, help=t("cli.targets.id"))
    ],
    output_format: RecordFormat = "text",
    plan_path: PlanOption = None,
) -> None:
    """One goal, measure, project, indicator or footnote, whole."""
    import yaml

    from plan_eval.cli.console import print_json
    from plan_eval.cli.names import part_named
    from plan_eval.cli.session import project_and_plan
    from plan_eval.plan_folder.export import describe

    _, plan = project_and_plan(plan_path)
    found = describe(part_named(name, plan), plan)
    if output_format == "json":
        print_json(found)
        return
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=100)
    print(text, end="")


@app.command("footnotes", cls=Command, help=t("cli.targets.footnotes"))
def footnotes(output_format: TableFormat = "table", plan_path: PlanOption = None) -> None:
    """The footnotes with place, role and text."""
    from plan_eval.cli.console import out, print_rows, table
    from plan_eval.cli.session import project_and_plan

    _, plan = project_and_plan(plan_path)
    if output_format != "table":
        rows = [(one.number, one.place.item, one.role, one.text) for one in plan.footnotes]
        print_rows(output_format, ("number", "item", "role", "text"), rows)
        return
    made = table(*(t(f"cli.targets.head.{n}") for n in ("number", "place", "role", "text")))
    for note in plan.footnotes:
        made.add_row(str(note.number), note.place.item, t(f"roles.{note.role}"), note.text)
    out().print(made)


ExportFormat = Literal["json", "xlsx"]
"""What the whole plan is exported as."""


@app.command("export", cls=Command, help=t("cli.targets.export"))
def export(
    output_format: Annotated[
        ExportFormat | None,
        typer.Option("--format", help=t("cli.targets.export-format"), show_default="json"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=t("cli.targets.export-output"))
    ] = None,
    plan_path: PlanOption = None,
    force: ForceOption = False,
) -> None:
    """Everything as one JSON document, or as a workbook to review and change."""
    from plan_eval.cli.console import print_document, say
    from plan_eval.cli.options import day_of, format_for
    from plan_eval.cli.session import kept_apart, project_and_folder
    from plan_eval.plan_folder.export import export_plan
    from plan_eval.spreadsheet.workbook import plan_workbook
    from plan_eval.writing.records import json_text
    from plan_eval.writing.saving import save

    form = format_for(output, output_format, get_args(ExportFormat))
    project, folder, plan = project_and_folder(plan_path)
    if form == "json":
        if folder.faults:
            raise folder.error()
        content = json_text(export_plan(plan)).encode()
    elif output is None:
        raise PlanEvalError(t("cli.targets.need-output"))
    else:
        with for_others():
            content = plan_workbook(folder, plan, day_of())
    if output is None:
        print_document(content.decode())
        return
    kept_apart(output, project, force=force)
    written = save(output, content, force=force)
    count = len(plan.indicators)
    say(t("cli.targets.export-written", path=written, indicators=count), beside=True)


app.command("import", cls=Command, help=t("cli.targets.import"))(import_workbook)


@app.command("inferred", cls=Command, help=t("cli.targets.inferred"))
def inferred(
    department: Annotated[
        str | None,
        typer.Option(
            "--department", autocompletion=completing.departments, help=t("cli.option.department")
        ),
    ] = None,
    output_format: Annotated[
        ListFormat | None,
        typer.Option("--format", help=t("cli.targets.inferred-format"), show_default="table"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=t("cli.targets.inferred-output"))
    ] = None,
    plan_path: PlanOption = None,
    force: ForceOption = False,
) -> None:
    """What the plan data infers and nobody has confirmed."""
    from plan_eval.cli.console import print_document, say
    from plan_eval.cli.names import department_named
    from plan_eval.cli.options import format_for
    from plan_eval.cli.session import kept_apart, project_and_plan
    from plan_eval.forms.inferences import lines
    from plan_eval.writing.saving import save

    form = format_for(output, output_format, get_args(ListFormat))
    project, plan = project_and_plan(plan_path)
    if output is not None:
        kept_apart(output, project, force=force)
    chosen = department_named(department, plan) if department else None
    with for_others(form != "table"):
        listed = lines(plan, chosen)
        content = _content(listed, form, plan) if output or form in ("json", "csv") else b""
    if output is not None:
        written = save(output, content, force=force)
        say(t("cli.targets.inferred-written", path=written, rows=len(listed)), beside=True)
    elif form == "table":
        _print_inferences(listed)
    elif form == "xlsx":
        raise PlanEvalError(t("cli.targets.need-output"))
    else:
        print_document(content.decode())


def _print_inferences(listed: list[Line]) -> None:
    from plan_eval.cli.console import out, table

    made = table(
        *(t(f"cli.targets.head.{n}") for n in ("id", "name", "field", "field-code", "value"))
    )
    for line in listed:
        made.add_row(line.id, line.name, line.field, line.code, line.value)
    out().print(made)
    count = len({line.id for line in listed})
    print(t("cli.targets.inferred-count", count=len(listed), indicators=count))


def _content(listed: list[Line], form: ListFormat, plan: Plan) -> bytes:
    """The list as the bytes of a file. Raises PlanEvalError for a table, which is no file."""
    from plan_eval.cli.options import day_of
    from plan_eval.forms.inferences import frame, workbook
    from plan_eval.writing.guard import csv_text
    from plan_eval.writing.records import json_text

    match form:
        case "json":
            return json_text(listed).encode()
        case "csv":
            return csv_text(frame(listed)).encode()
        case "xlsx":
            return workbook(listed, plan, day_of())
        case "table":
            raise PlanEvalError(t("cli.assess.no-table-file"))


@app.command("confirm", cls=Command, help=t("cli.targets.confirm"))
def confirm(
    name: Annotated[
        str,
        typer.Argument(metavar="ID", autocompletion=completing.indicators, help=t("cli.trace.id")),
    ],
    field: Annotated[str, typer.Argument(metavar="FIELD", help=t("cli.targets.confirm-field"))],
    by: Annotated[str, typer.Option("--by", help=t("cli.targets.confirm-by"))],
    dated: Annotated[datetime | None, day_option("--date", t("cli.targets.confirm-date"))] = None,
    said: Annotated[str | None, typer.Option("--note", help=t("cli.targets.confirm-note"))] = None,
    plan_path: PlanOption = None,
) -> None:
    """Write into the plan's YAML who confirmed what had been inferred."""
    from plan_eval.cli.console import say
    from plan_eval.cli.names import indicator_named
    from plan_eval.cli.options import day_of
    from plan_eval.cli.session import project_and_plan
    from plan_eval.model.base import Confirmation
    from plan_eval.plan_folder.confirming import confirmed_text
    from plan_eval.writing.saving import put

    project, plan = project_and_plan(plan_path)
    code = indicator_named(name, plan)
    if not by.strip():
        raise PlanEvalError(t("cli.targets.by-wanted"), hint=t("cli.targets.by-wanted-hint"))
    entry = Confirmation(field=field, by=by, date=day_of(dated), note=said)
    path, text = confirmed_text(project.plan, code, entry)
    put(path.resolve(), text.encode())  # a person's file, whose other lines were kept
    say(t("cli.targets.confirm-done", id=code, field=field, by=by, path=path))
