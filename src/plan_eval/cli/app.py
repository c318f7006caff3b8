"""The commands, one file each under `commands/`; heavy libraries load when a command runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from plan_eval.cli.command import Command, Group
from plan_eval.cli.commands import (
    accept,
    alerts,
    assess,
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
    "doctor": doctor.doctor,
}
"""In the order of the help."""

for _name, _function in COMMANDS.items():
    app.command(_name, cls=Command, help=t(f"cli.{_name}.help"))(_function)
app.add_typer(targets.app, name="targets", cls=Group, help=t("cli.targets.help"))
app.add_typer(database.app, name="database", cls=Group, help=t("cli.database.help"))
