"""Read a plan folder into a `Plan`, every fault with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from plan_eval.errors import PlanError
from plan_eval.io.strict_yaml import Location, Marked, read_yaml
from plan_eval.model.area import Area, Projects
from plan_eval.model.footnote import Footnotes, References
from plan_eval.model.integrity import Defect, defects
from plan_eval.model.plan import Header, Plan
from plan_eval.model.register import Departments, Units
from plan_eval.words import has, t

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class PlanFault:
    """One fault of a plan folder: code, where, what, and what to do."""

    code: str
    path: Path
    line: int
    message: str
    hint: str


def load_plan(folder: Path, units: Path | None = None) -> Plan:
    """Read a plan folder; `units` replaces its register of towns and streets.

    Raises PlanError for the first fault of the folder (`read_plan` gives all of them).
    """
    plan, faults = read_plan(folder, units)
    if plan is None or faults:
        first = faults[0]
        message = first.message
        if len(faults) > 1:
            message += t("plan.and-more", count=len(faults) - 1)
        raise PlanError(message, path=first.path, line=first.line, hint=first.hint)
    return plan


def read_plan(folder: Path, units: Path | None = None) -> tuple[Plan | None, list[PlanFault]]:
    """Read a plan folder and say all that is wrong with it; no plan when a file cannot be read."""
    if not (folder / "plan.yaml").is_file():
        hint = t("plan.no-plan-hint")
        return None, [PlanFault("PL001", folder, 1, t("plan.no-plan", folder=folder), hint)]
    faults: list[PlanFault] = []
    marked: list[Marked] = []
    read = partial(_read, marked=marked, faults=faults)
    header = read(folder / "plan.yaml", Header)
    areas = [read(path, Area) for path in sorted((folder / "areas").glob("*.yaml"))]
    projects = read(folder / "projects.yaml", Projects)
    notes = read(folder / "footnotes.yaml", Footnotes)
    references = read(folder / "references.yaml", References)
    departments = read(folder / "departments.yaml", Departments)
    register = read(units or folder / "units.yaml", Units)
    if (
        header is None
        or projects is None
        or notes is None
        or references is None
        or departments is None
        or register is None
        or faults
    ):
        return None, faults
    plan = Plan(
        header=header,
        areas=tuple(area for area in areas if area is not None),
        projects=projects,
        footnotes=notes.footnotes,
        documents=references.documents,
        departments=departments.departments,
        units=register,
    )
    return plan, [_fault(defect, folder, marked) for defect in defects(plan)]


def _read(path: Path, model: type[M], *, marked: list[Marked], faults: list[PlanFault]) -> M | None:
    try:
        document = read_yaml(path)
    except PlanError as error:
        faults.append(PlanFault("PL001", path, error.line or 1, error.message, error.hint or ""))
        return None
    marked.append(document)
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        faults.extend(_shape_faults(error, document))
        return None


def _shape_faults(error: ValidationError, document: Marked) -> Iterator[PlanFault]:
    for problem in error.errors(include_url=False):
        at = _locate(problem["loc"], document)
        line = document.line(at)
        name = str(problem["loc"][-1]) if problem["loc"] else document.path.name
        key = f"plan.shape.{problem['type']}"
        message = t(key if has(key) else "plan.shape.other", name=name, problem=problem["msg"])
        hint = t("plan.shape-hint", where=".".join(map(str, at)) or "—")
        yield PlanFault("PL002", document.path, line, message, hint)


def _locate(loc: tuple[str | int, ...], document: Marked) -> Location:
    """The location in the file: pydantic's loc also names the kind of a union, which has no key."""
    found: Location = ()
    for part in loc:
        if (*found, part) in document.lines:
            found = (*found, part)
    return found


def _fault(defect: Defect, folder: Path, marked: list[Marked]) -> PlanFault:
    path, line = folder / "plan.yaml", 1
    for document in marked:
        at = _find(document, defect.item)
        if at is not None:
            path, line = document.path, document.line((*at, defect.where) if defect.where else at)
            break
    values = {"item": defect.item, "field": defect.where, **defect.values}
    message = t(f"lint.{defect.code}.message", **values)
    return PlanFault(defect.code, path, line, message, t(f"lint.{defect.code}.hint", **values))


def _find(document: Marked, item: str) -> Location | None:
    key, wanted = ("number", item[9:]) if item.startswith("footnote ") else ("id", item)
    for at in document.lines:
        if at and at[-1] == key and str(_value(document, at)) == wanted:
            return at[:-1]
    return None


def _value(document: Marked, at: Location) -> object:
    value = document.data
    for part in at:
        value = value[part]
    return value
