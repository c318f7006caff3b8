"""plan-eval config: every setting, and who set it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from plan_eval.cli.options import PlanOption, TableFormat
from plan_eval.messages import t


def config(
    plan: PlanOption = None,
    output_format: TableFormat = "table",
) -> None:
    """Exit 0 whether or not a plan is named: what is wrong is best seen here."""
    from plan_eval.cli.console import out, print_rows, table
    from plan_eval.cli.language import choose
    from plan_eval.plan_folder.project_file import Setting, settings

    spoken = choose(sys.argv[1:])
    rows = [
        (one.name, _shown(one.value), one.origin, one.where)
        for one in (
            *settings(Path(), plan, os.environ),
            Setting("language", spoken.language, spoken.origin, spoken.where),
        )
    ]
    columns = ("setting", "value", "origin", "where")
    if output_format != "table":
        print_rows(output_format, columns, rows)
        return
    made = table(*(t(f"cli.config.head.{name}") for name in ("setting", "value", "origin")))
    for name, value, origin, where in rows:
        said = t(f"cli.config.origin.{origin}")
        listed = value if isinstance(value, list) else [] if value is None else [value]
        made.add_row(name, "\n".join(listed) or "—", f"{said} {where or ''}".rstrip())
    out().print(made)


def _shown(value: object) -> str | list[str] | None:
    """A path, a word, or several of them; what is not set is None."""
    if isinstance(value, tuple | list):
        return [_words(one) for one in value]
    return None if value is None else _words(value)


def _words(value: object) -> str:
    """A person is shown with what they may do."""
    if isinstance(value, dict):
        return f"{value['name']} ({', '.join(value['roles'])})"
    return str(value)
