"""plan-eval explain: the page of a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from plan_eval.messages import t


def explain(
    codes: Annotated[list[str], typer.Argument(metavar="CODE", help=t("cli.explain.code"))],
) -> None:
    """The pages of the rules that the codes, or beginnings of codes, name."""
    from plan_eval.checks.registry import all_rules
    from plan_eval.checks.select import selection
    from plan_eval.checks.writers.rule_page import page
    from plan_eval.cli.session import speak_of_the_project

    speak_of_the_project()
    chosen = selection(codes, ())
    pages = [page(rule) for rule in all_rules().values() if rule.code.startswith(chosen.select)]
    print("\n\n".join(pages))
