"""plan-eval draft: from the text of a plan to a plan folder that waits to be confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_eval.cli.options import ForceOption
from plan_eval.errors import PlanEvalError
from plan_eval.messages import for_others, t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plan_eval.drafting.build import Draft


def draft(
    file: Annotated[Path, typer.Argument(help=t("cli.draft.file"))],
    into: Annotated[Path, typer.Option("--into", help=t("cli.draft.into"))],
    departments: Annotated[
        str | None, typer.Option("--departments", help=t("cli.draft.departments"))
    ] = None,
    force: ForceOption = False,
) -> None:
    """Exit 0 when the folder is written; 2 for a file that is no plan, or a folder in use."""
    from plan_eval.cli.console import beside, say, working
    from plan_eval.cli.options import day_of
    from plan_eval.drafting.build import draft_of
    from plan_eval.drafting.folder import files_of
    from plan_eval.drafting.review import markdown, workbook
    from plan_eval.drafting.sources import read_source
    from plan_eval.drafting.tables import read_leads
    from plan_eval.messages import speaking_of
    from plan_eval.writing.saving import save_all

    source, leads = read_source(file), read_leads(departments) if departments else None
    with for_others(), working(beside("cli.working.composing")):
        made = draft_of(source, leads)
    with for_others(), speaking_of(made.plan.header.level_words):
        files = {into / name: content for name, content in files_of(made).items()}
        _only_its_own(into, files)
        files[into / "review.md"] = markdown(made)
        files[into / "review.xlsx"] = workbook(made, day_of())
    save_all(files, force=force)
    for line in _summary(made, into):
        say(line)


def _only_its_own(folder: Path, files: Iterable[Path]) -> None:
    """Raise PlanEvalError where other YAML in the folder would be read as a part of this plan."""
    wanted = {path.resolve() for path in files}
    there = [*folder.glob("*.y*ml"), *(folder / "areas").glob("*.y*ml")]
    others = sorted(str(p.relative_to(folder)) for p in there if p.resolve() not in wanted)
    if others:
        names = t("punctuation.list").join(others)
        message = t("draft.folder-in-use", folder=folder, names=names)
        raise PlanEvalError(message, hint=t("draft.folder-in-use-hint"))


def _summary(made: Draft, into: Path) -> list[str]:
    from collections import Counter

    from plan_eval.model.inference import undecided

    plan = made.plan
    group = Counter(indicator.group for indicator in plan.indicators.values())
    sure = Counter(doubt.certainty for doubt in made.doubts.values())
    lines = [
        t(
            "cli.draft.found",
            areas=len(plan.areas),
            goals=len(plan.goals),
            measures=len(plan.measures),
            projects=len(plan.key_projects),
            duties=len(plan.duties),
            footnotes=len(plan.footnotes),
        ),
        t(
            "cli.draft.proposed",
            quantified=group["quantified"],
            directional=group["directional"],
            qualitative=group["qualitative"],
        ),
        t("cli.draft.sure", guess=sure["guess"], likely=sure["likely"], clear=sure["clear"]),
    ]
    if made.outline.unplaced:
        lines.append(t("cli.draft.unplaced", count=len(made.outline.unplaced)))
    lines.append(t("cli.draft.open", count=len(undecided(plan)), folder=into))
    lines.append(t("cli.draft.next", folder=into))
    return lines
