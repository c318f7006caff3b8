"""What most commands begin with: the project, its plan, its submissions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plan_eval.errors import PlanEvalError, SubmissionError
from plan_eval.words import t

if TYPE_CHECKING:
    from plan_eval.checks.engine import Validation
    from plan_eval.cli.options import StageOption
    from plan_eval.io.project_file import Project
    from plan_eval.model.assessment import Stage
    from plan_eval.model.plan import Plan


def project_and_plan(plan: Path | None) -> tuple[Project, Plan]:
    """The project of the working folder and its plan; `plan` overrides the project's."""
    from plan_eval.io.plan_files import load_plan
    from plan_eval.io.project_file import read_project

    project = read_project(Path())
    return project, load_plan(plan or project.plan, project.units)


def checked(project: Project, plan: Plan, paths: list[Path] | None) -> Validation:
    """Read and check submissions. Raises SubmissionError when nobody says where they are."""
    from plan_eval.checks.engine import validate
    from plan_eval.io.submissions import read_submissions

    where = paths or list(project.submissions)
    if not where:
        raise SubmissionError(t("file.nothing-named"), hint=t("file.nothing-named-hint"))
    return validate(read_submissions(where, plan), plan)


def stage_of(choice: StageOption, year: int | None, plan: Plan) -> Stage:
    """The stage and its year. Raises PlanEvalError when the two do not go together."""
    from plan_eval.model.assessment import Stage

    fixed = {"midterm": plan.header.stages.midterm, "final": plan.header.stages.final}
    span = plan.header.span
    if choice.value in fixed:
        if year not in (None, fixed[choice.value]):
            raise PlanEvalError(t("cli.stage-year", year=fixed[choice.value]))
        return Stage(choice.value, fixed[choice.value])
    if year is None or not span.start <= year <= span.end:
        raise PlanEvalError(t("cli.annual-year", start=span.start, end=span.end))
    return Stage("annual", year)
