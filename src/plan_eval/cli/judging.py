"""What the commands that show verdicts share: the assessment, and which part of it to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plan_eval.cli.names import ANY, Wanted
from plan_eval.messages import t

if TYPE_CHECKING:
    from plan_eval.checks.validation import Validation
    from plan_eval.model.assessment import Assessment
    from plan_eval.model.plan import Plan
    from plan_eval.model.verdict import StageName
    from plan_eval.plan_folder.project_file import Project


@dataclass(frozen=True)
class Judged:
    """The plan, the data that were accepted, what they say at the stage; `names` are wanted.

    `project` is the one whose data they are; None where two are compared.
    """

    plan: Plan
    validation: Validation
    assessment: Assessment
    names: list[str]
    exit_code: int
    project: Project | None = None


def as_of_within(as_of: int | None, plan: Plan) -> None:
    """Raise PlanEvalError for a year of report that the plan does not have."""
    from plan_eval.errors import PlanEvalError

    span = plan.header.span
    if as_of is not None and not span.baseline <= as_of <= span.end:
        raise PlanEvalError(t("cli.as-of-year", start=span.baseline, end=span.end))


def judged(
    plan_path: Path | None,
    paths: list[Path] | None,
    stage: StageName,
    year: int | None,
    as_of: int | None = None,
    output: Path | None = None,
    wanted: Wanted = ANY,
    *,
    on: datetime | None = None,
    force: bool = False,
) -> Judged:
    """Read, check and assess, for a result to be written to `output`.

    What was sent and is not judged is reported on stderr, and `exit_code` is 1 for it. Raises
    PlanEvalError for a stage and year that do not go together, a day of knowledge outside the
    plan, a name the plan does not have, or an `output` among the submissions; all before
    anything that was sent is read.
    """
    from plan_eval.assess.engine import assess
    from plan_eval.cli.console import beside, working
    from plan_eval.cli.session import (
        checked,
        kept_apart,
        note_refusals,
        project_and_plan,
    )

    project, plan = project_and_plan(plan_path)
    as_of_within(as_of, plan)
    when = plan.stage(stage, year, as_of)
    names = wanted.indicators(plan)
    if output is not None:
        kept_apart(output, project, paths, force=force)
    found = checked(project, plan, paths, as_of, on=on.date() if on else None)
    with working(beside("cli.working.judging")):
        assessment = assess(plan, found.observations, found.self_assessments, when)
    return Judged(plan, found, assessment, names, note_refusals(found), project)
