"""plan-eval.yaml: what the commands take when nothing else is said."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from plan_eval.errors import PlanEvalError
from plan_eval.model.base import Frozen
from plan_eval.plan_folder.faults import shape_words
from plan_eval.plan_folder.strict_yaml import read_yaml
from plan_eval.resources import targets_folder, templates_folder
from plan_eval.words import t

NAME = "plan-eval.yaml"


class ProjectFile(Frozen):
    """The keys of plan-eval.yaml; paths are relative to the file."""

    plan: str | None = None
    units: str | None = None
    submissions: tuple[str, ...] = ()
    templates: str | None = None
    output: str = "output"
    approval: str | None = None


class Project(Frozen):
    """Where everything is, as absolute or working-folder paths."""

    file: Path
    plan: Path
    units: Path | None
    submissions: tuple[Path, ...]
    templates: Path
    output: Path
    approval: Path | None = None


def read_project(folder: Path) -> Project:
    """The project of a folder; without a file, the shipped plan and templates.

    Raises PlanEvalError with the line when the file is not as it should be.
    """
    path = folder / NAME
    given = _read(path) if os.path.lexists(path) else ProjectFile()
    if given.templates and not (folder / given.templates).is_dir():
        hint = t("project.no-folder-hint")
        raise PlanEvalError(t("project.no-templates", folder=given.templates), path=path, hint=hint)
    return Project(
        file=path,
        plan=folder / given.plan if given.plan else targets_folder(),
        units=folder / given.units if given.units else None,
        submissions=tuple(folder / name for name in given.submissions),
        templates=folder / given.templates if given.templates else templates_folder(),
        output=folder / given.output,
        approval=folder / given.approval if given.approval else None,
    )


def _read(path: Path) -> ProjectFile:
    document = read_yaml(path)
    try:
        return ProjectFile.model_validate(document.data or {})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        keys = "、".join(ProjectFile.model_fields)
        raise PlanEvalError(
            shape_words(first, NAME),
            path=path,
            line=document.line(first["loc"]),
            hint=t("project.bad-key-hint", keys=keys),
        ) from None
