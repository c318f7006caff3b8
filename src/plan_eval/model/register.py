"""Who reports and where: departments and the units (镇街) of the district."""

from __future__ import annotations

from typing import Literal

from plan_eval.model.base import Flag, Frozen, Id, Text


class Department(Frozen):
    """责任单位. The plan names none per goal, so every entry is inferred until confirmed."""

    id: Id
    name: Text
    name_en: Text
    aliases: tuple[str, ...] = ()
    inferred: Flag = True


class Departments(Frozen):
    """The file departments.yaml."""

    departments: tuple[Department, ...]


class Town(Frozen):
    """A town or street (镇街)."""

    id: Id
    name: Text
    name_en: Text
    type: Literal["street", "town"]


class Units(Frozen):
    """The file units.yaml; `synthetic` marks an invented register (sample data)."""

    note: Text
    synthetic: Flag = False
    units: tuple[Town, ...]
