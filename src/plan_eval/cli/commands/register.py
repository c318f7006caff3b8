"""plan-eval register: an evaluation that was made before, for a later one to follow up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_eval.cli.options import ForceOption, PlanOption
from plan_eval.messages import for_others, t


def register(
    file: Annotated[Path, typer.Argument(help=t("cli.register.file"), show_default=False)],
    by: Annotated[str | None, typer.Option("--by", help=t("cli.register.by"))] = None,
    plan_path: PlanOption = None,
    force: ForceOption = False,
) -> int:
    """Exit 0 when the report is in the register, 2 when the file is none of this plan's."""
    from plan_eval.cli.console import say
    from plan_eval.cli.session import project_and_plan
    from plan_eval.errors import PlanEvalError
    from plan_eval.plan_folder.reports_folder import ENDING, past_report_file
    from plan_eval.report.past_reports import past_report_in
    from plan_eval.store.database import database_among, open_database
    from plan_eval.store.reports import Kept, keep_report
    from plan_eval.writing.saving import save

    project, plan = project_and_plan(plan_path)
    if project.reports is None:
        raise PlanEvalError(t("cli.register.no-project"), hint=t("cli.register.no-project-hint"))
    found = past_report_in(file)
    if found.plan != plan.header.id:
        message = t("cli.register.other-plan", plan=found.plan)
        raise PlanEvalError(message, path=file, hint=t("cli.register.other-plan-hint"))
    path = database_among(project.submissions)
    if path is not None:
        with open_database(path, plan.header.id, create=True) as database:
            keep_report(database, Kept(found.name, found.day, entry=found), by=by)
    else:
        path = project.reports / f"{found.name}{ENDING}"
        with for_others():
            save(path, past_report_file(found), force=force)
    say(t("cli.register.done", name=found.name, path=path))
    return 0
