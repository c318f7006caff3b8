"""plan-eval diff: what changed between two sets of submissions, two stages, days or plans."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from plan_eval.cli.options import PlanOption, RowsFormat, SubmissionsOption, YearOption
from plan_eval.messages import t
from plan_eval.model.verdict import StageName

if TYPE_CHECKING:
    from plan_eval.assess.differences import Judged
    from plan_eval.checks.validation import Validation
    from plan_eval.model.changes import Change
    from plan_eval.model.plan import Plan
    from plan_eval.model.verdict import Stage
    from plan_eval.plan_folder.project_file import Project

Kind = Literal["plans", "stages", "days", "submissions"]


@dataclass(frozen=True)
class Side:
    """OLD or NEW: a plan folder, a stage, a day of the database, or what was sent."""

    kind: Kind
    path: Path | None = None
    stage: StageName = "midterm"
    year: int | None = None
    day: date | None = None


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=t("cli.diff.old"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=t("cli.diff.new"))],
    stage: Annotated[
        StageName | None,
        typer.Option("--stage", help=t("cli.option.stage"), show_default="midterm"),
    ] = None,
    year: YearOption = None,
    submissions: SubmissionsOption = None,
    plan_path: PlanOption = None,
    output_format: RowsFormat = "text",
) -> int:
    """Exit 0 when nothing changed, 1 when something did, 2 for a misuse: as diff does."""
    from plan_eval.errors import PlanEvalError

    sides = _side(old), _side(new)
    kinds = [side.kind for side in sides]
    if kinds[0] != kinds[1]:
        named = {"old": t(f"differences.kind.{kinds[0]}"), "new": t(f"differences.kind.{kinds[1]}")}
        raise PlanEvalError(t("cli.diff.kinds-differ", **named), hint=t("cli.diff.kinds"))
    if kinds[0] == "stages" and (stage or year):
        raise PlanEvalError(t("cli.diff.stage-twice"))
    if kinds[0] == "submissions" and submissions:
        raise PlanEvalError(t("cli.diff.submissions-twice"))
    if kinds[0] == "plans":
        found, plan = _plans(sides, submissions, stage or "midterm", year)
    else:
        found, plan = _judgements(sides, submissions, plan_path, stage or "midterm", year)
    _print(found, plan, output_format)
    return 1 if found else 0


def _side(given: str) -> Side:
    """What OLD or NEW names. `final` is the stage, also beside a file of that name (./final)."""
    from plan_eval.errors import SubmissionError
    from plan_eval.plan_folder.project_file import plan_named
    from plan_eval.plan_folder.regular_file import near_files

    stages: dict[str, StageName] = {one: one for one in get_args(StageName) if one != "annual"}
    if given in stages:
        return Side("stages", stage=stages[given])
    if re.fullmatch(r"(19|20)\d\d", given):
        return Side("stages", stage="annual", year=int(given))
    with suppress(ValueError):
        return Side("days", day=date.fromisoformat(given))
    path = plan_named(given)
    if (path / "plan.yaml").is_file():
        return Side("plans", path)
    if not path.exists():
        hint = near_files(path) or t("cli.diff.kinds")
        raise SubmissionError(t("file.no-such-path", path=given), hint=hint)
    return Side("submissions", path)


def _plans(
    sides: tuple[Side, Side], submissions: list[Path] | None, stage: StageName, year: int | None
) -> tuple[list[Change], Plan]:
    """The plans field by field; with submissions also what both make of them.

    A plan with faults that can be read is compared, but judges nothing.
    """
    from plan_eval.assess.differences import state_changes
    from plan_eval.cli.console import note
    from plan_eval.messages import use_level
    from plan_eval.model.changes import plan_changes
    from plan_eval.plan_folder.load import read_plan
    from plan_eval.plan_folder.project_file import read_project

    paths = [side.path for side in sides if side.path is not None]
    folders = [read_plan(path, None) for path in paths]
    for folder in folders:
        if folder.plan is None or (folder.faults and submissions):
            raise folder.error()
        if folder.faults:
            note(t("cli.diff.faults", folder=folder.folder, count=len(folder.faults)))
    old, new = (folder.plan for folder in folders if folder.plan is not None)
    stages = [plan.stage(stage, year) for plan in (old, new)]
    use_level(new.header.level_words)
    found = list(plan_changes(old, new))
    if submissions:
        before, after = (
            _judged(plan, _checked(read_project(Path(), path), plan, submissions), when)
            for path, plan, when in zip(paths, (old, new), stages, strict=True)
        )
        found += state_changes(before, after)
    return found, new


def _judgements(
    sides: tuple[Side, Side],
    submissions: list[Path] | None,
    plan_path: Path | None,
    stage: StageName,
    year: int | None,
) -> tuple[list[Change], Plan]:
    """Two sets of submissions or days at one stage, or the same at two stages."""
    from plan_eval.assess.differences import changes
    from plan_eval.cli.session import project_and_plan

    project, plan = project_and_plan(plan_path)
    _refuse_sides(sides, plan, submissions or list(project.submissions))
    stages = [
        plan.stage(side.stage, side.year) if side.kind == "stages" else plan.stage(stage, year)
        for side in sides
    ]  # before anything that was sent is read
    sent = [([side.path] if side.path else submissions, side.day) for side in sides]
    first = _checked(project, plan, *sent[0])
    second = first if sent[0] == sent[1] else _checked(project, plan, *sent[1])
    old, new = (
        _judged(plan, found, when) for found, when in zip((first, second), stages, strict=True)
    )
    return changes(old, new), plan


def _refuse_sides(sides: tuple[Side, Side], plan: Plan, where: list[Path]) -> None:
    """Raise for a year that is none of the plan's, and for days without a database."""
    from plan_eval.errors import PlanEvalError
    from plan_eval.store.database import is_database

    span = plan.header.span
    for side in sides:
        if side.year is not None and not span.carried_out(side.year):
            years = {"start": span.start, "end": span.end}
            raise PlanEvalError(t("cli.diff.year", year=side.year, **years))
    if sides[0].kind == "days" and where and not any(map(is_database, where)):
        raise PlanEvalError(t("cli.diff.days"), hint=t("cli.diff.days-hint"))


def _checked(
    project: Project, plan: Plan, paths: list[Path] | None, day: date | None = None
) -> Validation:
    """What the checks say of one side; what is refused of it is said on stderr.

    A folder or a day that has nothing yet is a side on which nothing stands.
    """
    from plan_eval.checks.engine import validate
    from plan_eval.cli.session import checked, note_refusals
    from plan_eval.errors import NothingSent
    from plan_eval.reading.submitted import Submissions

    try:
        found = checked(project, plan, paths, on=day)
    except NothingSent:
        if not (paths or project.submissions):
            raise
        return validate(Submissions.none(), plan)
    note_refusals(found)
    return found


def _judged(plan: Plan, found: Validation, when: Stage) -> Judged:
    from plan_eval.assess.differences import Judged
    from plan_eval.assess.engine import assess

    return Judged(plan, found, assess(plan, found.observations, found.self_assessments, when))


def _print(found: list[Change], plan: Plan, form: str) -> None:
    from plan_eval.assess.differences import line, tally
    from plan_eval.cli.console import print_rows
    from plan_eval.model.changes import COLUMNS
    from plan_eval.writing.guard import visible

    if form != "text":
        print_rows(form, COLUMNS, ([getattr(one, name) for name in COLUMNS] for one in found))
        return
    for one in found:
        print(visible(line(one, plan)))
    print(tally(found))
