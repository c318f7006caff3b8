"""plan-eval rules: all rules at a glance."""

from __future__ import annotations

from plan_eval.cli.options import RowsFormat
from plan_eval.messages import t


def rules(output_format: RowsFormat = "text") -> None:
    """Code, severity, title and package of every rule."""
    from plan_eval.checks.registry import all_rules, package_of
    from plan_eval.cli.console import out, print_rows, table
    from plan_eval.cli.session import speak_of_the_project

    speak_of_the_project()
    names = ("code", "severity", "title", "name", "package")
    found = [
        (
            *(rule.code, rule.severity, t(f"rules.{rule.code}.title"), rule.name),
            package_of(rule.code) or "plan-eval",
        )
        for rule in all_rules().values()
    ]
    if output_format != "text":
        print_rows(output_format, names, found)
        return
    made = table(*(t(f"cli.rules.{name}") for name in names))
    for code, severity, *others in found:
        made.add_row(code, t(f"severity.{severity}"), *others)
    out().print(made)
    print(t("cli.rules.count", count=len(found)))
