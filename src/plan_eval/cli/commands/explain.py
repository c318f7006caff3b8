"""plan-eval explain: the page of a rule, or of a check of the plan folder."""

from __future__ import annotations

from typing import Annotated

import typer

from plan_eval.cli import completing
from plan_eval.cli.options import RecordFormat
from plan_eval.messages import t


def explain(
    codes: Annotated[
        list[str],
        typer.Argument(metavar="CODE", autocompletion=completing.rules, help=t("cli.explain.code")),
    ],
    output_format: RecordFormat = "text",
) -> None:
    """The pages of the rules that codes, beginnings of codes, names or titles call for."""
    from plan_eval.checks.writers.rule_page import page_text, pages_called
    from plan_eval.cli.console import print_json
    from plan_eval.cli.session import speak_of_the_project

    speak_of_the_project()
    pages = pages_called(codes)
    if output_format == "text":
        print("\n\n".join(map(page_text, pages)))
        return
    about = ("code", "name", "severity", "title", "on_request", "package")
    print_json([{**{n: getattr(one, n) for n in about}, **one.sections} for one in pages])
