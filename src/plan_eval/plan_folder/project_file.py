"""plan-eval.yaml: what the commands take when nothing else is said."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from plan_eval.errors import PlanEvalError
from plan_eval.messages import Language, t
from plan_eval.model.base import Frozen, MonthDay, Text
from plan_eval.plan_folder.districts import District, Districts, districts_of, several
from plan_eval.plan_folder.faults import read_as
from plan_eval.plan_folder.strict_yaml import Marked, read_yaml
from plan_eval.resources import (
    PROJECT_FILE,
    find_project_file,
    targets_folder,
    templates_folder,
)

NAME = PROJECT_FILE
Role = Literal["accept", "waive", "close"]


class Person(Frozen):
    """Somebody who answers for what is done in the database, by the name they give."""

    name: Text
    roles: tuple[Role, ...]


class ProjectFile(Frozen):
    """The keys of plan-eval.yaml; paths are relative to the file."""

    plan: str | None = None
    units: str | None = None
    submissions: Annotated[tuple[str, ...], BeforeValidator(several)] = ()
    templates: str | None = None
    output: str = "output"
    language: Language | None = None
    approval: str | None = None
    texts: str = "texts"
    reports: str = "reports"
    publications: str = "publications.yaml"
    people: tuple[Person, ...] = ()
    due: MonthDay | None = None
    districts: Districts = ()
    boundaries: str | None = None


class Project(Frozen):
    """Where everything is, as absolute or working-folder paths.

    `plan` is the plan in use, `named` the one that the file names; `units`, `texts`, `reports` and
    `publications` go with that one only. `boundaries` is a GeoJSON file of the `districts`;
    `district` is the one of them that these settings are of.
    """

    file: Path
    plan: Path
    named: Path | None
    units: Path | None
    submissions: tuple[Path, ...]
    templates: Path
    output: Path
    texts: Path | None = None
    reports: Path | None = None
    publications: Path | None = None
    approval: Path | None = None
    people: tuple[Person, ...] = ()
    due: MonthDay | None = None
    districts: tuple[District, ...] = ()
    boundaries: Path | None = None
    district: District | None = None

    def of(self, district: District) -> Project:
        """The same for one of the districts: its submissions and register, a folder for results.

        A plan of its own takes the place of the one its file names, not of one that was asked for.
        What people wrote for its report lies in a folder of its id; nothing of the project's own
        approvals and publications is said of it.
        """
        asked = self.named is None or self.plan.resolve() != self.named.resolve()
        own = None if asked else district.plan
        return self.model_copy(
            update={
                "plan": own or self.plan,
                "named": own or self.named,
                "units": None if asked else district.units or (None if own else self.units),
                "submissions": district.submissions,
                "output": self.output / district.id,
                "texts": self.texts and self.texts / district.id,
                "reports": self.reports and self.reports / district.id,
                "publications": None,
                "approval": None,
                "districts": (),
                "district": district,
            }
        )


def read_project(folder: Path, plan: Path | None = None) -> Project:
    """The project that a folder belongs to; `plan` is used in place of the one its file names.

    Raises PlanEvalError with the line when the file is not as it should be, and when nobody says
    which plan is meant: one office must not be judged by another's plan for want of a file.
    """
    path = find_project_file(folder)
    document = read_yaml(path) if path else None
    given = _shaped(document) if document else ProjectFile()
    path = path or folder / NAME
    folder = path.parent
    if given.templates and not (folder / given.templates).is_dir():
        hint = t("project.no-folder-hint")
        raise PlanEvalError(t("project.no-templates", folder=given.templates), path=path, hint=hint)
    named = plan_named(given.plan, folder) if given.plan else None
    used = plan or named
    if used is None:
        raise _no_plan(path)
    own = named is not None and used.resolve() == named.resolve()
    return Project(
        file=path,
        plan=used,
        named=named,
        units=folder / given.units if given.units and own else None,
        submissions=tuple(folder / name for name in given.submissions),
        templates=folder / given.templates if given.templates else templates_folder(),
        output=folder / given.output,
        texts=folder / given.texts if own else None,
        reports=folder / given.reports if own else None,
        publications=folder / given.publications if own else None,
        approval=folder / given.approval if given.approval else None,
        people=given.people,
        due=given.due,
        districts=districts_of(given.districts, document) if document and given.districts else (),
        boundaries=folder / given.boundaries if given.boundaries else None,
    )


def plan_named(name: str, folder: Path = Path()) -> Path:
    """The folder of that name, or where there is none the packaged plan that is called so.

    A packaged plan is called by its id or the first words of it.
    """
    path = folder / name
    if not os.path.lexists(path) and f"{_packaged('id')}-".startswith(f"{name}-"):
        return targets_folder()
    return path


def _packaged(key: str) -> str:
    """What plan.yaml of the packaged plan says under a key."""
    return str(read_yaml(targets_folder() / "plan.yaml").data[key])


def _no_plan(path: Path) -> PlanEvalError:
    there = os.path.lexists(path)
    short, title = _packaged("id").partition("-")[0], _packaged("title")
    key = "project.names-no-plan" if there else "project.no-file"
    message, hint = t(key, title=title), t("project.which-plan-hint", name=short)
    return PlanEvalError(message, path=path if there else None, hint=hint)


def _shaped(document: Marked) -> ProjectFile:
    keys = "、".join(ProjectFile.model_fields)
    return read_as(ProjectFile, document, t("project.bad-key-hint", keys=keys))
