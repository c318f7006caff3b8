"""Who reports and where: departments, and the units (镇街) below the level of the plan."""

from __future__ import annotations

from plan_eval.model.base import Flag, Frozen, Id, Text


class Department(Frozen):
    """责任单位. The plan names none per goal, so every entry is inferred until confirmed."""

    id: Id
    name: Text
    name_en: Text | None = None
    aliases: tuple[str, ...] = ()
    inferred: Flag = True


class Departments(Frozen):
    """The file departments.yaml."""

    departments: tuple[Department, ...]


class Town(Frozen):
    """A unit below the level of the plan (镇街, 乡镇). `type` is what the plan calls its kind."""

    id: Id
    name: Text
    name_en: Text | None = None
    type: Text | None = None


class Units(Frozen):
    """The file units.yaml; `synthetic` marks an invented register (sample data).

    A plan whose level has nothing below it that reports (the nation's) has no units.
    """

    note: Text
    synthetic: Flag = False
    units: tuple[Town, ...] = ()
