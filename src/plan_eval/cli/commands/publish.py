"""plan-eval publish: write down when and where a report was published, and who approved it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from plan_eval.cli.options import PlanOption, StageOption, YearOption, day_option
from plan_eval.messages import for_others, t


def publish(
    stage: StageOption,
    where: Annotated[str, typer.Option("--where", help=t("cli.publish.where"))],
    year: YearOption = None,
    plan_path: PlanOption = None,
    by: Annotated[str | None, typer.Option("--by", help=t("cli.publish.by"))] = None,
    document: Annotated[
        str | None, typer.Option("--document", help=t("cli.publish.document"))
    ] = None,
    dated: Annotated[datetime | None, day_option("--date", t("cli.publish.date"))] = None,
) -> int:
    """Exit 0 when it is in the record, 2 when it was there before."""
    from plan_eval.cli.console import say
    from plan_eval.cli.options import day_of
    from plan_eval.cli.session import project_and_plan
    from plan_eval.errors import PlanEvalError
    from plan_eval.plan_folder.approval_file import (
        Publication,
        read_publications,
        refuse_twice,
        with_publication,
    )
    from plan_eval.report.edition import Edition
    from plan_eval.store.database import database_among, open_database
    from plan_eval.store.reports import publish_report
    from plan_eval.writing.saving import save

    project, plan = project_and_plan(plan_path)
    if project.publications is None:
        raise PlanEvalError(t("cli.register.no-project"), hint=t("cli.register.no-project-hint"))
    if not where.strip():
        raise PlanEvalError(t("cli.publish.where-wanted"), hint=t("cli.publish.where-wanted-hint"))
    when = plan.stage(stage, year)
    edition = Edition("monitoring" if when.name == "annual" else "evaluation")
    entry = Publication(
        report=edition.name(when),
        day=day_of(dated),
        where=where.strip(),
        approved_by=by or None,
        document=document or None,
    )
    path = database_among(project.submissions)
    with for_others():
        if path is not None:
            refuse_twice(read_publications(project.publications), entry, project.publications)
            with open_database(path, plan.header.id, create=True) as database:
                publish_report(database, entry)
        else:
            path = project.publications
            # a person's lines are kept: the entry comes behind them
            save(path, with_publication(path, entry), force=True)
    say(t("cli.publish.done", path=path))
    return 0
