"""plan-eval rules: all rules at a glance."""

from __future__ import annotations

from typing import Annotated

import typer

from plan_eval.cli.options import TextOrJson
from plan_eval.messages import t


def rules(
    output_format: Annotated[
        TextOrJson, typer.Option("--format", help=t("cli.rules.format"))
    ] = "text",
) -> None:
    """Code, severity and title of every rule."""
    from plan_eval.checks.registry import all_rules, package_of
    from plan_eval.cli.console import out, print_json, table
    from plan_eval.cli.session import speak_of_the_project

    speak_of_the_project()
    found = [
        (
            *(rule.code, t(f"severity.{rule.severity}"), t(f"rules.{rule.code}.title"), rule.name),
            package_of(rule.code) or "plan-eval",
        )
        for rule in all_rules().values()
    ]
    names = ("code", "severity", "title", "name", "package")
    if output_format == "json":
        print_json([dict(zip(names, one, strict=True)) for one in found])
        return
    made = table(*(t(f"cli.rules.{name}") for name in names))
    for one in found:
        made.add_row(*one)
    out().print(made)
    print(t("cli.rules.count", count=len(found)))
