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


class Level(Frozen):
    """What the plan calls the level it is made for and the units below it.

    `own` is the place in a sentence (本区), `whole` its total (全区), `short` one sign in a table
    (区), `unit` what lies below (镇街) and reports; none for a plan with nothing below it. The
    English has a plural of its own. `also` are other words that senders use for the whole.
    """

    own: Text
    whole: Text
    short: Text
    unit: Text | None = None
    own_en: Text | None = None
    whole_en: Text | None = None
    short_en: Text | None = None
    unit_en: Text | None = None
    units_en: Text | None = None
    also: tuple[Text, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """What a sender may call the whole: 全县, 本县, 县, 全县合计; not 县本级, a part."""
        totals = (f"{word}{sum_}" for word in (self.whole, self.short) for sum_ in ("合计", "总计"))
        given = (self.whole, self.own, self.short, self.whole_en, *self.also)
        return (*filter(None, given), *totals)


class Units(Frozen):
    """The file units.yaml; `synthetic` marks an invented register (sample data).

    A plan whose level has nothing below it that reports (the nation's) has no units. `level` says
    what the place of this register is called where that is not the place the plan was made for:
    a district that is judged by its city's plan.
    """

    note: Text
    synthetic: Flag = False
    level: Level | None = None
    units: tuple[Town, ...] = ()
