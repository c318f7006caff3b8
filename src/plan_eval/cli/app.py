"""The commands, one file each under `commands/`; heavy libraries load when a command runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Annotated, TypeVar

import typer

from plan_eval.cli.command import Command, Group
from plan_eval.cli.commands import (
    accept,
    alerts,
    assess,
    completion,
    config,
    database,
    diff,
    doctor,
    draft,
    explain,
    export,
    feedback,
    init,
    letters,
    lint,
    publish,
    register,
    report,
    rules,
    status,
    targets,
    template,
    texts,
    trace,
    validate,
    watch,
)
from plan_eval.messages import t

app = typer.Typer(
    name="plan-eval",
    cls=Group,
    help=t("cli.help"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("plan-eval"))
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help=t("cli.version"), callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options before the command."""


COMMANDS: dict[str, Callable[..., int | None]] = {
    "init": init.init,
    "validate": validate.validate,
    "watch": watch.watch,
    "rules": rules.rules,
    "explain": explain.explain,
    "accept": accept.accept,
    "template": template.template,
    "feedback": feedback.feedback,
    "assess": assess.assess,
    "export": export.export,
    "alerts": alerts.alerts,
    "status": status.status,
    "trace": trace.trace,
    "diff": diff.diff,
    "report": report.report,
    "texts": texts.texts,
    "letters": letters.letters,
    "draft": draft.draft,
    "publish": publish.publish,
    "register": register.register,
    "lint": lint.lint,
    "config": config.config,
    "completion": completion.completion,
    "doctor": doctor.doctor,
}
"""In the order of the help."""

for _name, _function in COMMANDS.items():
    app.command(_name, cls=Command, help=t(f"cli.{_name}.help"))(_function)
app.add_typer(targets.app, name="targets", cls=Group, help=t("cli.targets.help"))
app.add_typer(database.app, name="database", cls=Group, help=t("cli.database.help"))


Registered = TypeVar("Registered", typer.models.CommandInfo, typer.models.TyperInfo)


def _nothing() -> None:
    """Stands for a command that is not asked for."""


@contextmanager
def asked_for(arguments: list[str]) -> Iterator[typer.Typer]:
    """The application for one call: only the command it names has its options made.

    Typer makes those of all commands, which takes longer than the page of help or a small file.
    Where the first argument is neither a command nor a request for help, all are made.
    """
    first = arguments[0] if arguments else ""
    commands, groups = app.registered_commands, app.registered_groups
    names = {one.name for one in commands} | {one.name for one in groups}
    if first not in names and first not in ("-h", "--help"):
        yield app
        return
    empty = typer.Typer(callback=_nothing)
    app.registered_commands = [_but(one, first, callback=_nothing) for one in commands]
    app.registered_groups = [_but(one, first, typer_instance=empty) for one in groups]
    try:
        yield app
    finally:
        app.registered_commands, app.registered_groups = commands, groups


def _but(one: Registered, first: str, **otherwise: object) -> Registered:
    """A command or group as it is where it is asked for, else one of its name without options."""
    other = copy(one)
    vars(other).update(otherwise)
    return one if one.name == first else other
