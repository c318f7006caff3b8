"""plan-eval.yaml: what the commands take when nothing else is said."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from plan_eval.errors import PlanEvalError
from plan_eval.messages import Language, t
from plan_eval.model.base import Frozen, MonthDay, Text
from plan_eval.plan_folder.districts import District, Districts, Several, districts_of
from plan_eval.plan_folder.faults import read_as
from plan_eval.plan_folder.strict_yaml import Marked, read_yaml
from plan_eval.resources import (
    PROJECT_FILE,
    find_project_file,
    targets_folder,
    templates_folder,
)

NAME = PROJECT_FILE
VARIABLES = {
    "plan": "PLAN_EVAL_PLAN",
    "units": "PLAN_EVAL_UNITS",
    "submissions": "PLAN_EVAL_SUBMISSIONS",
    "templates": "PLAN_EVAL_TEMPLATES",
    "output": "PLAN_EVAL_OUTPUT",
}
"""Environment variables that come before the file's keys; paths are relative to the working folder,
several submissions stand apart as folders do in PATH."""
Role = Literal["accept", "waive", "close"]
Origin = Literal["option", "environment", "file", "locale", "default"]
_NOBODY: Mapping[str, str] = MappingProxyType({})


class Person(Frozen):
    """Somebody who answers for what is done in the database, by the name they give."""

    name: Text
    roles: tuple[Role, ...]


class ProjectFile(Frozen):
    """The keys of plan-eval.yaml; paths are relative to the file."""

    plan: str | None = None
    units: str | None = None
    submissions: Several = ()
    templates: str | None = None
    output: str = "output"
    language: Language | None = None
    approval: str | None = None
    texts: str = "texts"
    reports: str = "reports"
    publications: str = "publications.yaml"
    surveys: str = "surveys.yaml"
    people: tuple[Person, ...] = ()
    due: MonthDay | None = None
    districts: Districts = ()
    boundaries: str | None = None


class Project(Frozen):
    """Where everything is, as absolute or working-folder paths.

    `plan` is the plan in use, `named` the one that the file names; `units`, `texts`, `reports`,
    `publications` and `surveys` go with that one only. `boundaries` is a GeoJSON file of the
    `districts`; `district` is the one of them that these settings are of.
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
    surveys: Path | None = None
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
        approvals, publications and surveys is said of it.
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
                "surveys": None,
                "approval": None,
                "districts": (),
                "district": district,
            }
        )


@dataclass(frozen=True)
class Setting:
    """A setting in use: `where` names the variable, or the file and line, that set it."""

    name: str
    value: object
    origin: Origin
    where: str | None = None


def read_project(
    folder: Path, plan: Path | None = None, environment: Mapping[str, str] = _NOBODY
) -> Project:
    """The project that a folder belongs to; `plan` is used in place of the one its file names.

    VARIABLES of the `environment` come before the file. Raises PlanEvalError with the line when the
    file is not as it should be, and when nobody says which plan is meant: one office must not be
    judged by another's plan for want of a file.
    """
    path, given, document = _read(folder)
    places = _places(path.parent, given, plan, _said(environment))
    if places["plan"] is None:
        raise _no_plan(path)
    if not places["templates"].is_dir():
        named = given.templates if VARIABLES["templates"] not in environment else None
        message = t("project.no-templates", folder=named or places["templates"])
        hint = t("project.no-folder-hint")
        raise PlanEvalError(message, path=path if named else None, hint=hint)
    districts = districts_of(given.districts, document) if document and given.districts else ()
    return Project(file=path, people=given.people, due=given.due, districts=districts, **places)


def settings(
    folder: Path, plan: Path | None = None, environment: Mapping[str, str] = _NOBODY
) -> list[Setting]:
    """Every setting but the language as `read_project` takes it, and who set it.

    A plan that nobody names is None. Raises PlanEvalError when the file is not as it should be.
    """
    path, given, document = _read(folder)
    said = _said(environment)
    values = given.model_dump() | _places(path.parent, given, plan, said)

    def setting(name: str) -> Setting:
        if name == "plan" and plan is not None:
            return Setting(name, values[name], "option", "--plan")
        if name in said:
            return Setting(name, values[name], "environment", VARIABLES[name])
        if document is not None and name in (document.data or {}):
            return Setting(name, values[name], "file", f"{path}:{document.line((name,))}")
        return Setting(name, values[name], "default")

    return [setting(name) for name in ProjectFile.model_fields if name != "language"]


def _said(environment: Mapping[str, str]) -> dict[str, str]:
    """What the environment says, by key of the file; an empty variable says nothing."""
    said = {key: environment.get(variable, "") for key, variable in VARIABLES.items()}
    return {key: value for key, value in said.items() if value}


def _places(
    at: Path, given: ProjectFile, plan: Path | None, said: Mapping[str, str]
) -> dict[str, Any]:
    """Where everything is; what goes with the file's own plan is None beside another."""
    named = plan_named(given.plan, at) if given.plan else None
    used = plan or (plan_named(said["plan"]) if "plan" in said else named)
    own = named is not None and used is not None and used.resolve() == named.resolve()

    def place(key: str, usual: Path | None = None) -> Path | None:
        value = getattr(given, key)
        return Path(said[key]) if key in said else at / value if value else usual

    sent = said["submissions"].split(os.pathsep) if "submissions" in said else ()
    return {
        "plan": used,
        "named": named,
        "units": place("units") if own or "units" in said else None,
        "submissions": tuple(map(Path, sent)) or tuple(at / name for name in given.submissions),
        "templates": place("templates", templates_folder()),
        "output": place("output"),
        "texts": place("texts") if own else None,
        "reports": place("reports") if own else None,
        "publications": place("publications") if own else None,
        "surveys": place("surveys") if own else None,
        "approval": place("approval"),
        "boundaries": place("boundaries"),
    }


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


def _read(folder: Path) -> tuple[Path, ProjectFile, Marked | None]:
    """The project file of a folder, what it says, and its lines; empty where there is none."""
    path = find_project_file(folder)
    if path is None:
        return folder / NAME, ProjectFile(), None
    document = read_yaml(path)
    keys = t("punctuation.list").join(ProjectFile.model_fields)
    return path, read_as(ProjectFile, document, t("project.bad-key-hint", keys=keys)), document
