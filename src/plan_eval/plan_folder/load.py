"""Read a plan folder into a `Plan`, every fault with its file and line."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from plan_eval.errors import PlanError
from plan_eval.messages import speaking_of, t
from plan_eval.model.area import Area, Projects
from plan_eval.model.footnote import Footnotes, References
from plan_eval.model.integrity import defects
from plan_eval.model.plan import Header, Plan
from plan_eval.model.register import Departments, Units
from plan_eval.model.remarks import remarks
from plan_eval.plan_folder.faults import PlanFault, fault_of, shape_faults
from plan_eval.plan_folder.regular_file import near_files
from plan_eval.plan_folder.strict_yaml import Marked, read_yaml

M = TypeVar("M", bound=BaseModel)
_BESIDE = {"schema"}
"""Folders of the plan folder that hold no plan."""


@dataclass
class PlanFolder:
    """A plan folder as read: all that is wrong, and the plan when every file could be read."""

    folder: Path
    plan: Plan | None = None
    faults: list[PlanFault] = field(default_factory=list)
    documents: list[Marked] = field(default_factory=list)

    def notes(self) -> list[PlanFault]:
        """Remarks on a plan that could be read; none keeps it from being used."""
        return [*self._unread(), *self._remarks()]

    def error(self) -> PlanError:
        """The first fault, and how many there are more."""
        first = self.faults[0]
        message = first.message
        if len(self.faults) > 1:
            message += t("plan.and-more", count=len(self.faults) - 1)
        return PlanError(message, path=first.path, line=first.line, hint=first.hint)

    def _remarks(self) -> list[PlanFault]:
        if self.plan is None:
            return []
        with speaking_of(self.plan.header.level_words):
            found = remarks(self.plan)
            return [fault_of(remark, self.folder, self.documents) for remark in found]

    def _unread(self) -> list[PlanFault]:
        read = {document.path for document in self.documents}
        there = (path for path in sorted(self.folder.rglob("*.y*ml")) if path not in read)
        lost = [p for p in there if not _BESIDE & set(p.relative_to(self.folder).parts)]
        lost = [path for path in lost if path != self.folder / "units.yaml"]
        message, hint = t("lint.PL108.message"), t("lint.PL108.hint")
        return [PlanFault("PL108", path, 1, message, hint) for path in lost]


def load_plan(folder: Path, units: Path | None = None) -> Plan:
    """Read a plan folder; `units` replaces its register of towns and streets.

    Raises PlanError for the first fault of the folder (`read_plan` gives all of them).
    """
    found = read_plan(folder, units)
    if found.plan is None or found.faults:
        raise found.error()
    return found.plan


def plan_for(plan: Plan, place: str, units: Path | None = None) -> Plan:
    """The same plan for a district: the place it speaks of and its register of units.

    Raises PlanError for the first fault of the register.
    """
    register = plan.units
    if units is not None:
        found = PlanFolder(units.parent)
        read = _read(units, Units, found)
        if read is None:
            raise found.error()
        register = read
    header = plan.header.model_copy(update={"district": place})
    fields = {name: getattr(plan, name) for name in Plan.model_fields}
    # as model_copy, without the look-ups that the plan has already made with its own register
    made = Plan.model_construct(
        **{**fields, "header": _at_level(header, register), "units": register}
    )
    if units is not None and (wrong := list(defects(made))):
        found.faults = [fault_of(defect, units.parent, found.documents) for defect in wrong]
        raise found.error()
    return made


def _at_level(header: Header, register: Units) -> Header:
    """The register says what its own place is called, where it is not the plan's."""
    return header.model_copy(update={"level": register.level}) if register.level else header


def load_header(folder: Path) -> Header:
    """What plan.yaml says, without the rest of the folder. Raises PlanError for its first fault."""
    found = PlanFolder(folder)
    header = _read(folder / "plan.yaml", Header, found)
    if header is None:
        first = found.faults[0]
        raise PlanError(first.message, path=first.path, line=first.line, hint=first.hint)
    return header


def read_plan(folder: Path, units: Path | None = None) -> PlanFolder:
    """Read a plan folder and say all that is wrong with it."""
    found = PlanFolder(folder)
    if not (folder / "plan.yaml").is_file():
        there = os.path.lexists(folder)
        hint = (None if there else near_files(folder)) or t("plan.no-plan-hint")
        found.faults.append(PlanFault("PL001", folder, 1, t("plan.no-plan", folder=folder), hint))
        return found
    header = _read(folder / "plan.yaml", Header, found)
    areas = [_read(path, Area, found) for path in sorted((folder / "areas").glob("*.yaml"))]
    projects = _read(folder / "projects.yaml", Projects, found)
    notes = _read(folder / "footnotes.yaml", Footnotes, found)
    references = _read(folder / "references.yaml", References, found)
    departments = _read(folder / "departments.yaml", Departments, found)
    register = _read(units or folder / "units.yaml", Units, found)
    if not areas:
        message, hint = t("plan.no-areas"), t("plan.no-areas-hint")
        found.faults.append(PlanFault("PL001", folder / "areas", 1, message, hint))
    if (
        header is None
        or projects is None
        or notes is None
        or references is None
        or departments is None
        or register is None
        or found.faults
    ):
        return found
    found.plan = Plan(
        header=_at_level(header, register),
        areas=tuple(area for area in areas if area is not None),
        projects=projects,
        footnotes=notes.footnotes,
        documents=references.documents,
        departments=departments.departments,
        units=register,
    )
    found.faults = [fault_of(defect, folder, found.documents) for defect in defects(found.plan)]
    return found


def _read(path: Path, model: type[M], found: PlanFolder) -> M | None:
    if not os.path.lexists(path):
        message, hint = t("plan.file-missing", file=path.name), t("plan.file-missing-hint")
        found.faults.append(PlanFault("PL001", path, 1, message, hint))
        return None
    try:
        document = read_yaml(path)
    except PlanError as error:
        hint = error.hint or t("plan.shape-hint", where=path.name)
        found.faults.append(PlanFault("PL001", path, error.line or 1, error.message, hint))
        return None
    found.documents.append(document)
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        found.faults.extend(shape_faults(error, document, model))
        return None
