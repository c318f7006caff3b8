"""The commands, one file each under `commands/`; heavy libraries load when a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

from plan_eval.cli.commands import (
    alerts,
    assess,
    doctor,
    explain,
    feedback,
    lint,
    report,
    rules,
    status,
    targets,
    template,
    trace,
    validate,
)
from plan_eval.words import t

app = typer.Typer(
    name="plan-eval",
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


app.command("validate", help=t("cli.validate.help"))(validate.validate)
app.command("rules", help=t("cli.rules.help"))(rules.rules)
app.command("explain", help=t("cli.explain.help"))(explain.explain)
app.command("template", help=t("cli.template.help"))(template.template)
app.command("feedback", help=t("cli.feedback.help"))(feedback.feedback)
app.command("assess", help=t("cli.assess.help"))(assess.assess)
app.command("alerts", help=t("cli.alerts.help"))(alerts.alerts)
app.command("status", help=t("cli.status.help"))(status.status)
app.command("trace", help=t("cli.trace.help"))(trace.trace)
app.command("report", help=t("cli.report.help"))(report.report)
app.command("lint", help=t("cli.lint.help"))(lint.lint)
app.add_typer(targets.app, name="targets", help=t("cli.targets.help"))
app.command("doctor", help=t("cli.doctor.help"))(doctor.doctor)
